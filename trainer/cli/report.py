"""`trainer report`: what instructors ask of their questions."""

from __future__ import annotations

import click

from trainer.cli.report_coverage import coverage
from trainer.cli.report_overrules import overrules


@click.group("report")
def command() -> None:
    """Show what the questions cover, and what learners think of their verdicts."""


command.add_command(coverage)
command.add_command(overrules)
