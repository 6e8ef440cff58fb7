"""What the tab key offers where a deck is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.cli.context import Run
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def decks(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the decks that begin so, with their titles; else files, which can be decks too."""
    from click.shell_completion import CompletionItem

    from trainer.bank.bank import Bank

    root = ctx.find_root().params
    run = Run(library=ctx.params.get("library") or root.get("library"))
    found: dict[str, str] = {}
    try:
        for library in run.libraries():
            with Bank.open(library, run.folders.index) as bank:
                found |= {deck.id: deck.title for deck in bank.decks()}
    except TrainerError:
        # A message would end up in the line that is being typed.
        return []
    begun = [CompletionItem(i, help=t) for i, t in found.items() if i.startswith(incomplete)]
    return begun or [CompletionItem(incomplete, type="file")]
