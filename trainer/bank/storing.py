"""Writing into an index: whole files in, whole files out, each batch in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from trainer.bank.contents import Contents


NO_FILE = 0
"""The number under which the words of library.yaml stand."""


class Read(NamedTuple):
    """A file as it was read; `contents` None where its bytes are those the index knows."""

    name: str
    mtime_ns: int
    size: int
    hash: bytes
    contents: Contents | None


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """A transaction that other processes wait for."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def store(db: sqlite3.Connection, batch: Sequence[Read]) -> None:
    """Puts files in the place of what was known of them."""
    if not batch:
        return
    with writing(db):
        for read in batch:
            if read.contents is None:
                values = (read.mtime_ns, read.size, read.name)
                db.execute("UPDATE files SET mtime_ns = ?, size = ? WHERE name = ?", values)
        changed = [(read, read.contents) for read in batch if read.contents is not None]
        if changed:
            _remove(db, [read.name for read, _ in changed])
            words = [
                (word, number)
                for read, contents in changed
                for number in [_insert(db, read, contents)]
                for word in contents.words
            ]
            # In the order of their table, a word's page is at hand when the next one comes.
            put_words(db, sorted(words))


def drop(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Takes files out."""
    with writing(db):
        _remove(db, names)


def _remove(db: sqlite3.Connection, names: Iterable[str]) -> None:
    _count_version(db)
    known = "SELECT id FROM files WHERE name IN (SELECT value FROM json_each(?))"
    numbers = [number for (number,) in db.execute(known, [json.dumps(list(names))])]
    if not numbers:
        return
    chosen = [json.dumps(numbers)]
    for table, column in (("words", "file"), ("items", "file"), ("files", "id")):
        # One pass over all words costs 20 ms for a million of them; an index by file would cost
        # every new word a second insertion.
        where = f"{column} IN (SELECT value FROM json_each(?))"
        db.execute(f"DELETE FROM {table} WHERE {where}", chosen)


def _insert(db: sqlite3.Connection, read: Read, contents: Contents) -> int:
    """Puts in a file, all but its words; its number."""
    file = db.execute(
        "INSERT INTO files (name, mtime_ns, size, hash, file_id, head, diagnostics, advice, media,"
        f" cards) VALUES (?{', ?' * 9})",
        (
            *read[:4],
            contents.file_id,
            contents.head,
            contents.diagnostics,
            contents.advice,
            contents.media,
            contents.cards,
        ),
    ).lastrowid
    last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'items'").fetchone()
    first = last[0] + 1 if last else 1
    db.executemany(
        f"INSERT INTO items VALUES (?, ?{', ?' * 16})",
        ((number, file, *item) for number, item in enumerate(contents.items, first)),
    )
    db.executemany(
        "INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(contents.texts, first)
    )
    assert file is not None  # an INSERT has one
    return file


def put_words(db: sqlite3.Connection, words: Iterable[tuple[str, int]]) -> None:
    """Known words, each with the number of its file."""
    db.executemany("INSERT INTO words VALUES (?, ?)", words)


def put_own_words(db: sqlite3.Connection, words: Iterable[str]) -> None:
    """The library's own known words, in the place of those it had."""
    db.execute("DELETE FROM words WHERE file = ?", (NO_FILE,))
    put_words(db, ((word, NO_FILE) for word in words))


def _count_version(db: sqlite3.Connection) -> None:
    version = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    set_meta(db, "version", str(int(version[0]) + 1 if version else 1))


def set_meta(db: sqlite3.Connection, key: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
