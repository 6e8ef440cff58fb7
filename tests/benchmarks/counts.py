"""What depends on no machine: modules imported, question files opened, statements executed.

These are the rows that fail a run of CI: a slow machine can't miss them, a careless import or a
look at every file does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.generate import write_library
from tests.benchmarks.rows import Row, Scale

HEAVY = ("textual", "rich", "genanki", "markdown_it", "asyncio", "sqlite3", "yaml")
FILES = 100
SMALL, LARGE = 1_000, 10_000
MODULES = {"--help": 170, "check": 300}
"""Modules in all, the standard library's among them: what it was when this was written, and a
tenth more."""

AT_HOME = 118
"""Modules of our own when the home screen stands there, likewise."""
NOT_AT_HOME = ("click", "yaml", "genanki", "markdown_it", "trainer.question",
               "trainer.judging", "trainer.study.session", "trainer.study.exams")  # fmt: skip

HOME = """\
from trainer.deferred import DEFERRED, defer
defer()
import asyncio, json, sys
from trainer.cli.context import Run
from trainer.tui.app import TrainerApp

async def shown(desk):
    app = TrainerApp(desk)
    async with app.run_test() as pilot:
        for _ in range(100):
            await pilot.pause()
            if app.screen.home is not None:
                return
        raise TimeoutError("home wasn't shown")

with Run().desk() as desk:
    asyncio.run(shown(desk))
ours = [name for name in sys.modules if name.partition(".")[0] == "trainer"]
# What drives the app here is Textual's pilot.
used = [name for name in DEFERRED if name in sys.modules and name != "textual.pilot"]
found = {"status": 0, "modules": len(ours), "used": used,
         "heavy": [name for name in json.loads(sys.argv[1]) if name in sys.modules]}
print(json.dumps(found), file=sys.stderr)
"""

PROBE = """\
import json, sys

heavy = json.loads(sys.argv[1])
opened = statements = 0

if heavy is None:
    import sqlite3

    class Counted(sqlite3.Connection):
        def __init__(self, *arguments, **named):
            super().__init__(*arguments, **named)
            self.set_trace_callback(count)

    def count(_):
        global statements
        statements += 1

    def hook(event, arguments):
        global opened
        opened += event == "open" and "/questions/part" in str(arguments[0])

    def connect(*arguments, real=sqlite3.connect, **named):
        return real(*arguments, factory=Counted, **named)

    sqlite3.connect = connect
    sys.addaudithook(hook)
from trainer.cli import main
status = main(sys.argv[2:])
found = {"status": status, "modules": len(sys.modules), "opened": opened, "statements": statements,
         "heavy": [name for name in heavy or () if name in sys.modules]}
print(json.dumps(found), file=sys.stderr)
"""


def rows(scale: Scale) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for command, most in MODULES.items():
            library = grown(folder / command.strip("-"), 20, 1)
            one = str(next(library.rglob("chapter*.yaml")))
            given = ("--help",) if command == "--help" else ("check", one)
            found = probe(library, HEAVY, *given)
            yield Row(f"modules after trainer {command}", found["modules"], "", bar=most, hard=True)
            allowed = () if command == "--help" else ("sqlite3", "yaml")
            heavy = [name for name in found["heavy"] if name not in allowed]
            yield Row(f"heavy modules after trainer {command}", len(heavy), "", bar=0, hard=True)
        read = grown(folder / "home", 20, 1)
        told(read, "decks")
        found = probe(read, NOT_AT_HOME, code=HOME)
        yield Row("our modules at home", found["modules"], "", bar=AT_HOME, hard=True)
        said = f"at home: {', '.join(found['heavy']) or 'no module of later screens'}"
        yield Row(said, len(found["heavy"]), "", bar=0, hard=True)
        used = ", ".join(found["used"]) or "none"
        what = f"deferred modules that home loads: {used}"
        yield Row(what, len(found["used"]), "", bar=0, hard=True)
        small, large = (grown(folder / str(size), size, FILES) for size in (SMALL, LARGE))
        for command in (("decks",), ("stats",), ("study", "--json", "--limit", "1")):
            said = f"trainer {' '.join(command)}"
            before, after = (told(library, *command) for library in (small, large))
            yield Row(
                f"statements, {said}, {LARGE:,} questions", after["statements"], "",
                f"{SMALL:,} questions", before["statements"], 1.0, hard=True,
            )  # fmt: skip
            most = 1 if command[0] == "study" else 0
            yield Row(f"question files opened, {said}", after["opened"], "", bar=most, hard=True)
        changed = next(large.rglob("chapter*.yaml"))
        changed.write_bytes(changed.read_bytes() + b"\n")
        again = probe(large, None, "decks")
        what = f"question files opened, one of {FILES} changed"
        yield Row(what, again["opened"], "", bar=1, hard=True)


def grown(root: Path, questions: int, files: int) -> Path:
    """A generated library whose files are from yesterday: fresh ones are looked into again."""
    write_library(root, questions, files)
    yesterday = time.time() - 86_400
    for path in root.rglob("*.yaml"):
        os.utime(path, (yesterday, yesterday))
    return root


def told(library: Path, *command: str) -> dict[str, int]:
    """The counts of a command whose index and history are there already."""
    probe(library, None, *command)
    return probe(library, None, *command)


def probe(
    library: Path, heavy: tuple[str, ...] | None, *command: str, code: str = PROBE
) -> dict[str, Any]:
    """What a command did, by its own process's account. Raises where it could not run."""
    done = subprocess.run(
        (sys.executable, "-c", code, json.dumps(heavy), *command),
        cwd=library,
        env={**os.environ, "TRAINER_HOME": str(library / "home"), "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    if found["status"] == 2:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    return found
