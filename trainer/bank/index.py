"""The table of contents of a library: what is where, so that a start reads only what changed.

Opening costs a scan of the folder and one look at the table of files. Changed files are read
again, those that are gone are dropped; bodies of questions stay in their YAML until wanted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from trainer.bank import database
from trainer.bank.files import File, differs, without_doubles
from trainer.bank.later import Later
from trainer.bank.library import (
    LIBRARY_FILE,
    Found,
    Library,
    beginning,
    question_files,
    reason,
    unreadable,
)
from trainer.bank.packing import pack, pack_library, unpack_diagnostics, unpack_shared
from trainer.bank.stamps import AGAIN, sum_of
from trainer.bank.storing import count_version, drop, put_own_names, set_meta, writing
from trainer.bank.ticking import Tick, unwatched
from trainer.language.reading import Shared

if TYPE_CHECKING:
    from trainer.language.diagnostics import Diagnostic

RECALLED, NAMES = "recalled", "names"
"""Under which the latest `state` is noted, and the names of its files in their order (JSON)."""


class Index(Later):
    """One library's table of contents. Not for use by two threads at once.

    `files` holds those that can be used, by name and in order; `left_out` says why others can't.
    `taken` counts how often they were taken from the database, `state` is the `version` that they
    are of, where they are all there are and nothing was wrong with any, else None: what can be kept
    about them is kept for a state. While it is `unsure`, nobody has looked whether they are still
    so on the disk.
    """

    def __init__(
        self,
        library: Library,
        db: sqlite3.Connection,
        now_ns: int,
        advising: bool = False,
        tick: Tick = unwatched,
    ) -> None:
        super().__init__(library, db, now_ns)
        self._files: dict[str, File] | None = {}
        self.taken = 0
        self.state: int | None = None
        self.left_out: tuple[Diagnostic, ...] = ()
        self._shown = library.shown_before()
        self.unsure = False
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
        recalled: bool = False,
    ) -> Self:
        """The index of a library as its files are now (`now_ns`: UTC, to tell fresh files).
        `recalled` takes them as they were at the last look, where all was well: see `unsure`.

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
                if not (recalled and index._recall()):
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

    @property
    def files(self) -> dict[str, File]:
        if self._files is None:  # recalled, and nobody has asked for more than home does
            stored = {file.name: file for file in self._stored()}
            names = json.loads(self.noted(NAMES))
            self._files = {name: stored[name] for name in names if name in stored}
        return self._files

    def file(self, name: str) -> File | None:
        """One of `files`; while nobody has asked for all of them, without the others' rows."""
        if self._files is not None:
            return self._files.get(name)
        return next(self._stored(name), None)

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
        self._take_up_library(wrong)
        version, stored = self._known()
        stale = [f for f in listing.files if differs(stored.get(f.name), f)]
        gone = stored.keys() - {found.name for found in listing.files}
        if gone:
            drop(self._db, gone)
        if stale:
            wrong += self._read_again(stale)
        if stale or gone:
            version, stored = self._known()
        listed = [stored[found.name] for found in listing.files if found.name in stored]
        tell = partial(self._tell_double, wrong)
        self._files = {file.name: file for file in without_doubles(listed, tell)}
        self.left_out = tuple(wrong)
        self._taken(version, whole=len(stored) == len(self._files))
        self._ready, self.unsure = True, False

    def _tell_double(self, wrong: list[Diagnostic], file: File, taken: File) -> None:
        # A library without mistakes is opened without the classes of mistakes.
        from trainer.language.together import tell_double

        one, other = (
            (self.shown(name), beginning(self.library.questions / name))
            for name in (file.name, taken.name)
        )
        wrong.append(tell_double(*one, *other, file.file_id))

    def _known(self) -> tuple[int, dict[str, File]]:
        """The version, and the files of no earlier one."""
        return self.version, {file.name: file for file in self._stored()}

    def _taken(self, version: int, *, whole: bool) -> None:
        """Notes which files there are, for `recalled`; what is wrong with any has to be said."""
        self.taken += 1
        self.state = version if whole and not self.left_out else None
        state = "" if self.state is None else str(self.state)
        if self.noted(RECALLED) != state:
            self.note_later(RECALLED, state)
            self.note_later(NAMES, json.dumps([*self.files]))

    def renew(self) -> bool:
        """`refresh`, of one that others use already; whether anything is otherwise now."""
        before = self.version
        try:
            self.refresh()
        except sqlite3.OperationalError:
            self._do_without()
            return True
        return self.version != before

    def _recall(self) -> bool:
        """Takes the files as they were at the last look; whether there was one at all of them, and
        nothing is different since, as where another process is reading what was changed."""
        version = self.version
        if self.noted(RECALLED) != str(version):
            return False
        self._files, self.state = None, version
        self.taken += 1
        self._ready = self.unsure = True
        return True

    def reread(self, name: str) -> None:
        """Look into one file again, because it isn't as the index says; where nobody has looked
        yet, into all that changed."""
        if self.unsure:
            self.renew()
            return
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
        self._unwritten.clear()
        self.refresh()

    def _take_up(self) -> None:
        """The rows of the files that were there, as they are now."""
        version, stored = self._known()
        self._files = {name: stored[name] for name in self.files if name in stored}
        ids = {file.file_id for file in stored.values()}
        self._taken(version, whole=len(ids) == len(stored) == len(self._files))

    def _looked_into(self, name: str) -> Iterator[Diagnostic]:
        path = self.library.questions / name
        try:
            info = path.stat()
        except OSError as error:
            drop(self._db, [name])
            yield unreadable(self.library.shown(path), reason(error))
        else:
            found = [Found(name, info.st_mtime_ns, info.st_size)]
            yield from self._read_again(found)

    def _take_up_library(self, wrong: list[Diagnostic]) -> None:
        """Takes up what library.yaml says; what was read with another is to be read again."""
        path = self.library.questions / LIBRARY_FILE
        shown = self.library.shown(path)
        note = None
        try:
            note = self.kept(path, pack_library)
        except OSError as error:
            wrong.append(unreadable(shown, reason(error)))
        shared, diagnostics = json.loads(note) if note else (pack(Shared()), "[]")
        wrong += unpack_diagnostics(diagnostics, shown)
        if shared != self.noted("shared"):
            with writing(self._db):
                count_version(self._db)
                set_meta(self._db, "shared", shared)
                put_own_names(self._db, unpack_shared(shared).names)

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

    def _read_again(
        self, stale: Sequence[Found], *, everything: bool = False
    ) -> Iterator[Diagnostic]:
        """Reads files and stores them; yields what can't be read, which is dropped."""
        from trainer.bank.looking import Look
        from trainer.bank.upkeep import read_again

        note = self.noted("shared")
        look = Look(self.library.questions, unpack_shared(note), self._now_ns, self._advising)
        args = self._db, look, stale, self.shown, self._tick, sum_of(note)
        return read_again(*args, everything=everything)

    def _stored(self, *one: str) -> Iterator[File]:
        # What was read with another library.yaml is read again, whatever its time stamp says.
        rows = self.ask(
            "SELECT id, name, CASE shared WHEN ? THEN mtime_ns ELSE ? END, size, file_id, cards"
            f" FROM files{' WHERE name = ?' if one else ''}",
            [sum_of(self.noted("shared")), AGAIN, *one],
        )
        return map(File._make, rows)
