"""Measures the question language: what reading and checking cost, and how well slips are met.

Run from the repository: `python -m tests.benchmarks language`. Each
cost stands beside its floor or peer on the same files, measured in turns in the same run.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from multiprocessing import Process
from pathlib import Path

import yaml

from tests.benchmarks.generate import write_library
from tests.benchmarks.rows import Cost, Row, Scale, call, paired, wall_row
from tests.language.test_single_edits import single_edits
from trainer.bank.bank import Bank
from trainer.bank.library import Library, library_at
from trainer.language.reader import Shared, read

QUESTIONS, FILES, EDITS, ROUNDS = 100_000, 1_000, 3_000, 9
TURNS = 5
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


def rows(scale: Scale) -> Iterator[Row]:
    """All figures, each as soon as it is there."""
    yield from slips(scale.pick(EDITS, EDITS // 10))
    questions = scale.pick(QUESTIONS, FEW * 2)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield from costs(Path(folder), questions, questions * FILES // QUESTIONS)


def slips(edits: int) -> Iterator[Row]:
    """How many single edits of the bank's own files are noticed, and where."""
    found = single_edits(edits)
    what = f"of {edits:,} single edits, noticed"
    yield Row(what, found.noticed / found.made, "", bar=0.90, least=True, hard=True)
    yield Row("  within one line", found.near / found.made, "", bar=0.88, least=True, hard=True)


def costs(root: Path, questions: int, files: int) -> Iterator[Row]:
    """What a library costs to index and to check, cold, warm, and after an edit."""
    write_library(root / "many", questions, files)
    library = library_at(root / "many", root)
    paths = sorted(library.questions.rglob("*.yaml"))
    aged(paths)
    peer, peers, alone, cold, later, checked, cores = [], [], [], [], [], [], []
    for turn in range(TURNS):
        peer.append(call(lambda: load_all(paths)).cpu)
        with one_core():
            alone.append(call(lambda t=turn: Bank.open(library, root / f"alone-{t}").close()).cpu)
        peers.append(call(lambda: load_by_two(paths)).cpu)
        cold.append(call(lambda t=turn: Bank.open(library, root / f"cold-{t}").close()).cpu)
        later.append(call(lambda t=turn: ask(library, root / f"cold-{t}")).cpu)
        cost = call(lambda t=turn: check(library, root / f"check-{t}"))
        checked.append(cost.cpu)
        cores.append(cost.cpu / cost.wall)
    load, size = "yaml.load, collector off", f"{questions:,} questions"
    yield Row(f"index, cold, {size}, one core", min(alone), "s CPU", load, min(peer), 0.8)
    by_two = "the same by two processes"
    yield Row("  two processes, two cores", min(cold), "s CPU", by_two, min(peers), 0.8)
    yield Row("  two processes beside one", min(cold), "s CPU", load, min(peer))
    whole = min(a + b for a, b in zip(cold, later, strict=True))
    yield Row("  with the first search and the first judgement", whole, "s CPU", load, min(peer))
    yield Row(f"check with all advice, {size}", min(checked), "s CPU", load, min(peer), 3.0)
    yield Row("cores that a check keeps busy", max(cores), "", bar=1.5, least=True)
    cache = root / "check-0"
    warm = alternating(lambda: Bank.open(library, cache).close(), lambda: scan(library.questions))
    yield wall_row(f"index, warm, {files:,} files", "scandir and stat of them", warm, 4.0)
    warm = alternating(lambda: check(library, cache), lambda: scan(library.questions))
    yield wall_row(f"check, nothing changed, {files:,} files", "scandir and stat", warm, 5.0)
    changed = one_changed(library, cache, paths)
    yield wall_row(f"one file changed of {files:,}", "reading that file", changed, 10.0)
    what = "memory of a check, for each question more"
    yield Row(what, growth(root, questions), "bytes", bar=300)


Pair = tuple[list[Cost], list[Cost]]


def aged(paths: list[Path]) -> None:
    """Fresh files are looked into at the next start; these are from yesterday."""
    yesterday = time.time() - 86_400
    for path in paths:
        os.utime(path, (yesterday, yesterday))


def load_all(files: list[Path]) -> None:
    """The peer of a cold start: PyYAML's own loader, with the collector off."""
    gc.disable()
    for path in files:
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    gc.enable()


def load_by_two(files: list[Path]) -> None:
    """The same, half of it each: two that are busy at once make each other's CPU slower, and what
    reads an index is two."""
    halves = [Process(target=load_all, args=(files[n::2],)) for n in range(2)]
    for half in halves:
        half.start()
    for half in halves:
        half.join()
        assert half.exitcode == 0


@contextmanager
def one_core() -> Iterator[None]:
    """Leaves one core to this process, so that it starts no other."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def ask(library: Library, cache: Path) -> None:
    """What a cold start leaves for whoever asks first."""
    with Bank.open(library, cache) as bank:
        list(bank.search("kaleitape"))
        bank.known("kaleitape")


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


def alternating(ours: Callable[[], object], floor: Callable[[], object]) -> Pair:
    """What a call and its floor cost, in turns."""
    return paired(lambda: call(ours), lambda: call(floor), ROUNDS)


def one_changed(library: Library, cache: Path, paths: list[Path]) -> Pair:
    """A start after an edit of one file, against the reader's own time for it."""
    path = paths[len(paths) // 2]
    data = path.read_bytes()
    ends = count(1)

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
