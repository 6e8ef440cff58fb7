"""The table of contents of a library: what is where, so that a start reads only what changed.

Opening costs a scan of the folder and one look at the table of files. Changed files are read
again, those that are gone are dropped; bodies of questions stay in their YAML until wanted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from trainer.bank import database
from trainer.bank.files import File, without_doubles
from trainer.bank.library import (
    LIBRARY_FILE,
    Found,
    Library,
    question_files,
    read_bytes,
    reason,
    unreadable,
)
from trainer.bank.packing import pack, pack_diagnostics, unpack_diagnostics, unpack_shared
from trainer.bank.stamps import settled
from trainer.bank.storing import Read, drop, put_own_words, set_meta, store, writing
from trainer.bank.ticking import Tick, unwatched
from trainer.errors import TrainerError
from trainer.language.reading import Shared

if TYPE_CHECKING:
    from trainer.language.diagnostics import Diagnostic

BATCH_BYTES = 8 * 2**20
"""How much is read before it is stored: bounds memory, and what a kill can cost."""


class Index:
    """One library's table of contents. Not for use by two threads at once.

    `files` holds those that can be used, by name and in order; `left_out` says why others can't.
    """

    def __init__(
        self,
        library: Library,
        db: sqlite3.Connection,
        now_ns: int,
        advising: bool = False,
        tick: Tick = unwatched,
    ) -> None:
        self.library = library
        self.files: dict[str, File] = {}
        self.left_out: tuple[Diagnostic, ...] = ()
        self._shown = library.shown_before()
        self._db = db
        self._ready = False
        self._now_ns = now_ns
        self._advising = advising
        self._tick = tick

    @classmethod
    def open(
        cls,
        library: Library,
        folder: Path | None,
        now_ns: int,
        *,
        advising: bool = False,
        tick: Tick = unwatched,
    ) -> Self:
        """The index of a library as its files are now (`now_ns`: UTC, to tell fresh files).

        It is kept in `folder`; without one, or where that can't be written, in memory. `advising`
        takes up advice on files that have to be read anyway; see also `advise`. `tick` is told of
        the bytes of those files.
        """
        path = folder and database.index_path(folder, library.questions, library.only)
        for place in (path, path):
            try:
                index = cls(library, database.connect(place), now_ns, advising, tick)
            except database.UnusableError:
                break
            try:
                index.refresh()
            except sqlite3.Error as error:
                index.close()
                # Damage is mended by a new file; a lock or a full disk by doing without one.
                if place is None or not database.damaged(error):
                    break
                database.remove(place)
            else:
                return index
        index = cls(library, database.connect(None), now_ns, advising, tick)
        index.refresh()
        return index

    def close(self) -> None:
        self._db.close()

    def _thrown_away(self) -> TrainerError:
        path = self.ask("PRAGMA database_list")[0][2]
        self.close()
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

    @property
    def version(self) -> int:
        """Changes whenever a question file was read anew or dropped, within one index."""
        return int(self.noted("version") or 0)

    @property
    def shared(self) -> Shared:
        """What library.yaml gives to every file."""
        return unpack_shared(self.noted("shared"))

    @property
    def named(self) -> tuple[str, str]:
        """The library's id and title without its sources, whose classes no start needs."""
        shared = json.loads(self.noted("shared"))
        return shared["library"], shared["title"]

    def shown(self, name: str) -> str:
        """A file below `questions/` as people see it."""
        return self._shown + name if name else self.library.shown(self.library.questions)

    def refresh(self) -> None:
        """Bring the index up to date with the files on disk."""
        listing = question_files(self.library)
        wrong = list(listing.diagnostics)
        everything = self._library_changed(wrong)
        stored = {file.name: file for file in self._stored()}
        stale = [f for f in listing.files if everything or _differs(stored.get(f.name), f)]
        gone = stored.keys() - {found.name for found in listing.files}
        if gone:
            drop(self._db, gone)
        if stale:
            wrong += self._read_again(stale, everything)
        if stale or gone:
            stored = {file.name: file for file in self._stored()}
        listed = [stored[found.name] for found in listing.files if found.name in stored]
        self.files = {file.name: file for file in without_doubles(listed, self.shown, wrong)}
        self.left_out = tuple(wrong)
        self._ready = True

    def reread(self, name: str) -> None:
        """Look into one file again, because it isn't as the index says."""
        try:
            self.left_out += tuple(self._looked_into(name))
        except sqlite3.OperationalError:
            self._do_without()
        else:
            self._take_up()

    def _do_without(self) -> None:
        """Somebody keeps the file locked, or it became read-only: go on in memory."""
        self._db.close()
        self._db = database.connect(None)
        self.refresh()

    def _take_up(self) -> None:
        """The rows of the files that were there, as they are now."""
        stored = {file.name: file for file in self._stored()}
        self.files = {name: stored[name] for name in self.files if name in stored}

    def _looked_into(self, name: str) -> Iterator[Diagnostic]:
        path = self.library.questions / name
        try:
            info = path.stat()
        except OSError as error:
            drop(self._db, [name])
            yield unreadable(self.library.shown(path), reason(error))
        else:
            found = [Found(name, info.st_mtime_ns, info.st_size)]
            yield from self._read_again(found, everything=False)

    def kept(self, path: Path, make: Callable[[bytes], str]) -> str | None:
        """What `make` makes of a small file, kept until the file changes; None without a file.

        A start that changes nothing should parse nothing. Raises OSError for an unreadable file.
        """
        # A folder's name may be no UTF-8, and then it is no text for SQLite.
        name = path.as_posix().encode("utf-8", "backslashreplace").decode()
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

    def noted(self, key: str) -> str:
        """What was noted under a key; '' for nothing."""
        rows = self.ask("SELECT value FROM meta WHERE key = ?", [key])
        return str(rows[0][0]) if rows else ""

    def note(self, key: str, value: str) -> None:
        """Keeps a value as long as the index itself, if it can be written now."""
        with suppress(sqlite3.OperationalError), writing(self._db):
            set_meta(self._db, key, value)

    def _library_changed(self, wrong: list[Diagnostic]) -> bool:
        """Takes up what library.yaml says; whether that differs from before."""
        path = self.library.questions / LIBRARY_FILE
        shown = self.library.shown(path)
        note = None
        try:
            note = self.kept(path, _library_note)
        except OSError as error:
            wrong.append(unreadable(shown, reason(error)))
        shared, diagnostics = json.loads(note) if note else (pack(Shared()), "[]")
        wrong += unpack_diagnostics(diagnostics, shown)
        if shared == self.noted("shared"):
            return False
        from trainer.wording.normalise import known_form

        names = {known_form(name) for name in unpack_shared(shared).names} - {""}
        with writing(self._db):
            set_meta(self._db, "shared", shared)
            put_own_words(self._db, sorted(names))
        return True

    def advise(self, names: Iterable[str]) -> None:
        """Take up advice on those of these files that were read without."""
        bare = {name for (name,) in self.ask("SELECT name FROM files WHERE advice IS NULL")}
        if not bare:
            return  # before any name is asked for: to choose them takes a good part of a check
        wanted = [self.files[name] for name in names if name in bare and name in self.files]
        if not wanted:
            return
        self._advising = True
        stale = [Found(file.name, file.mtime_ns, file.size) for file in wanted]
        try:
            self.left_out += tuple(self._read_again(stale, everything=True))
        except sqlite3.OperationalError:
            self._do_without()
        else:
            self._take_up()

    def _read_again(self, stale: Sequence[Found], everything: bool) -> Iterator[Diagnostic]:
        """Reads files and stores them; yields what can't be read, which is dropped."""
        from trainer.bank.looking import Look, Task, Unread, looked_into

        known = {} if everything else dict(self.ask("SELECT name, hash FROM files"))
        look = Look(self.library.questions, self.shared, self._now_ns, self._advising)
        tasks = [Task(found, known.get(found.name)) for found in stale]
        batch: list[Read] = []
        size = done = 0
        total = sum(found.size for found in stale)
        for read, found in zip(looked_into(look, tasks), stale, strict=True):
            done += found.size
            self._tick(done, total)
            if isinstance(read, Unread):
                drop(self._db, [read.name])
                yield unreadable(self.shown(read.name), read.reason)
                continue
            batch.append(read)
            size += read.size
            if size > BATCH_BYTES:
                store(self._db, batch)
                batch, size = [], 0
        store(self._db, batch)

    def _stored(self) -> Iterator[File]:
        rows = self.ask("SELECT id, name, mtime_ns, size, file_id, cards FROM files")
        return map(File._make, rows)


def _differs(file: File | None, found: Found) -> bool:
    return file is None or (file.mtime_ns, file.size) != (found.mtime_ns, found.size)


def _library_note(data: bytes) -> str:
    from trainer.language.reader import read_library

    shared, diagnostics = read_library(data, LIBRARY_FILE)
    return json.dumps([pack(shared), pack_diagnostics(diagnostics)], ensure_ascii=False)
