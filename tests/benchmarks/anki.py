"""Packages for Anki against their floors and peers: CPU time, memory and size at 100,000 notes.

Each measurement is a process of its own (`anki_tasks`), so that none finds another's memory. The
peers are genanki's own writer and the `anki` package; the floor of a package is `executemany` and
deflate.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.anki_studying import OPERATIONS
from tests.benchmarks.generate import write_library
from tests.benchmarks.growth import made
from tests.benchmarks.rows import Row, Scale, process

ROOT = Path(__file__).parents[2]
PER_FILE = 100
BATCH = 5_000


def rows(scale: Scale) -> Iterator[Row]:
    """Every figure, as soon as it is measured."""
    notes = scale.pick(100_000, 5_000)
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        write_library(folder / "library", notes, notes // PER_FILE)
        exported = folder / "all.apkg"
        yield from _export(folder, exported)
        yield from _packing(exported)
        yield from _reading(folder, notes)
        yield from _studying(folder / "studied", scale.pick(10_000, 1_000))


def _export(folder: Path, exported: Path) -> Iterator[Row]:
    first = _trainer(folder, "export", "anki", ".", "-o", str(exported))
    again = _trainer(folder, "export", "anki", ".", "-o", str(exported))
    single = _task("anki_adds_and_exports", exported, folder / "theirs.apkg", 1)["s"]
    many = _task("anki_adds_and_exports", exported, folder / "theirs.apkg", BATCH)["s"]
    one_by_one, at_once = "Anki adds each and exports", f"Anki adds {BATCH:,} at a time and exports"
    yield Row("export, library never read before", first, "s", one_by_one, single, 1.0)
    yield Row("the same", first, "s", at_once, many)
    yield Row("export again", again, "s", one_by_one, single, 1.0)
    yield Row("the same", again, "s", at_once, many)
    size, peer = exported.stat().st_size, (folder / "theirs.apkg").stat().st_size
    yield Row("the package", size / 1e6, "MB", "Anki's", peer / 1e6, 1.25)


def _packing(exported: Path) -> Iterator[Row]:
    ours, genanki = _task("pack", exported), _task("genanki_packs", exported)
    floor = "executemany and deflate of the same rows"
    yield Row("packing ready notes", ours["s"], "s", floor, ours["floor"], 1.5)
    yield Row("the same", ours["s"], "s", "genanki's own writer", genanki["s"])
    size = exported.stat().st_size / 1e6
    yield Row("the package", size, "MB", "genanki's", genanki["mb"])


def _reading(folder: Path, notes: int) -> Iterator[Row]:
    """A package that Anki made of its own note types, read, and read into a library."""
    foreign = folder / "foreign.apkg"
    _task("make_foreign", foreign, notes)
    anki, ours = _task("anki_imports", foreign), _task("read", foreign)
    into_yaml = _trainer(folder, "import", str(foreign), "-o", str(folder / "imported"))
    yield Row("reading a package", ours["s"], "s", "Anki imports it", anki["s"], 0.25)
    yield Row("memory of reading", ours["mib"], "MiB", "Anki's", anki["mib"], 0.1)
    yield Row("import into YAML", into_yaml, "s", "Anki imports it", anki["s"], 6.0)


def _studying(folder: Path, notes: int) -> Iterator[Row]:
    """The costs of a sitting here and in Anki, for information: where an answer of ours is on the
    disk before the verdict shows, Anki's is on its way there."""
    folder.mkdir()
    library = folder / "library"
    made(library, notes, 0, 0)
    exported = folder / "studied.apkg"
    _trainer(folder, "export", "anki", "all", "-o", str(exported))
    ours, anki = _task("we_study", library), _task("anki_studies", exported)
    for what in OPERATIONS:
        yield Row(f"{what}, {notes:,} notes", ours[what], "ms", "Anki", anki[what])


def _trainer(folder: Path, *arguments: str) -> float:
    """Seconds of CPU for a command, from its start to its end."""
    command = [sys.executable, "-m", "trainer", *arguments, "--library", str(folder / "library")]
    return process(command, {**os.environ, "TRAINER_HOME": str(folder / "home")}, ROOT).cpu


def _task(name: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.anki_tasks", name]
    done = subprocess.run(
        [*command, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
