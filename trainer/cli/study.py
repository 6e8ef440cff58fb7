"""`trainer study`: today's due and new cards."""

from __future__ import annotations

import click

from trainer.cli.completing import decks
from trainer.cli.context import Run, common
from trainer.cli.whole import whole


@click.command("study")
@click.argument("deck", required=False, shell_complete=decks)
@click.option("--tag", "tags", multiple=True, metavar="T", help="Only questions with this tag.")
@click.option("--limit", type=whole(1), metavar="N", help="At most N cards.")
@click.option("--plain", is_flag=True, help="Lines instead of a screen.")
@click.option("--json", "as_json", is_flag=True, help="The line protocol, for programs.")
@click.option("--no-save", is_flag=True, help="Study without storing any answer.")
@common
def command(
    deck: str | None,
    tags: tuple[str, ...],
    limit: int | None,
    plain: bool,
    as_json: bool,
    no_save: bool,
    run: Run,
) -> int:
    """Answer today's due and new cards.

    DECK is the id of a deck, or a folder or file of questions; without one, decks are studied
    in their order.
    """
    from trainer.cli.opening import open_study

    return open_study(
        run, deck, tags=tags, limit=limit, plain=plain, as_json=as_json, no_save=no_save
    )
