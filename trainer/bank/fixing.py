"""What `check --fix` writes: files with what a machine can mend, and with the ids they lack."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, count
from pathlib import Path, PurePath
from random import Random
from typing import NamedTuple

from trainer.bank.choosing import Chosen
from trainer.bank.decks import deck_files
from trainer.bank.founding import library_file, library_id
from trainer.bank.index import Index
from trainer.bank.library import LIBRARY_FILE, Library, question_files, read_bytes
from trainer.language.deckfile import read_deck
from trainer.language.diagnostics import Diagnostic, Edit
from trainer.language.fixes import apart, apply, ids
from trainer.language.naming import head_id
from trainer.language.reader import read, read_library
from trainer.language.reading import Reading
from trainer.paths import QUESTIONS, composed
from trainer.question import Body
from trainer.records import record
from trainer.wording.slug import is_id, slug

ROUNDS = 10
"""A mended syntax error can uncover mistakes that it hid, and those others; never ten deep."""


@record(frozen=True, slots=True)
class Mended:
    """A file as it should be. `before` is None for one that is not there yet; `mistakes` were
    mended and `ids` written."""

    path: Path
    shown: str
    before: bytes | None
    after: bytes
    mistakes: int
    ids: int

    def is_current(self) -> bool:
        """Whether the file is still as it was when this was made of it."""
        try:
            return self.path.read_bytes() == self.before
        except FileNotFoundError:
            return self.before is None
        except OSError:
            return False


def mend(
    library: Library, cache_dir: Path | None, paths: Sequence[Path], rng: Random
) -> Generator[Mended, None, None]:
    """Those of these files and folders (none: of all) that would change, one at a time, so that a
    large library needs no memory.

    Nothing is written here, and what can't be read is passed over. `cache_dir` is where the
    library's index is kept; `rng` makes the library's id.
    """
    index = Index.open(library, cache_dir, time.time_ns())
    try:
        yield from _changing(index, paths, rng)
    finally:
        index.close()


def _changing(index: Index, paths: Sequence[Path], rng: Random) -> Iterator[Mended]:
    library = index.library
    chosen = Chosen(library, paths)
    file = library.questions / LIBRARY_FILE
    if library.questions.name == QUESTIONS and chosen(library.shown(file)):
        yield from _library(file, library.shown(file), library.root.name, rng)
    taken = _Taken(index)
    for found in question_files(library).files:
        path = library.questions / found.name
        if chosen(library.shown(path)):
            with suppress(OSError):
                yield from _questions(index, found.name, path, taken)
    for path in deck_files(library):
        if chosen(library.shown(path)):
            with suppress(OSError):
                yield from _deck(path, library.shown(path))


class _Look(NamedTuple):
    """What is wrong in some bytes, and how many questions could be read all the same."""

    found: Sequence[Diagnostic]
    sound: int = 0


def _settled(data: bytes, look: Callable[[bytes], _Look]) -> tuple[bytes, int]:
    """The bytes with the fixes made, and how many mistakes that mended.

    What looked like a text without quotes may have been something else. A fix that costs a
    question is not made.
    """
    mistakes = 0
    now = look(data)
    for _ in range(ROUNDS):
        chosen = apart(now.found)
        if not chosen:
            break
        after = _made(data, chosen)
        then = look(after)
        if then.sound < now.sound:
            chosen = [one for one in chosen if look(_made(data, [one])).sound >= now.sound]
            after = _made(data, chosen)
            then = look(after)
        if not chosen or then.sound < now.sound:
            break
        data, now = after, then
        mistakes += len(chosen)
    return data, mistakes


def _made(data: bytes, chosen: Iterable[Diagnostic]) -> bytes:
    return apply(data, (edit for one in chosen for edit in one.fix))


def _library(path: Path, shown: str, name: str, rng: Random) -> Iterator[Mended]:
    if not path.exists():
        yield Mended(path, shown, None, library_file(name, rng), 0, 1)
        return
    with suppress(OSError):
        before = read_bytes(path)
        after, mistakes = _settled(before, lambda data: _Look(read_library(data, shown)[1]))
        edit = head_id(after, library_id(name, rng))
        if edit is not None:
            after = apply(after, [edit])
        if after != before:
            yield Mended(path, shown, before, after, mistakes, int(edit is not None))


def _questions(index: Index, name: str, path: Path, taken: _Taken) -> Iterator[Mended]:
    shown, stem, shared = index.shown(name), PurePath(name).stem, index.shared
    before = read_bytes(path)

    def look(data: bytes) -> _Look:
        reading = read(data, f"{QUESTIONS}/{name}", stem, shared)
        return _Look(reading.diagnostics, len(reading.entries))

    after, mistakes = _settled(before, look)
    reading = read(after, f"{QUESTIONS}/{name}", stem, shared)
    edits = [edit for _, edit in ids(after, reading)]
    if reading.entries and (id := taken.free(name, stem)):
        edits += filter(None, [head_id(after, id)])

    def keeps(chosen: Sequence[Edit]) -> bool:
        again = read(apply(after, chosen), f"{QUESTIONS}/{name}", stem, shared)
        return _asked(again) == _asked(reading)

    edits = _harmless(edits, keeps)
    after = apply(after, edits)
    if after != before:
        yield Mended(path, shown, before, after, mistakes, len(edits))


def _asked(reading: Reading) -> list[Body]:
    return [question.body for question in reading.questions]


def _harmless(edits: list[Edit], keeps: Callable[[Sequence[Edit]], bool]) -> list[Edit]:
    """The edits without those that would change a question, in a file laid out so oddly that an id
    falls into a text; found by halves, as nearly always all are kept at once."""
    if not edits or keeps(edits):
        return edits
    half = len(edits) // 2
    found = [*_harmless(edits[:half], keeps), *_harmless(edits[half:], keeps)] if half else []
    return found if keeps(found) else []


def _deck(path: Path, shown: str) -> Iterator[Mended]:
    before = read_bytes(path)
    after, mistakes = _settled(before, lambda data: _Look(read_deck(data, shown, path.stem)[1]))
    if after != before:
        yield Mended(path, shown, before, after, mistakes, 0)


class _Taken:
    """The ids of files. A file keeps the one it is known by, as its histories do; only where an
    earlier file has that already, and this one is left out for it, it gets another."""

    def __init__(self, index: Index) -> None:
        self._owner = {file.file_id: file.name for file in index.files.values()}

    def free(self, name: str, stem: str) -> str:
        """An id for a file without one; '' where its name can't be an id."""
        below = slug(PurePath(name).with_suffix("").as_posix()) or slug(stem)
        wanted = chain([composed(stem)], (f"{below}-{n}" if n else below for n in count()))
        free = next(id for id in wanted if self._owner.setdefault(id, name) == name)
        return free if is_id(free) else ""
