"""Writing into an index: whole files in, whole files out, each batch in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, repeat
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from trainer.bank.database import READING, WRITING

if TYPE_CHECKING:
    from trainer.bank.contents import Contents


NO_FILE = 0
"""The number under which the words of library.yaml stand."""

_NEXT = "next"
"""Where `meta` has the number that the next item gets."""


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
    db.execute(f"PRAGMA cache_size = -{WRITING}")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    else:
        db.execute("COMMIT")
    finally:
        db.execute(f"PRAGMA cache_size = -{READING}")


def store(db: sqlite3.Connection, batch: Sequence[Read], shared: int) -> None:
    """Puts files in the place of what was known of them; `shared` is by what the library.yaml is
    known that they were read with.

    What another process has stored just so meanwhile stays as it is: whoever knows its questions by
    their numbers goes on finding them.
    """
    if not batch:
        return
    with writing(db):
        changed = [
            (read, read.contents)
            for read in batch
            if not _stamped(db, read, shared) and read.contents is not None
        ]
        if changed:
            before = _remove(db, [read.name for read, _ in changed])
            first = _next_number(db)
            for read, contents in changed:
                _insert(db, (before.get(read.name), *read[:4], shared), contents, first)
                first += len(contents.items)
            set_meta(db, _NEXT, str(first))


def _stamped(db: sqlite3.Connection, read: Read, shared: int) -> bool:
    """Whether the index knows these bytes, read with this library.yaml, and with advice if this was
    asked for; takes up their time stamp where it does."""
    bare = read.contents is None or read.contents.advice is None
    known = db.execute(
        "UPDATE files SET mtime_ns = ?, size = ?"
        " WHERE name = ? AND hash = ? AND shared = ? AND (? OR advice IS NOT NULL)",
        (read.mtime_ns, read.size, read.name, read.hash, shared, bare),
    )
    return known.rowcount > 0


def drop(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Takes files out."""
    with writing(db):
        _remove(db, names)


def _remove(db: sqlite3.Connection, names: Iterable[str]) -> dict[str, int]:
    """Takes files out; the numbers that they had."""
    count_version(db)
    known = "SELECT name, id FROM files WHERE name IN (SELECT value FROM json_each(?))"
    numbers = dict(db.execute(known, [json.dumps(list(names))]))
    if not numbers:
        return {}
    chosen = [json.dumps([*numbers.values()])]
    of_file = [(table, "file") for table in ("words", "unjudged", "unsearched", "items")]
    for table, column in (*of_file, ("files", "id")):
        # One pass over all words costs milliseconds; an index of them by file would cost as much
        # again for each new row.
        where = f"{column} IN (SELECT value FROM json_each(?))"
        db.execute(f"DELETE FROM {table} WHERE {where}", chosen)
    return numbers


def _next_number(db: sqlite3.Connection) -> int:
    found = db.execute("SELECT value FROM meta WHERE key = ?", [_NEXT]).fetchone()
    return int(found[0]) if found else 1


def _insert(
    db: sqlite3.Connection, row: tuple[object, ...], contents: Contents, first: int
) -> None:
    """Puts in a file, its items numbered from `first` on; `row` is all that isn't its contents. It
    keeps its number, so that other processes go on finding it, or has None and gets one."""
    file = db.execute(
        "INSERT INTO files (id, name, mtime_ns, size, hash, shared, file_id, head, diagnostics,"
        f" advice, media, cards) VALUES (?{', ?' * 11})",
        (
            *row,
            contents.file_id,
            contents.head,
            contents.diagnostics,
            contents.advice,
            contents.media,
            contents.cards,
        ),
    ).lastrowid
    db.executemany(
        f"INSERT INTO items VALUES (?, ?{', ?' * 16})",
        # Put together without a step of Python for each.
        map(add, zip(count(first), repeat(file)), contents.items),
    )
    db.execute("INSERT INTO unjudged VALUES (?, ?)", [file, json.dumps(contents.answers)])
    db.execute("INSERT INTO unsearched (file) VALUES (?)", [file])


def put_own_names(db: sqlite3.Connection, names: Sequence[str]) -> None:
    """Names that library.yaml gives to a judge, in the place of those it gave."""
    for table in ("words", "unjudged"):
        db.execute(f"DELETE FROM {table} WHERE file = ?", [NO_FILE])
    if names:
        db.execute("INSERT INTO unjudged VALUES (?, ?)", [NO_FILE, json.dumps(names)])


def count_version(db: sqlite3.Connection) -> None:
    """Says that what the index holds of files is no longer what it was."""
    version = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    set_meta(db, "version", str(int(version[0]) + 1 if version else 1))


def set_meta(db: sqlite3.Connection, key: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
