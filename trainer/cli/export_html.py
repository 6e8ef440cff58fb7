"""`trainer export html`: a deck as a sheet to print."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli.completing import decks
from trainer.cli.context import Run, common
from trainer.cli.export_formats import output, write_deck
from trainer.cli.whole import whole


@click.command("html")
@click.argument("deck", shell_complete=decks)
@output("html")
@click.option(
    "--versions",
    type=whole(1, 26),
    default="1",
    metavar="N",
    help="How many shuffled versions: A keeps the order of the questions, B and so on don't.",
)
@click.option(
    "--questions",
    type=whole(1),
    default=None,
    metavar="N",
    help="Only N questions, drawn by the seed, the same for all versions; default: all.",
)
@click.option("--seed", default="1", metavar="TEXT", help="The same seed gives the same versions.")
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    help="The paper it is made for; default A4.",
)
@click.option("--no-grid", is_flag=True, help="Without the sheet to mark answers on.")
@click.option("--no-key", is_flag=True, help="Without the answers at the end.")
@common
def html(
    deck: str,
    output: Path | None,
    versions: int,
    questions: int | None,
    seed: str,
    paper: str,
    no_grid: bool,
    no_key: bool,
    run: Run,
) -> int:
    """Write DECK as a sheet to print, with answer grid and key.

    It is one file, pictures included: open it in a browser and print it, or save it as a PDF.
    """
    from trainer.exchange.sheet import Wishes, write
    from trainer.study.shuffle import order_shown

    wishes = Wishes(order_shown, versions, questions or 0, seed, paper, not no_grid, not no_key)
    write_deck(run, "html", deck, output, lambda work, losses: write(work, losses, wishes))
    return 0
