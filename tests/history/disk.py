"""A disk that forgets: SQLite writes through a VFS that notes every write and sync, and from its
notes the files are made as a power cut could have left them at any moment.

Python's own `sqlite3` can't be given a VFS, so the store runs on apsw here, which is the same
SQLite under another roof.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import apsw

SECTOR = 512


@dataclass(frozen=True)
class Write:
    """Bytes written at an offset; `None` cuts the file off there."""

    name: str
    offset: int
    data: bytes | None


@dataclass(frozen=True)
class Sync:
    """All that was written to the file before is on the disk."""

    name: str


@dataclass(frozen=True)
class Deleted:
    name: str


@dataclass(frozen=True)
class Said:
    """An answer was acknowledged."""

    seq: int


Note = Write | Sync | Deleted | Said


@dataclass
class Disk:
    """What happened, in order."""

    notes: list[Note] = field(default_factory=list)

    def image(self, upto: int, rng: Random) -> dict[str, bytes]:
        """The files as a power cut after so many notes could leave them: what was synced is
        there; of each later write nothing, all, or some of its sectors."""
        files: dict[str, bytearray] = {}
        loose: dict[str, list[Write]] = {}
        for note in self.notes[:upto]:
            match note:
                case Write(name):
                    loose.setdefault(name, []).append(note)
                case Sync(name):
                    for write in loose.pop(name, ()):
                        _put(files, write)
                case Deleted(name):
                    files.pop(name, None)
                    loose.pop(name, None)
        mood = rng.random()
        for writes in loose.values():
            for write in writes:
                if rng.random() < mood:
                    _put(files, write)
                elif write.data and rng.random() < 0.5:
                    for part in _sectors(write):
                        if rng.random() < 0.5:
                            _put(files, part)
        return {name: bytes(content) for name, content in files.items()}


def _put(files: dict[str, bytearray], write: Write) -> None:
    content = files.setdefault(write.name, bytearray())
    if write.data is None:
        del content[write.offset :]
        return
    end = write.offset + len(write.data)
    content.extend(bytes(max(0, end - len(content))))
    content[write.offset : end] = write.data


def _sectors(write: Write) -> Iterator[Write]:
    assert write.data is not None
    for start in range(0, len(write.data), SECTOR):
        yield Write(write.name, write.offset + start, write.data[start : start + SECTOR])


class NotingVFS(apsw.VFS):
    """The system's VFS, noting what it does."""

    def __init__(self, disk: Disk, name: str = "noting") -> None:
        self.disk, self.vfs_name = disk, name
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> NotingFile:  # noqa: N802  # SQLite's names
        return NotingFile(self.disk, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802
        super().xDelete(name, sync)
        self.disk.notes.append(Deleted(Path(name).name))


class NotingFile(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        self._name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self._disk.notes.append(Write(self._name, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self._disk.notes.append(Write(self._name, size, None))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._disk.notes.append(Sync(self._name))


class Connection:
    """An apsw connection with the methods of `sqlite3`'s that the store uses."""

    def __init__(self, path: Path, vfs: NotingVFS) -> None:
        self._db = apsw.Connection(str(path), vfs=vfs.vfs_name)

    def execute(self, query: str, values: Sequence[object] = ()) -> Cursor:
        return Cursor(self._db, self._db.cursor().execute(query, tuple(values) or None))

    def executemany(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        self._db.cursor().executemany(query, map(tuple, rows))

    @property
    def in_transaction(self) -> bool:
        return self._db.in_transaction

    def close(self) -> None:
        self._db.close()


class Cursor:
    def __init__(self, db: apsw.Connection, rows: Any) -> None:
        self._rows, self.lastrowid = rows, db.last_insert_rowid()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._rows)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)
