"""The database behind an index: asked, and a place for small things that are kept with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from trainer.bank import database
from trainer.bank.library import Library, read_bytes
from trainer.bank.stamps import settled
from trainer.bank.storing import set_meta, writing
from trainer.errors import TrainerError


class Keeping:
    """The database of one library; `now_ns` (UTC) tells fresh files from others."""

    def __init__(self, library: Library, db: sqlite3.Connection, now_ns: int) -> None:
        self.library = library
        self._db = db
        self._now_ns = now_ns
        self._ready = False
        self._unwritten: dict[str, str] = {}

    def close(self) -> None:
        self.put_down()
        self._db.close()

    def _thrown_away(self) -> TrainerError:
        path = self.ask("PRAGMA database_list")[0][2]
        self._db.close()
        if path:
            database.remove(Path(path))
        where = self.library.questions
        return TrainerError(f"the index of {where} was damaged and is thrown away; start again.")

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Nothing stays open, so that another process may write.

        Raises TrainerError where the file turns out to be damaged, and throws it away.
        """
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            if self._ready and database.damaged(error):
                raise self._thrown_away() from error
            raise

    def kept(self, path: Path, make: Callable[[bytes], str]) -> str | None:
        """What `make` makes of a small file, kept until the file changes; None without a file.

        A start that changes nothing should parse nothing. Raises OSError for an unreadable file.
        """
        name = _named(path)
        rows = self.ask("SELECT mtime_ns, size, value FROM notes WHERE name = ?", [name])
        try:
            info = path.stat()
        except FileNotFoundError:
            return None
        if rows and rows[0][:2] == (info.st_mtime_ns, info.st_size):
            return str(rows[0][2])
        value = make(read_bytes(path))
        row = (settled(info.st_mtime_ns, self._now_ns), info.st_size, value)
        if rows != [row]:
            with suppress(sqlite3.OperationalError), writing(self._db):
                self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?)", (name, *row))
        return value

    def holds(self, path: Path) -> bool:
        """Whether a small file is as it was when its reading was kept, or still isn't there."""
        query = "SELECT mtime_ns, size FROM notes WHERE name = ?"
        try:
            info = path.stat()
        except OSError as error:
            return isinstance(error, FileNotFoundError) and not self.ask(query, [_named(path)])
        return self.ask(query, [_named(path)]) == [(info.st_mtime_ns, info.st_size)]

    def noted(self, key: str) -> str:
        """What was noted under a key; '' for nothing."""
        if key in self._unwritten:
            return self._unwritten[key]
        rows = self.ask("SELECT value FROM meta WHERE key = ?", [key])
        return str(rows[0][0]) if rows else ""

    def note(self, key: str, value: str) -> None:
        """Keeps a value as long as the index itself, if it can be written now."""
        with suppress(sqlite3.OperationalError), writing(self._db):
            set_meta(self._db, key, value)

    def note_later(self, key: str, value: str) -> None:
        """The same once nobody waits for it: with the next `put_down`, or at the end."""
        self._unwritten[key] = value

    def put_down(self) -> None:
        """Writes what is to be noted, all at once, if nobody else is writing just now."""
        if not self._unwritten:
            return
        # Whatever is wrong is for those to find who need an answer.
        with suppress(sqlite3.Error), database.impatient(self._db):
            with writing(self._db):
                for key, value in self._unwritten.items():
                    set_meta(self._db, key, value)
            self._unwritten.clear()


def _named(path: Path) -> str:
    # A folder's name may be no UTF-8, and then it is no text for SQLite.
    return path.as_posix().encode("utf-8", "backslashreplace").decode()
