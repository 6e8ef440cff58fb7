"""Searching a large library as the browser does, beside the same query put to FTS5 itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.generate import write_library
from tests.benchmarks.rows import Row, Scale, call, paired, wall_row
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.bank.search import matched, parse

SEARCHES = ("kaleitape", "grain", "ka", "mo ri")
BARE = "SELECT rowid FROM texts WHERE texts MATCH ?"


def rows(scale: Scale) -> Iterator[Row]:
    questions = scale.pick(100_000, 5_000)
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_library(folder, questions, questions // 100)
        with Bank.open(library_at(folder, folder), folder / "cache") as bank:
            bare = sqlite3.connect(bank._index.ask("PRAGMA database_list")[0][2])
            bank.catalogue.find(parse("puts in what it looks in"))
            for text in SEARCHES:
                asked = parse(text)
                query = matched(asked.terms)
                costs = paired(
                    partial(call, partial(bank.catalogue.find, asked)),
                    partial(call, partial(_all, bare, query)),
                    scale.pick(15, 5),
                )
                what = f"search “{text}”, {questions:,} questions"
                yield wall_row(what, "the same FTS5 query", costs, 3.0)
            bare.close()


def _all(database: sqlite3.Connection, query: str) -> object:
    return database.execute(BARE, [query]).fetchall()
