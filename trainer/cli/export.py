"""`trainer export`: decks as packages for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.completing import decks
from trainer.cli.context import Run, common
from trainer.cli.export_csv import table
from trainer.cli.export_formats import FORMATS, default_place, output
from trainer.cli.export_history import history
from trainer.cli.export_html import html
from trainer.cli.opening import deck_named
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.anki.export import DeckInfo
    from trainer.anki.schedule import Schedules
    from trainer.bank.bank import Bank
    from trainer.bank.decks import Deck
    from trainer.bank.ticking import Tick
    from trainer.question import Question

_MOVE = (
    "Anki takes answers only with cards that it doesn't have yet: if the deck is in your Anki, "
    "delete it there first, then import and tick “Import any learning progress”."
)


@click.group("export")
def command() -> None:
    """Write a deck for another program, or your history for any."""


command.add_command(history)


for _format in (*FORMATS, table, html):
    command.add_command(_format)


@command.command("anki")
@click.argument("deck", shell_complete=decks)
@output("apkg")
@click.option(
    "--with-history",
    is_flag=True,
    help="Your answers too; then the default is `DECK-with-history.apkg` in this folder.",
)
@click.option(
    "--sub-decks",
    is_flag=True,
    help="Each question file as a deck below DECK; Anki then asks file by file.",
)
@common
def anki(deck: str, output: Path | None, with_history: bool, sub_decks: bool, run: Run) -> int:
    """Write DECK as a package for Anki.

    Importing a later export updates the cards that learners have and keeps their schedule.
    """
    from trainer.anki.export import export
    from trainer.bank.collector import collector_off
    from trainer.cli.progress import progress
    from trainer.study.words import counted

    with ExitStack() as stack:
        stack.enter_context(collector_off())
        bank, found = stack.enter_context(deck_named(run, deck))
        name = found.id.strip("/")
        default = default_place(bank.library, name, "apkg")
        schedules = None
        if with_history:
            # Beside the deck it could be published by mistake.
            default = Path.cwd() / f"{name.replace('/', '-')}-with-history.apkg"
            schedules = stack.enter_context(_schedules(run, found))
        with progress("Reading questions") as tick:
            questions = list(_watched(bank.every_question(found), bank.size(found), tick))
        tick = stack.enter_context(progress("Writing notes"))
        info = deck_info(bank, found)
        sections = {id: title or id for id, (_, title) in info.files.items()} if sub_decks else {}
        ledger = ledger_path(run, bank, found)
        done = export(
            info,
            questions,
            output or default,
            bank.library.questions,
            ledger,
            run.clock.now(),
            sections,
            schedules,
            tick,
        )
    click.echo(
        f"{done.path}: {counted(done.notes, 'note')}, {counted(done.cards, 'card')}; "
        f"{done.added:,} new, {done.changed:,} changed."
    )
    if with_history:
        click.echo(f"{counted(done.answers, 'answer')} with it. {_MOVE}")
    if not bank.library.writable:
        click.echo(
            f"Note: the library is read-only, so what went out is noted in {ledger}; "
            "export from this profile again, so that Anki updates its notes.",
            err=True,
        )
    for warning in done.warnings:
        click.echo(f"Note: {warning}.", err=True)
    return 0


def _watched(questions: Iterator[Question], total: int, tick: Tick) -> Iterator[Question]:
    for done, question in enumerate(questions, 1):
        tick(done, total)
        yield question


@contextmanager
def _schedules(run: Run, deck: Deck) -> Iterator[Schedules]:
    """The learner's history as Anki stores it; reading needs no lock."""
    from trainer.anki.schedule import Schedules, created_at, parameters_of
    from trainer.history.store import Store
    from trainer.memory.study_day import StudyDays

    if not run.history.exists():
        raise TrainerError("there is no history yet to take along; leave --with-history out.")
    days = StudyDays(run.zone, run.settings.day_start)
    with Store.open(run.history, clock=run.clock, read_only=True) as store:
        retention = run.settings.retention or deck.retention
        now = run.clock.now()
        yield Schedules(
            store,
            days,
            created_at(store, days, days.day(now)),
            now,
            parameters_of(store, retention),
            run.settings.learning_steps,
            run.settings.relearning_steps,
        )


def deck_info(bank: Bank, deck: Deck) -> DeckInfo:
    """A deck as the exporter knows it."""
    from trainer.anki.export import DeckInfo
    from trainer.bank.library import LIBRARY_FILE

    library = bank.library
    deck_file = Path(deck.file) if deck.file else None
    if deck_file and library.base:
        deck_file = library.base / deck_file
    return DeckInfo(
        deck.id.strip("/"),
        deck.title,
        deck.description,
        bank.id,
        _text(deck_file),
        _text(library.questions / LIBRARY_FILE),
        {head.id: (name, head.title) for name, head in bank.heads(deck).items()},
    )


def _text(path: Path | None) -> str:
    """A file's text, '' where it can't be read: it only makes a later import nicer."""
    try:
        return path.read_text(encoding="utf-8") if path else ""
    except (OSError, UnicodeError):
        return ""


def ledger_path(run: Run, bank: Bank, deck: Deck) -> Path:
    """Where the deck's ledger is: with the library, or with the learner where that is read-only."""
    name = f"{deck.id.strip('/')}.anki.json"
    if bank.library.writable:
        return bank.library.root / "decks" / name
    return run.folders.data / "ledgers" / f"{bank.id}-{name}"
