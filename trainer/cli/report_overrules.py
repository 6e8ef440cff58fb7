"""`trainer report overrules`: learners' "I was right" as lines that questions may need."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.context import Run, common, write
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.bank.bank import Bank
    from trainer.history.event import Event
    from trainer.reports.amending import Addition
    from trainer.reports.overrules import Overrule, Overrules
    from trainer.study.desk import Desk

COLUMNS = 80
SPELLINGS = 5
"""How many spellings of one answer are shown."""


@click.command("overrules")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--fix", "fixes", is_flag=True, help="Write the proposed lines into the files.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def overrules(ids: tuple[str, ...], fixes: bool, as_json: bool, run: Run) -> int:
    """Show where a learner overruled the verdict, and the lines that would settle it.

    With ID, only these questions (FILE-ID/QUESTION-ID) count. What the files accept or reject by
    now is left out. --fix adds to `accept` and `reject` and changes nothing else; the exit status
    is 2 if a file could not be written.
    """
    with run.desk(read_only=True) as desk:
        reports = list(_reports(desk, ids))
        if as_json:
            found = [_plain(one) for _, report in reports for one in report.found]
            click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        else:
            for line in _lines([report for _, report in reports], fixes):
                write(line)
        sound = [_fix(bank, report, run) for bank, report in reports if fixes]
    return 0 if all(sound) else 2


def _reports(desk: Desk, ids: Sequence[str]) -> Iterator[tuple[Bank, Overrules]]:
    """For each library what is left to decide in it."""
    from trainer.bank.finding import no_question
    from trainer.reports.overrules import overrules, turned

    missing = [
        id for id in ids if not any(bank.questions([f"{bank.id}:{id}"]) for bank in desk.banks)
    ]
    if missing:
        raise no_question(missing[0], (bank.catalogue.like(missing[0]) for bank in desk.banks))
    events = turned(desk.store.amended())
    for bank in desk.banks:
        own = _own(bank, events)
        if ids:
            wanted = {f"{bank.id}:{id}" for id in ids}
            own = [event for event in own if event.card.partition("#")[0] in wanted]
        questions = bank.questions({event.card.partition("#")[0] for event in own})
        yield bank, overrules(own, questions, bank.known)


def _own(bank: Bank, events: Sequence[Event]) -> list[Event]:
    """The events of a library's cards; those that were renamed since have their new keys."""
    own = [event for event in events if event.card.startswith(f"{bank.id}:")]
    there = bank.find({event.card for event in own})
    moved = bank.heirs({event.card: "" for event in own if event.card not in there})
    return [event._replace(card=moved.get(event.card, event.card)) for event in own]


def _plain(one: Overrule) -> dict[str, object]:
    return {
        "id": one.card.id,
        "learner": "right" if one.right else "wrong",
        "times": one.times,
        "spellings": dict(one.spellings),
        "key": one.key or None,
        "text": one.add or None,
        "note": one.note or None,
        "file": one.card.question.place.file,
        "line": one.card.question.place.line,
    }


def _lines(reports: Sequence[Overrules], fixes: bool) -> Iterator[str]:
    from trainer.study.words import counted

    found = [one for report in reports for one in report.found]
    for _, some in groupby(found, key=lambda one: one.card.key):
        group = list(some)
        yield from _question(group)
        yield ""
    settled, gone = (sum(getattr(r, name) for r in reports) for name in ("settled", "gone"))
    if settled:
        yield f"{counted(settled, 'overrule')} settled: the files say the same by now."
    if gone:
        yield f"{counted(gone, 'overrule')} left out: the question is gone or another one now."
    if not found:
        yield "There is nothing to decide."
    elif not fixes and any(one.add for one in found):
        yield "`trainer report overrules --fix` writes the lines that begin with a plus."


def _question(found: Sequence[Overrule]) -> Iterator[str]:
    from trainer.language.quoting import scalar
    from trainer.plain.view import plain

    card = found[0].card
    place = card.question.place
    yield from _wrapped(f"{card.id} ({place.file}:{place.line})", 0)
    yield from _wrapped(plain(card.question.ask), 2)
    for one in found:
        if one.add:
            yield f"  + {one.key}: {scalar(one.add)}"
        yield from _wrapped(_told(one), 4)
        if one.note:
            yield from _wrapped(one.note, 4)


def _told(one: Overrule) -> str:
    """What learners said of what they gave, and how often."""
    from trainer.plain.view import plain
    from trainer.study.words import counted

    shown = [
        f"{plain(text)} ({times})" if times < one.times else plain(text)
        for text, times in one.spellings[:SPELLINGS]
    ]
    if more := len(one.spellings) - SPELLINGS:
        shown += [f"{more} more"] if more > 0 else []
    claim = "I was right" if one.right else "I was wrong"
    return f"“{claim}”, {counted(one.times, 'time')}" + (f": {', '.join(shown)}" if shown else "")


def _wrapped(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(text, COLUMNS, initial_indent=margin, subsequent_indent=margin)


def _fix(bank: Bank, report: Overrules, run: Run) -> bool:
    """Writes what is proposed, a file at a time; whether all of it could be written."""
    from trainer.cli.fixing import allow
    from trainer.reports.overrules import additions

    files = additions(report.found)
    if not files:
        return True
    try:
        allow(bank.library, run)
    except TrainerError as error:
        click.echo(f"trainer: {error}", err=True)
        return False
    sound = [_write(bank, shown, added) for shown, added in files.items()]
    return all(sound)


def _write(bank: Bank, shown: str, added: dict[str, Addition]) -> bool:
    from trainer.atomic import replacing
    from trainer.reports.amending import amended
    from trainer.study.words import counted

    path = (bank.library.base or Path()) / shown
    name = path.relative_to(bank.library.questions).as_posix()
    lines, sound = 0, True
    try:
        data = path.read_bytes()
        for id, new in added.items():
            try:
                data = amended(data, name, bank.shared, id, new)
            except TrainerError as error:
                click.echo(f"trainer: {error}", err=True)
                sound = False
            else:
                lines += len(new.accept) + len(new.reject)
        if lines:
            with replacing(path) as target:
                target.write(data)
            write(f"{shown}: {counted(lines, 'text')} added.")
    except TrainerError as error:
        click.echo(f"trainer: {error}", err=True)
        return False
    except OSError as error:
        click.echo(f"trainer: {shown} can't be read: {error.strerror}.", err=True)
        return False
    return sound
