"""`trainer decks`: the decks, and what is due in them."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from trainer.cli.context import Run, common
from trainer.cli.table import table


@click.command("decks")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(as_json: bool, run: Run) -> int:
    """List the decks and what is due in them."""
    with run.desk(read_only=True) as desk:
        rows = list(desk.rows())
        notes = desk.notes()
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
        return 0
    if not rows:
        click.echo("There are no questions here yet: write some in questions/NAME.yaml.")
    else:
        head = ("Deck", "Title", "Due", "New", "Learned", "Cards")
        cells = [(r.id, r.title, r.due, r.new, r.learned, r.total) for r in rows]
        click.echo(table(head, cells))
        for row in rows:
            if row.countdown:
                click.echo(f"{row.title}: {row.countdown}; see `trainer plan {row.id}`.")
    for note in notes:
        click.echo(note, err=True)
    return 0
