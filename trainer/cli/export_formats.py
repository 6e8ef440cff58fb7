"""`trainer export gift` and its like: decks as files for learning platforms and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.completing import decks
from trainer.cli.context import Run, common
from trainer.cli.opening import deck_named

if TYPE_CHECKING:
    from trainer.bank.library import Library
    from trainer.exchange.export import Exported, Writer

HELP = {
    "moodle": "Write DECK as Moodle XML, with its pictures, for a question bank.",
    "gift": "Write DECK as GIFT, the text format of Moodle.",
    "qti12": "Write DECK as QTI 1.2, a package that Canvas imports.",
    "qti21": "Write DECK as QTI 2.1, a package that many assessment systems import.",
}


def output(suffix: str) -> Callable[[Callable[..., int | None]], Callable[..., int | None]]:
    """The option that says where to write."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help=f"Where to write it; default `decks/DECK.{suffix}` in the library, or `DECK.{suffix}` "
        "here where that isn't yours to write to.",
    )


def default_place(library: Library, name: str, suffix: str) -> Path:
    """Where a deck goes without -o: what is written into a library that comes with the program
    would be found by nobody, and be gone with the next version."""
    if library.editable:
        return library.root / "decks" / f"{name}.{suffix}"
    return Path.cwd() / f"{name.replace('/', '-')}.{suffix}"


def write_deck(
    run: Run,
    form: str,
    deck: str,
    path: Path | None,
    write: Writer | None = None,
    suffix: str = "",
) -> Exported:
    """Write one deck in one format, and say what was done."""
    from trainer.exchange.export import SUFFIXES, Work, export
    from trainer.exchange.pictures import Pictures
    from trainer.study.words import counted

    with deck_named(run, deck) as (bank, found):
        name = found.id.strip("/")
        title = found.title or name
        pictures = Pictures(bank.library.questions)
        work = Work(name, title, tuple(bank.every_question(found)), pictures)
        default = default_place(bank.library, name, suffix or SUFFIXES[form])
        done = export(form, work, path or default, write)
    click.echo(f"{done.path}: {counted(done.questions, 'question')}.")
    for warning in done.warnings:
        click.echo(f"Note: {warning}.", err=True)
    return done


def _command(form: str, help: str) -> click.Command:
    from trainer.exchange.export import SUFFIXES

    @click.command(form, help=help)
    @click.argument("deck", shell_complete=decks)
    @output(SUFFIXES[form])
    @common
    def command(deck: str, output: Path | None, run: Run) -> int:
        write_deck(run, form, deck, output)
        return 0

    return command


FORMATS = [_command(form, help) for form, help in HELP.items()]
