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

from trainer.bank.library import read_bytes
from trainer.bank.stamps import digest_of
from trainer.bank.storing import writing
from trainer.language.door import Opened, open_bytes
from trainer.language.grammar import ALL_KEYS
from trainer.language.heading import plain
from trainer.language.source import compose
from trainer.wording.spaced import spaced

PORTION_BYTES = 2**20
"""How much is put in at once: 0.06 s in which others wait, and no key is heard."""
PARSED = 8
"""How many times as long a question takes that has to be parsed."""

_KEY = re.compile(rf"\n +(?:{'|'.join(sorted(ALL_KEYS))}):(?=\s)")


class _Waiting(NamedTuple):
    """A file whose words are lacking from its question at `position` on, before which stand `done`
    bytes; `number` is its own in the index."""

    number: int
    name: str
    size: int
    hash: bytes
    position: int
    done: int


class Put(NamedTuple):
    """What was put in at once: bytes of files, and the names of those that aren't as the index
    knows them, which are left as they were."""

    size: int
    changed: list[str]


def lacking(db: sqlite3.Connection) -> int:
    """The bytes of files whose words are lacking. Raises sqlite3.Error."""
    [(size,)] = db.execute(
        "SELECT ifnull(sum(size - bytes), 0) FROM unsearched JOIN files ON files.id = file"
    )
    return int(size)


class Putting:
    """Puts in what is lacking of the files below a folder of questions, a portion at a time.

    Other processes may do the same meanwhile. Of a file that takes several portions the bytes are
    kept: to read and to compare them for each would take the square of its length.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: tuple[bytes, bytes] = (b"", b"")
        """A file's hash, and its bytes."""

    def portion(self, db: sqlite3.Connection, without: Container[str] = ()) -> Put | None:
        """A portion, but of none of the files `without`; None where nothing is lacking. Raises
        sqlite3.Error."""
        left = [file for file in _waiting(db) if file.name not in without]
        if not left:
            return None
        room, size, changed = PORTION_BYTES, 0, []
        with writing(db):
            # Somebody else may have put them in, or read them anew under other numbers.
            still = set(_waiting(db))
            for file in left:
                if file not in still:
                    continue
                data = self._bytes(file)
                if data is None:
                    changed.append(file.name)
                    continue
                done, cost = _put(db, file, data, room)
                size += done
                room -= cost
                if room <= 0:
                    break
        return Put(size, changed)

    def _bytes(self, file: _Waiting) -> bytes | None:
        """The file's bytes, if they are those that the index knows."""
        if file.hash != self._read[0]:
            try:
                data = read_bytes(self._folder / file.name)
            except OSError:
                return None
            if digest_of(data) != file.hash:
                return None
            self._read = (file.hash, data)
        return self._read[1]


def _waiting(db: sqlite3.Connection) -> list[_Waiting]:
    rows = db.execute(
        "SELECT id, name, size, hash, position, bytes FROM unsearched JOIN files ON files.id = file"
        " ORDER BY name"
    )
    return [_Waiting(*row) for row in rows]


def _put(db: sqlite3.Connection, file: _Waiting, data: bytes, room: int) -> tuple[int, int]:
    """Puts in a file's words, until that has cost as much as there is room for, in bytes of what
    needs no parser; how many bytes are done, and what they cost."""
    rows = db.execute(
        "SELECT id, question, tags, start, end, position FROM items"
        " WHERE file = ? AND position >= ? ORDER BY position",
        [file.number, file.position],
    )
    texts, cost, upto, begun = [], 0, None, file.done
    for number, question, tags, start, end, position in rows:
        if cost >= room:
            upto = position
            break
        item = data[start:end]
        texts.append((number, spaced(f"{question}{tags}{_written(item)}")))
        cost += (start - begun) + len(item) * (PARSED if _needs_parser(item) else 1)
        begun = end
    rows.close()
    db.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", texts)
    if upto is None:
        db.execute("DELETE FROM unsearched WHERE file = ?", [file.number])
        return file.size - file.done, cost + file.size - begun
    db.execute(
        "UPDATE unsearched SET position = ?, bytes = ? WHERE file = ?", [upto, begun, file.number]
    )
    return begun - file.done, cost


def _needs_parser(item: bytes) -> bool:
    """Whether an item is all on one line, or has escapes, which only a parser knows."""
    return item.startswith((b"- {", b"{")) or (b'"' in item and b"\\" in item)


def _written(item: bytes) -> str:
    """The words of an item as they stand in its file, without those of its keys."""
    if _needs_parser(item):
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
