"""`trainer browse`: look through the questions."""

from __future__ import annotations

import json
from datetime import tzinfo

import click

from trainer.cli.context import Run, common
from trainer.cli.person import interactive
from trainer.cli.progress import shown
from trainer.cli.table import table
from trainer.language.markup import to_plain
from trainer.study.browsing import Line, Listed
from trainer.study.words import counted, due_iso

PORTION = 500
"""Questions that are read at a time."""


@click.command("browse")
@click.argument("search", nargs=-1)
@click.option("--plain", is_flag=True, help="A table instead of a screen.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a card, a line each.")
@common
def command(search: tuple[str, ...], plain: bool, as_json: bool, run: Run) -> int:
    """Look through the questions that a SEARCH finds, or through all.

    Words find questions that have words which begin so; `tag:grain`, `deck:ID`, `level:1..3`,
    `kind:cloze`, `id:PART` and `is:due` (new, learning, review, suspended, buried, flagged,
    changed, leech) narrow it down, and a hyphen before any of them excludes. Options come first;
    a search that begins with a hyphen stands behind `--`.
    """
    text = " ".join(search)
    if not (plain or as_json) and interactive():
        from trainer.bank.search import parse
        from trainer.tui import run as show
        from trainer.tui.screens.browse import BrowseScreen

        parse(text)
        with run.desk() as desk:
            return show(
                desk,
                first=lambda keys: BrowseScreen(keys, text),
                keys=run.settings.keys,
                theme=run.settings.theme,
            )
    return _lines(run, text, as_json)


def _lines(run: Run, text: str, as_json: bool) -> int:
    rows: list[tuple[str, str, str, str, str]] = []
    with run.desk(read_only=True) as desk:
        browser = desk.browser()
        shown("Preparing the search", browser.readied(text))
        found = browser.search(text)
        for start in range(0, len(found), PORTION):
            for line in browser.lines(found, start, start + PORTION):
                for card in line.cards:
                    if card.meant and as_json:
                        click.echo(json.dumps(_value(line, card, run.zone), ensure_ascii=False))
                    elif card.meant:
                        rows.append(_row(line, card, run.zone))
    if not as_json:
        if rows:
            click.echo(table(("Id", "Kind", "Due", "Marks", "Question"), rows))
            click.echo()
        click.echo(f"{counted(len(rows), 'card')}.")
    return 0


def _value(line: Line, card: Listed, zone: tzinfo) -> dict[str, object]:
    return {
        "id": _id(card),
        "kind": line.kind,
        "level": line.level,
        "tags": line.tags,
        "ask": to_plain(line.ask),
        "state": card.state.phase.name.lower(),
        "due": _due(card, zone) or None,
        "marks": card.marks,
    }


def _row(line: Line, card: Listed, zone: tzinfo) -> tuple[str, str, str, str, str]:
    due = _due(card, zone)[:10]
    return _id(card), line.kind, due, ", ".join(card.marks), to_plain(line.ask)


def _id(card: Listed) -> str:
    """The id that people see: the key without its library."""
    return card.key.partition(":")[2]


def _due(card: Listed, zone: tzinfo) -> str:
    state = card.state
    if state.due_day is None and state.due_ms is None:
        return ""
    return due_iso(state.due_day, state.due_ms, zone)
