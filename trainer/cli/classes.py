"""`trainer class`: what whoever teaches does with a class."""

from __future__ import annotations

import click

from trainer.cli.class_gather import gathered
from trainer.cli.class_report import report
from trainer.cli.class_setup import init, invite


@click.group("class")
def command() -> None:
    """Set up a class on PostgreSQL, and see how its questions and learners do."""


command.add_command(init)
command.add_command(invite)
command.add_command(report)
command.add_command(gathered)
