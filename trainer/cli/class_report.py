"""`trainer class report`: how a class's questions and learners do."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from trainer.cli.context import Run, common, write
from trainer.cli.table import table

if TYPE_CHECKING:
    from trainer.classroom.analysis import ItemLine, LearnerLine

_ITEMS = ("Card", "Learners", "Answers", "Facility", "Discr.", "Right", "Time", "Overruled", "")
_LEARNERS = ("Learner", "Answers", "Right", "Hours", "Days", "Last")


@click.command("report")
@click.option("--learners", "by_learner", is_flag=True, help="By learner instead of by question.")
@click.option("--server", metavar="ADDRESS", help="The database, instead of the settings' one.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def report(by_learner: bool, server: str | None, as_csv: bool, as_json: bool, run: Run) -> int:
    """Show how the questions do in the class, those to look at first in front.

    Facility is the mean score of first answers in percent, discrimination how it goes with the
    learner's first answers to all else, from -100 to 100.
    """
    from trainer.classroom.address import connected
    from trainer.classroom.report import items, learners

    with connected(server or run.settings.class_server, run.environ) as db:
        lines: Sequence[ItemLine | LearnerLine] = learners(db) if by_learner else items(db)
    show(lines, by_learner=by_learner, as_csv=as_csv, as_json=as_json)
    return 0


def show(
    lines: Sequence[ItemLine | LearnerLine], *, by_learner: bool, as_csv: bool, as_json: bool
) -> None:
    """Writes the lines as a table, CSV or JSON."""
    from trainer.classroom.analysis import ItemLine

    plain = [asdict(line) for line in lines]
    for line, values in zip(lines, plain, strict=True):
        if isinstance(line, ItemLine):
            values["remark"] = line.remark
    if as_json:
        click.echo(json.dumps(plain, indent=2, ensure_ascii=False, default=str))
    elif as_csv:
        _csv(plain)
    elif not lines:
        click.echo("Nothing was answered yet.")
    else:
        head = _LEARNERS if by_learner else _ITEMS
        for text in table(head, list(_rows(lines))).splitlines():
            write(text)


def _rows(lines: Sequence[ItemLine | LearnerLine]) -> Iterator[tuple[object, ...]]:
    """The cells of each line; cards go without their library where all are of one."""
    from trainer.classroom.analysis import ItemLine

    cards = [line.card for line in lines if isinstance(line, ItemLine)]
    libraries = {card.partition(":")[0] for card in cards}
    cut = len(libraries.pop()) + 1 if len(libraries) == 1 else 0
    for line in lines:
        first, *others = _cells(line)
        yield (str(first)[cut:], *others)


def _cells(line: ItemLine | LearnerLine) -> tuple[object, ...]:
    from trainer.classroom.analysis import ItemLine

    if not isinstance(line, ItemLine):
        last = line.last.isoformat() if line.last else ""
        return (
            *(line.learner, line.answers, f"{line.recalled:.0%}" if line.answers else ""),
            f"{line.hours:.1f}",
            *(line.days, last),
        )
    return (
        _printable(line.card),
        line.learners,
        line.answers,
        "" if line.facility is None else f"{line.facility:.0f}",
        "" if line.discrimination is None else f"{line.discrimination:.0f}",
        f"{line.recalled:.0%}",
        f"{line.seconds:.0f} s",
        line.overruled,
        line.remark,
    )


def _csv(lines: Sequence[dict[str, object]]) -> None:
    import csv

    from trainer.history.export import guarded

    out = csv.writer(sys.stdout, lineterminator="\n")
    for n, line in enumerate(lines):
        if n == 0:
            out.writerow(line)
        out.writerow([guarded(value) for value in line.values()])


def _printable(text: str) -> str:
    """A key as a learner sent it, without what would move a terminal's cursor."""
    return "".join(c if c.isprintable() else "?" for c in text)
