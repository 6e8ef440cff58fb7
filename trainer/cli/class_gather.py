"""`trainer class gather`: a class's numbers without a server."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli.class_report import show
from trainer.cli.context import Run, common


@click.command("gather")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--learners", "by_learner", is_flag=True, help="By learner instead of by question.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def gathered(folder: Path, by_learner: bool, as_csv: bool, as_json: bool, run: Run) -> int:
    """Show the same report from the folders that learners sync with, collected below FOLDER.

    The exit status is 1 if lines in them are damaged; all others count.
    """
    from trainer.classroom.gather import gather
    from trainer.cli.progress import progress

    with progress("Reading answers") as tick:
        found = gather(folder, tick)
    lines = found.tally.learners() if by_learner else found.tally.items()
    show(lines, by_learner=by_learner, as_csv=as_csv, as_json=as_json)
    for name in found.damaged:
        click.echo(f"Note: lines of {name} are damaged and were left out.", err=True)
    return 1 if found.damaged else 0
