"""Measures the question language: what reading and checking cost, and how well slips are met.

Run from the repository: `python -m tests.benchmarks.language [--questions N] [--files N]`. Each
cost stands beside its floor or peer on the same files, measured in turns in the same run.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import yaml

from tests.benchmarks.generate import write_library
from tests.language.test_single_edits import single_edits
from trainer.bank.bank import Bank
from trainer.bank.library import Library, library_at
from trainer.language.reader import Shared, read

QUESTIONS, FILES, EDITS, ROUNDS = 100_000, 1_000, 3_000, 9
TURNS = 3
FEW = 10_000
"""A second, smaller library: what memory grows by is a difference between two."""

MEMORY = """
import re, resource, sys
from pathlib import Path
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
root, cache = map(Path, sys.argv[1:])
with Bank.open(library_at(root, root), cache, advising=True) as bank:
    bank.check()
# Its own peak by its status: the other figure begins with what the process was before it ran this.
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


class Row(NamedTuple):
    """A figure and the bar it is held to; `least` says that it should be at least as much."""

    name: str
    value: float
    bar: float
    least: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.bar if self.least else self.value <= self.bar

    def __str__(self) -> str:
        sign = "≥" if self.least else "≤"
        verdict = "" if self.holds else "   MISSED"
        return f"{self.name:58} {self.value:10.2f}  {sign} {self.bar:g}{verdict}"


def rows(questions: int = QUESTIONS, files: int = FILES, edits: int = EDITS) -> Iterator[Row]:
    """All figures, each as soon as it is there."""
    yield from slips(edits)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield from costs(Path(folder), questions, files)


def slips(edits: int) -> Iterator[Row]:
    """How many single edits of the bank's own files are noticed, and where."""
    found = single_edits(edits)
    yield Row(f"of {edits:,} single edits noticed", found.noticed / found.made, 0.90, True)
    yield Row("  within one line", found.near / found.made, 0.88, True)


def costs(root: Path, questions: int, files: int) -> Iterator[Row]:
    """What a library costs to index and to check, cold, warm, and after an edit."""
    write_library(root / "many", questions, files)
    library = library_at(root / "many", root)
    paths = sorted(library.questions.rglob("*.yaml"))
    aged(paths)
    peer, cold, checked, cores = [], [], [], []
    for turn in range(TURNS):
        peer.append(processor(lambda: load_all(paths)))
        cold.append(processor(lambda t=turn: Bank.open(library, root / f"cold-{t}").close()))
        start = time.perf_counter()
        checked.append(processor(lambda t=turn: check(library, root / f"check-{t}")))
        cores.append(checked[-1] / (time.perf_counter() - start))
    yield Row("index, cold: CPU of yaml.load without collector", min(cold) / min(peer), 0.8)
    yield Row("check with advice: CPU of yaml.load", min(checked) / min(peer), 3.0)
    yield Row("cores that a check keeps busy", max(cores), 1.5, True)
    cache = root / "check-0"
    warm = alternating(lambda: Bank.open(library, cache).close(), lambda: scan(library.questions))
    yield Row("index, warm: scandir and stat", warm, 4.0)
    yield Row("one file changed: reading that file", one_changed(library, cache, paths), 10.0)
    yield Row("check: bytes of memory a question more", growth(root, questions), 300)


def aged(paths: list[Path]) -> None:
    """Fresh files are looked into at the next start; these are from yesterday."""
    yesterday = time.time() - 86_400
    for path in paths:
        os.utime(path, (yesterday, yesterday))


def processor(call: Callable[[], object]) -> float:
    """Seconds of CPU, those of processes that have ended included."""
    before = sum(os.times()[:4])
    call()
    return sum(os.times()[:4]) - before


def load_all(files: list[Path]) -> None:
    """The peer of a cold start: PyYAML's own loader, with the collector off."""
    gc.disable()
    for path in files:
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    gc.enable()


def check(library: Library, cache: Path) -> None:
    with Bank.open(library, cache, advising=True) as bank:
        bank.check()


def scan(folder: Path) -> int:
    """The floor of a warm start: every entry listed and asked for its time stamp."""
    found = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                found += scan(Path(entry.path))
            else:
                found += entry.stat().st_mtime_ns > 0
    return found


def alternating(call: Callable[[], object], floor: Callable[[], object]) -> float:
    """How many times as long a call takes as its floor: medians of calls in turns."""
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for one, times in zip((call, floor), took, strict=True):
            start = time.perf_counter()
            one()
            times.append(time.perf_counter() - start)
    return median(took[0]) / median(took[1])


def one_changed(library: Library, cache: Path, paths: list[Path]) -> float:
    """A start after an edit of one file, against the reader's own time for it."""
    path = paths[len(paths) // 2]
    data = path.read_bytes()
    ends = iter(range(1, ROUNDS + 1))

    def start() -> None:
        path.write_bytes(data + b"\n" * next(ends))
        aged([path])
        Bank.open(library, cache).close()

    found = alternating(start, lambda: read(data, path.name, path.stem, Shared()))
    path.write_bytes(data)
    return found


def growth(root: Path, questions: int) -> float:
    """Bytes that a first check's peak grows by for each question more."""
    write_library(root / "few", FEW, max(1, FEW // 100))
    peaks = []
    for name in ("few", "many"):
        command = [sys.executable, "-c", MEMORY, str(root / name), str(root / f"memory-{name}")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout) * 1024)
    return (peaks[1] - peaks[0]) / (questions - FEW)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--edits", type=int, default=EDITS)
    given = parser.parse_args()
    missed = 0
    for row in rows(given.questions, given.files, given.edits):
        print(row, flush=True)
        missed += not row.holds
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
