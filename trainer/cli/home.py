"""`trainer` alone: the home screen."""

from __future__ import annotations

from trainer.cli.context import Run
from trainer.cli.opening import open_screen, pushing


def open_home(run: Run) -> int:
    """Opens the home screen; returns the exit status."""
    with pushing(run), run.desk() as desk:
        return open_screen(run, desk)
