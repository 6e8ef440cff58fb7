"""Packages for Anki against their floors and peers: processor time, memory, size at 100,000 notes.

Run from the repository: `python -m tests.benchmarks.anki [NOTES]`. Each measurement is a process
of its own (`anki_tasks`), so that none finds another's memory. The peers are genanki's own writer
and the `anki` package; the floor of a package is `executemany` and deflate.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.generate import write_library

NOTES = 100_000
FILES = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `bar` is the most it may be, None where it is only told."""

    name: str
    value: float
    unit: str
    bar: float | None = None

    @property
    def met(self) -> bool:
        return self.bar is None or self.value <= self.bar

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"  ≤ {self.bar:g}: {'met' if self.met else 'MISSED'}"
        return f"{self.name:52} {self.value:8.2f} {self.unit}{bar}"


def rows(notes: int = NOTES) -> Iterator[Row]:
    """Every figure of this page, as soon as it is measured."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        write_library(folder / "library", notes, min(FILES, notes))
        exported = folder / "all.apkg"
        yield from _export(folder, exported)
        yield from _packing(exported)
        yield from _reading(folder, notes)


def _export(folder: Path, exported: Path) -> Iterator[Row]:
    ours = _trainer(folder, "export", "anki", ".", "-o", str(exported))
    again = _trainer(folder, "export", "anki", ".", "-o", str(exported))
    single = _task("anki_adds_and_exports", exported, folder / "theirs.apkg", 1)
    many = _task("anki_adds_and_exports", exported, folder / "theirs.apkg", 5_000)
    yield Row("trainer export anki, its library never read before", ours, "s")
    yield Row("trainer export anki again", again, "s")
    yield Row("Anki adds the same notes one by one and exports", single["s"], "s")
    yield Row("Anki adds them 5,000 at a time and exports", many["s"], "s")
    yield Row("trainer export anki ÷ Anki, one by one", ours / single["s"], "×", 1.0)
    yield Row("trainer export anki ÷ Anki, 5,000 at a time", ours / many["s"], "×")
    size, peer = exported.stat().st_size, (folder / "theirs.apkg").stat().st_size
    yield Row("our package", size / 1e6, "MB")
    yield Row("Anki's package", peer / 1e6, "MB")
    yield Row("our package ÷ Anki's", size / peer, "×", 1.25)


def _packing(exported: Path) -> Iterator[Row]:
    ours = _task("pack", exported)
    genanki = _task("genanki_packs", exported)
    yield Row("genanki's own writer", genanki["s"], "s")
    yield Row("genanki's package", genanki["mb"], "MB")
    yield Row("packing ready notes", ours["s"], "s")
    yield Row("executemany and deflate of the same rows", ours["floor"], "s")
    yield Row("packing ready notes ÷ executemany and deflate", ours["s"] / ours["floor"], "×", 1.5)


def _reading(folder: Path, notes: int) -> Iterator[Row]:
    """A package that Anki made of its own note types, read, and read into a library."""
    foreign = folder / "foreign.apkg"
    _task("make_foreign", foreign, notes)
    anki, ours = _task("anki_imports", foreign), _task("read", foreign)
    into_yaml = _trainer(folder, "import", str(foreign), "-o", str(folder / "imported"))
    yield Row("Anki imports", anki["s"], "s")
    yield Row("reading", ours["s"], "s")
    yield Row("import into YAML", into_yaml, "s")
    yield Row("Anki's memory", anki["mib"], "MiB")
    yield Row("memory of reading", ours["mib"], "MiB")
    yield Row("reading ÷ Anki's import", ours["s"] / anki["s"], "×", 0.25)
    yield Row("memory of reading ÷ Anki's", ours["mib"] / anki["mib"], "×", 0.1)
    yield Row("import into YAML ÷ Anki's import", into_yaml / anki["s"], "×", 6.0)


def _trainer(folder: Path, *arguments: str) -> float:
    """Seconds of processor time for a command, from its start to its end."""
    command = [sys.executable, "-m", "trainer", *arguments, "--library", str(folder / "library")]
    before = os.times()
    subprocess.run(
        command,
        env={**os.environ, "TRAINER_HOME": str(folder / "home")},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def _task(name: str, *arguments: object) -> dict[str, Any]:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "tests.benchmarks.anki_tasks",
        name,
        *map(str, arguments),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    missed = 0
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else NOTES):
        print(row, flush=True)
        missed += not row.met
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
