"""`trainer fit`: the memory model trained on one's own answers."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from trainer.cli.context import Run, common


@click.command("fit")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(as_json: bool, run: Run) -> int:
    """Train the memory model on your own answers.

    What is trained on the first three quarters is kept only if it predicts the last quarter better
    than what is in force. Past answers and due days stay as they are.
    """
    from trainer.study.fitting import train

    with run.desk() as desk:
        found = train(desk)
    if as_json:
        click.echo(json.dumps(asdict(found), indent=2))
        return 0
    click.echo(
        f"Trained on {found.answers:,} answers. Log loss on their last quarter (less is better): "
        f"{found.before:.4f} before, {found.after:.4f} trained."
    )
    click.echo(
        "Kept: intervals follow it from the next answer on."
        if found.kept
        else "Not kept: what is in force predicts better, so nothing changes."
    )
    return 0
