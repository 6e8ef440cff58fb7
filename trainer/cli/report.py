"""`trainer report`: what instructors ask of their questions."""

from __future__ import annotations

import click

from trainer.cli.report_coverage import coverage
from trainer.cli.report_items import items
from trainer.cli.report_overrules import overrules


@click.group("report")
def command() -> None:
    """Show how the questions behave, what they cover, and where verdicts were overruled."""


command.add_command(items)
command.add_command(coverage)
command.add_command(overrules)
