"""`trainer forget`: cards made new again."""

from __future__ import annotations

import click

from trainer.cli.confirming import confirm
from trainer.cli.context import Run, common


@click.command("forget")
@click.argument("name", metavar="ID|DECK")
@click.option("--yes", is_flag=True, help="Don't ask.")
@common
def command(name: str, yes: bool, run: Run) -> int:
    """Make the cards of a question or a deck new again.

    The answers stay in the history and in statistics; only the schedule begins anew. A backup is
    made first.
    """
    from trainer.history.backup import Reason, make_backup
    from trainer.study.forgetting import begun, forget
    from trainer.study.words import counted

    with run.desk() as desk:
        what, keys = begun(desk, name)
        if not keys:
            click.echo(f"Nothing was answered yet of {what}; there is nothing to forget.")
            return 0
        cards = counted(len(keys), "card")
        if not confirm(f"Make {cards} of {what} new again?", yes):
            return 0
        made = make_backup(run.history, run.clock.now(), Reason.FORGET)
        forget(desk, keys)
    click.echo(
        f"{cards} of {what} will come as new. "
        f"To go back: `trainer backup restore {made.path.stem}`."
    )
    return 0
