"""Whose answers an analysis of questions takes: one's own, a class's, or those handed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.context import Run

if TYPE_CHECKING:
    from trainer.history.responses import Response
    from trainer.study.desk import Desk


def own_rows(run: Run, desk: Desk) -> list[Response]:
    """This profile's answers, as of a class of one."""
    from trainer.history.responses import responses

    return responses(run.profile or "default", desk.store.log())


def class_rows(run: Run, source: str) -> Iterator[Response]:
    """Those of a class: `class` for its database, else a folder with what learners handed in."""
    from trainer.history.responses import responses

    if source == "class":
        from trainer.classroom.address import connected
        from trainer.classroom.report import sums

        with connected(run.settings.class_server, run.environ) as db:
            yield from sums(db)
        return
    from trainer.classroom.gather import handed_in
    from trainer.cli.progress import progress

    with progress("Reading answers") as tick:
        for learner in handed_in(Path(source), tick):
            for name in learner.damaged:
                click.echo(f"Note: lines of {name} are damaged and were left out.", err=True)
            yield from responses(learner.learner, learner.events)
