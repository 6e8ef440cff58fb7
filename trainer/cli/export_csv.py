"""`trainer export csv`: a deck as a table."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli.completing import decks
from trainer.cli.context import Run, common
from trainer.cli.export_formats import output, write_deck


@click.command("csv")
@click.argument("deck", shell_complete=decks)
@output("csv")
@click.option(
    "--two-columns",
    is_flag=True,
    help="Only what is asked, a tab, and what is right: for Quizlet and its like.",
)
@common
def table(deck: str, output: Path | None, two_columns: bool, run: Run) -> int:
    """Write DECK as a table for spreadsheets, a question a row.

    A FILE that ends in .tsv or .tab is separated by tabs.
    """
    from trainer.exchange.table import write, write_two

    tabs = output is not None and output.suffix.lower() in (".tsv", ".tab")
    if two_columns:
        write_deck(run, "csv", deck, output, write_two, suffix="tsv")
    else:
        delimiter = "\t" if tabs else ","
        write_deck(run, "csv", deck, output, lambda work, losses: write(work, losses, delimiter))
    return 0
