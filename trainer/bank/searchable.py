"""What a search looks in: the words of questions, put in when somebody first searches.

A check, a session and an export never search, and to put these words in takes as long as a
quarter of all else that a library costs when it is first read.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from trainer.bank.batches import batches
from trainer.bank.library import read_bytes
from trainer.bank.stamps import digest_of
from trainer.bank.storing import writing
from trainer.language.door import Opened, open_bytes
from trainer.language.grammar import ALL_KEYS
from trainer.language.heading import plain
from trainer.language.source import compose
from trainer.wording.spaced import spaced

BATCH_BYTES = 2 * 2**20
"""How much is put in at once: 0.1 s in which others wait, and no key is heard."""

_KEY = re.compile(rf"\n +(?:{'|'.join(sorted(ALL_KEYS))}):(?=\s)")


class _Waiting(NamedTuple):
    """A file whose words are lacking, by its number in the index."""

    number: int
    name: str
    size: int
    hash: bytes


class Put(NamedTuple):
    """What was put in at once: bytes of files, and the names of those that aren't as the index
    knows them, which are left as they were."""

    size: int
    changed: list[str]


def lacking(db: sqlite3.Connection) -> int:
    """The bytes of the files whose words are lacking. Raises sqlite3.Error."""
    [(size,)] = db.execute(
        "SELECT ifnull(sum(size), 0) FROM files WHERE id IN (SELECT file FROM unsearched)"
    )
    return int(size)


def put_texts(db: sqlite3.Connection, folder: Path, without: Container[str] = ()) -> Put | None:
    """Puts in a portion of what is lacking of the files below a folder of questions, but for those
    `without`; None where nothing is.

    Other processes may do the same meanwhile. Raises sqlite3.Error.
    """
    left = (file for file in _waiting(db) if file.name not in without)
    batch = next(batches(left, lambda file: file.size, BATCH_BYTES), None)
    if batch is None:
        return None
    with writing(db):
        # Somebody else may have put them in, or read them anew under other numbers.
        still = set(_waiting(db))
        changed = [one.name for one in batch if one in still and not _put(db, folder, one)]
    return Put(sum(file.size for file in batch), changed)


def _waiting(db: sqlite3.Connection) -> list[_Waiting]:
    rows = db.execute(
        "SELECT id, name, size, hash FROM files WHERE id IN (SELECT file FROM unsearched)"
        " ORDER BY name"
    )
    return [_Waiting(*row) for row in rows]


def _put(db: sqlite3.Connection, folder: Path, file: _Waiting) -> bool:
    """Puts in a file's words, if its bytes are those that the index knows."""
    try:
        data = read_bytes(folder / file.name)
    except OSError:
        return False
    if digest_of(data) != file.hash:
        return False
    items = db.execute(
        "SELECT id, question, tags, start, end FROM items WHERE file = ?", [file.number]
    ).fetchall()
    db.executemany(
        "INSERT INTO texts (rowid, text) VALUES (?, ?)",
        (
            (number, spaced(f"{question}{tags}{_written(data[start:end])}"))
            for number, question, tags, start, end in items
        ),
    )
    db.execute("DELETE FROM unsearched WHERE file = ?", [file.number])
    return True


def _written(item: bytes) -> str:
    """The words of an item as they stand in its file, without those of its keys."""
    # All on one line, or with escapes, which only a parser knows.
    if item.startswith((b"- {", b"{")) or (b'"' in item and b"\\" in item):
        values = _values(item)
        return "\n".join(text for value in values for text in _texts(value))
    return _KEY.sub("\n", f"\n{item[1:].decode()}")


def _values(item: bytes) -> Iterable[object]:
    opened = open_bytes(item, "")
    node = compose(opened.text) if isinstance(opened, Opened) else None
    assert node is not None  # a question was read of it
    whole: Any = plain(node)
    # One within brackets has no dash before it.
    question: dict[str, object] = whole[0] if isinstance(whole, list) else whole
    return question.values()


def _texts(value: object) -> Iterator[str]:
    """The texts of what was read; of a map its keys too, which are options."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield key
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    else:
        yield str(value)
