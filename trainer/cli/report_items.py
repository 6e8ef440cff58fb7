"""`trainer report items`: how the questions behave, in figures and in words."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.class_rows import class_rows, own_rows
from trainer.cli.completing import decks
from trainer.cli.context import Run, common, write
from trainer.cli.table import table

if TYPE_CHECKING:
    from trainer.question import Card
    from trainer.reports.advice import Pick
    from trainer.reports.items import Analysis
    from trainer.reports.items_page import Entry
    from trainer.study.desk import Desk

HEAD = ("Question", "n", "Facility", "Discr.", "Effic.", "Time", "Overruled")
WORST = 30
"""How many questions are listed of those that nothing is said about."""


@click.command("items")
@click.argument("deck", required=False, shell_complete=decks)
@click.option(
    "--from",
    "source",
    metavar="class|FOLDER",
    help="A class's answers, from its database or handed in, instead of your own.",
)
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write a page with plots.")  # fmt: skip
@click.option("--csv", "as_csv", is_flag=True, help="As CSV, every question.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, every question.")
@common
def items(
    deck: str | None,
    source: str | None,
    html: Path | None,
    as_csv: bool,
    as_json: bool,
    run: Run,
) -> int:
    """Show how the questions of a DECK (or all) behave, those to look at first in front.

    Facility is the mean score of first answers in percent, discrimination how it goes with the
    rest of a learner's score. Figures are hidden below 20 learners.
    """
    from trainer.reports.items import analyse
    from trainer.reports.items_page import entries, items_page

    with ExitStack() as stack:
        desk = stack.enter_context(run.desk(read_only=True))
        title, cards = _cards(desk, deck)
        rows = class_rows(run, source) if source else own_rows(run, desk)
        analysis = analyse((row for row in rows if not deck or row.card in cards), list(cards))
    found = entries(analysis, cards)
    if as_json:
        click.echo(json.dumps(_plain(analysis, found), indent=2, ensure_ascii=False))
    elif as_csv:
        _csv(found)
    else:
        for line in _lines(analysis, found):
            write(line)
    if html is not None:
        from trainer.atomic import replacing

        with replacing(html) as target:
            target.write(items_page(title, analysis, found).encode())
        click.echo(f"{html}: the page is written.", err=True)
    return 0


def _cards(desk: Desk, deck: str | None) -> tuple[str, dict[str, Card]]:
    """A title, and the cards of the deck or of all libraries in order, retired ones too."""
    from trainer.question import cards

    if deck is not None:
        bank, chosen = desk.deck(deck)
        title, questions = chosen.title, list(bank.every_question(chosen))
    else:
        title = "All questions"
        questions = [question for bank in desk.banks for question in bank.every_question()]
    return title, {card.key: card for question in questions for card in cards(question)}


def _lines(analysis: Analysis, found: Sequence[Entry]) -> Iterator[str]:
    from trainer.plain.view import plain
    from trainer.reports.items_page import hidden_words, rounded, summary

    if not found:
        yield "Nothing was answered yet."
        return
    yield summary(analysis)
    shown = [entry for entry in found if entry.item.facility is not None]
    told = [entry for entry in shown if entry.said]
    rest = [entry for entry in shown if not entry.said]
    if shown:
        rows = [
            (
                plain(entry.name),
                entry.item.learners,
                rounded(entry.item.facility),
                rounded(entry.item.discrimination),
                rounded(entry.item.efficiency),
                f"{entry.item.seconds:.0f} s",
                f"{100 * entry.item.overruled:.0f}%",
            )
            for entry in [*told, *rest[:WORST]]
        ]
        yield ""
        yield from table(HEAD, rows).splitlines()
        if len(rest) > WORST:
            yield f"and {len(rest) - WORST:,} more, about which there is nothing to say."
    if hidden := len(found) - len(shown):
        yield ""
        yield hidden_words(hidden)
    for entry in told:
        yield ""
        yield plain(entry.name)
        yield from (f"  {line}" for line in entry.said)
        yield from (f"    {_option(one)}" for one in entry.options)


def _option(one: Pick) -> str:
    from trainer.plain.view import plain

    return f"{one.letter} {'✓' if one.right else ' '} {one.share:3.0f}%  {plain(one.text)}"


def _plain(analysis: Analysis, found: Sequence[Entry]) -> dict[str, object]:
    return {
        "learners": analysis.learners,
        "consistency": analysis.consistency,
        "compared": analysis.compared,
        "complete": analysis.complete,
        "items": [
            {name: value for name, value in asdict(entry.item).items() if name != "given"}
            | {
                "options": [asdict(one) for one in entry.options],
                "advice": list(entry.said),
            }
            for entry in found
        ],
    }


def _csv(found: Sequence[Entry]) -> None:
    from trainer.history.export import guarded

    head = ("card", "learners", "answers", "facility", "discrimination", "efficiency", "seconds")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow([*head, "overruled", "leeches", "advice"])
    for entry in found:
        values = [getattr(entry.item, name) for name in (*head, "overruled", "leeches")]
        out.writerow([guarded(value) for value in (*values, "; ".join(entry.said))])
