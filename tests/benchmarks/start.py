"""What a command costs before it does anything, beside `python -c pass`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.generate import write_library
from tests.benchmarks.rows import Cost, Row, Scale, cpu_row, paired, process, wall_row

QUESTIONS = 20


def rows(scale: Scale) -> Iterator[Row]:
    rounds = scale.pick(30, 5)
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_library(folder / "library", QUESTIONS, 1)
        one = next((folder / "library" / "questions").rglob("chapter*.yaml"))
        env = {**os.environ, "TRAINER_HOME": str(folder / "home")}
        floor = partial(process, (sys.executable, "-c", "pass"), env, folder)

        def trainer(*arguments: str) -> Cost:
            return process((sys.executable, "-m", "trainer", *arguments), env, folder / "library")

        for what, bar, command in (
            ("trainer --help", 6, ("--help",)),
            (f"trainer check, a file of {QUESTIONS} questions", 10, ("check", str(one))),
        ):
            costs = paired(partial(trainer, *command), floor, rounds)
            yield wall_row(what, "python -c pass", costs, bar)
            yield cpu_row(what, "python -c pass", costs, None)
