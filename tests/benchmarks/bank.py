"""Measures the bank: cold and warm start, one file changed, the first bodies, a search.

    python -m tests.benchmarks.bank [--questions N] [--files N]

Each figure stands beside its floor or peer on the same files in the same run.
"""

from __future__ import annotations

import argparse
import gc
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

import yaml

from tests.benchmarks.generate import write_library
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.bank.search import matched, parse

ROUNDS = 15


def timed(call: Callable[[], object], rounds: int = 1) -> float:
    """Median milliseconds of a call."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        call()
        took.append((time.perf_counter_ns() - start) / 1e6)
    return median(took)


def processor(call: Callable[[], object]) -> float:
    """Milliseconds of CPU, children included."""
    before = sum(os.times()[:4])
    call()
    return (sum(os.times()[:4]) - before) * 1000


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


def load_all(files: list[Path]) -> None:
    """The peer of a cold start: PyYAML's own loader, with the collector off."""
    gc.disable()
    for path in files:
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    gc.enable()


def measure(root: Path, questions: int, files: int) -> None:
    size = write_library(root / "library", questions, files)
    library = library_at(root / "library", root)
    paths = sorted(library.questions.rglob("*.yaml"))
    # Fresh files are looked into at the next start; these are from yesterday.
    for path in paths:
        yesterday = time.time() - 86_400
        os.utime(path, (yesterday, yesterday))
    cache = root / "cache"
    print(f"{questions:,} questions, {files:,} files, {size / 1e6:.0f} MB")
    cold = processor(lambda: Bank.open(library, cache).close())
    peer = processor(lambda: load_all(paths))
    report("cold, CPU", cold, "yaml.load", peer)
    warm = timed(lambda: Bank.open(library, cache).close(), ROUNDS)
    report("warm", warm, "scandir and stat", timed(lambda: scan(library.questions), ROUNDS))
    changed = paths[len(paths) // 2]
    data = changed.read_bytes()

    def edit() -> None:
        changed.write_bytes(data + b"\n")
        yesterday = time.time() - 3600
        os.utime(changed, (yesterday, yesterday))
        Bank.open(library, cache).close()
        changed.write_bytes(data)

    def load() -> object:
        return yaml.load(data, Loader=yaml.CSafeLoader)

    report("one file changed", timed(edit, ROUNDS), "yaml.load of it", timed(load, ROUNDS))
    Bank.open(library, cache).close()
    with Bank.open(library, cache) as bank:
        measure_open(bank)


def measure_open(bank: Bank) -> None:
    every = bank.deck("library") if not bank.decks() else bank.decks()[0]
    stream = [candidate.key for candidate in bank.candidates(every)]
    twenty = stream[:: max(1, len(stream) // 20)][:20]
    report("decks", timed(bank.decks, ROUNDS))
    report("first 20 bodies", timed(lambda: bank.cards(twenty), ROUNDS))
    report("first candidate", timed(lambda: next(bank.candidates(every)), ROUNDS))
    report(f"{len(stream):,} candidates", timed(lambda: list(bank.candidates(every)), 3))
    report("500 keys found", timed(lambda: bank.find(stream[:500]), ROUNDS))
    report("known word", timed(lambda: bank.known("kaleitape"), ROUNDS))
    report("search, first 20", timed(lambda: list(islice(bank.search("ka tag:trade"), 20)), 5))
    measure_searches(bank)
    report("check, nothing changed", timed(bank.check, 3))


def measure_searches(bank: Bank) -> None:
    """All questions found by words, beside the same query put to the text index itself."""
    db = sqlite3.connect(bank._index.ask("PRAGMA database_list")[0][2])
    bank.catalogue.find(parse(""))
    bare = "SELECT rowid FROM texts WHERE texts MATCH ?"
    for text in ("kaleitape", "grain", "ka", "mo ri"):
        query, search = matched(parse(text).terms), parse(text)
        floor = timed(partial(_all, db, bare, query), ROUNDS)
        report(f"find “{text}”", timed(partial(bank.catalogue.find, search), ROUNDS), "FTS5", floor)
    db.close()


def _all(db: sqlite3.Connection, sql: str, value: str) -> object:
    return db.execute(sql, [value]).fetchall()


def report(name: str, took: float, peer: str = "", floor: float = 0.0) -> None:
    ratio = f"{took / floor:6.2f} x {peer} ({floor:.1f} ms)" if floor else ""
    print(f"  {name:24} {took:10.2f} ms  {ratio}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.questions, given.files)
