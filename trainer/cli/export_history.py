"""`trainer export history`: everything you did, as a table or as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from trainer.cli.context import Run, common
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.history.event import Event


@click.command("history")
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl"]), default="jsonl", show_default=True,
    help="A table, or one JSON object a line, from which nothing is left out.",
)  # fmt: skip
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it; without, to standard output.",
)
@common
def history(form: str, output: Path | None, run: Run) -> int:
    """Write every event of your history, oldest first, a device at a time.

    docs/data.md says what each field means.
    """
    from trainer.cli.progress import progress
    from trainer.history.export import csv_lines, json_lines
    from trainer.history.store import Store
    from trainer.study.words import counted

    if not run.history.exists():
        raise TrainerError(f"there is no history yet at {run.history}; answer something first.")
    lines = csv_lines if form == "csv" else json_lines
    with Store.open(run.history, clock=run.clock, read_only=True) as store:
        total = store.counts().events
        with _target(output) as file, progress("Writing events") as tick:
            for line in lines(_told(store.log(), tick, total)):
                file.write(line.encode())
    if output:
        click.echo(f"{output}: {counted(total, 'event')}.")
    return 0


def _told(events: Iterable[Event], tick: Callable[[int, int], None], total: int) -> Iterator[Event]:
    for done, event in enumerate(events, 1):
        yield event
        tick(done, max(done, total))


@contextmanager
def _target(output: Path | None) -> Iterator[IO[bytes]]:
    from trainer.atomic import replacing

    if output:
        with replacing(output) as file:
            yield file
    else:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
