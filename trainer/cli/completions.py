"""`trainer completions`: what a shell needs to complete commands, options and decks."""

from __future__ import annotations

import click


@click.command("completions")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print what SHELL needs to complete commands, options and decks with the tab key.

    Put the output where your shell looks for completions; the manual says where that is.
    """
    from click.shell_completion import ShellComplete, get_completion_class

    from trainer.cli.group import commands

    found = get_completion_class(shell)
    assert found is not None
    made = found(commands, {}, "trainer", "_TRAINER_COMPLETE")
    # Not bash's own `source`, which starts bash to see how old it is.
    click.echo(ShellComplete.source(made))
    return 0
