"""What is wrong in a library: in its files, and what only shows beyond one file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.bank.bodies import bytes_of
from trainer.bank.choosing import Chosen, under
from trainer.bank.decks import deck_files
from trainer.bank.files import by_number
from trainer.bank.index import Index
from trainer.bank.library import LIBRARY_FILE, read_bytes, told_of
from trainer.bank.packing import (
    pack_advice,
    pack_diagnostics,
    unpack_advice,
    unpack_diagnostics,
)
from trainer.bank.search import EACH
from trainer.bank.shelf import Shelf
from trainer.language.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from trainer.language.together import Linked


def check(index: Index, shelf: Shelf, paths: Sequence[Path]) -> tuple[Diagnostic, ...]:
    """All diagnostics of these files and folders, of everything without any, by file and line."""
    chosen = Chosen(index.library, paths)
    index.advise(name for name in index.files if chosen(index.shown(name)))
    found = [*stored(index, shelf), *_beyond_files(index, shelf), *_missing_media(index)]
    found = [one for one in found if chosen(one.file)]
    for path in chosen.paths:
        found += _nothing_there(index, shelf, path, found)
    if paths:
        return in_order({*found, *_advice(index, chosen)})
    return in_order({*found, *_kept(index, "advice", (), lambda: _advice(index, chosen))})


def _advice(index: Index, chosen: Chosen) -> Iterator[Diagnostic]:
    """Advice on the questions of these files, and on what shows over all of them together."""
    # What can't be read is told at every start, which needs no advice.
    from trainer.language.advice.habits import Advice, Tally, habits

    tally, counted, everything = Tally(), "", index.shown("")
    nothing = [pack_advice(Advice())]
    for name, packed in index.ask("SELECT name, advice FROM files WHERE advice <> ?", nothing):
        shown = index.shown(name)
        if name in index.files and chosen(shown):
            advice = unpack_advice(packed, shown)
            yield from advice.found
            tally += advice.tally
            counted = shown if not counted else everything
    yield from habits(tally, counted)


def stored(index: Index, shelf: Shelf) -> Iterator[Diagnostic]:
    """What is wrong within single files, as it was found when they were read; also within those
    that are left out, as their id is another's."""
    yield from index.left_out
    yield from shelf.diagnostics
    rows = index.ask("SELECT name, diagnostics FROM files WHERE diagnostics <> '[]'")
    for name, diagnostics in rows:
        yield from unpack_diagnostics(diagnostics, index.shown(name))


def errors(index: Index, shelf: Shelf) -> tuple[Diagnostic, ...]:
    """Those of `stored` for which something is left out."""
    return in_order(one for one in stored(index, shelf) if one.severity is Severity.ERROR)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda d: (d.file, d.line, d.column, d.code, d.message)))


def _nothing_there(
    index: Index, shelf: Shelf, path: Path, found: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """Says so where a check was asked of something that holds no questions."""
    shown = index.library.shown(path)
    known = chain(map(index.shown, index.files), (d.file for d in shelf.decks if d.file))
    is_library_file = path == index.library.questions / LIBRARY_FILE and path.is_file()
    here = any(under(one.file, shown) or one.file == told_of(shown) for one in found)
    if not here and not is_library_file and not any(under(name, shown) for name in known):
        help = "questions are in files that end in `.yaml`"
        if not path.is_relative_to(index.library.questions):
            help += f", in {index.library.shown(index.library.questions)}/ or below"
        yield Diagnostic("Q055", "there are no questions here", shown, help=help)


def _beyond_files(index: Index, shelf: Shelf) -> Iterator[Diagnostic]:
    """Links and decks: over 100,000 questions they take a tenth of a second."""
    files = _deck_files(index)

    def found() -> Iterator[Diagnostic]:
        from trainer.bank.advising import on_many_files

        yield from _broken_links(index)
        yield from _shown(index, on_many_files(index))
        if files:
            from trainer.bank.deckchecks import on_decks

            yield from on_decks(index, shelf.decks, files)

    return _kept(index, "beyond", (shelf.decks, files), found)


def _deck_files(index: Index) -> dict[str, bytes]:
    """The bytes of the deck files, by which what is told of them stands at its line: a comment
    more leaves the deck as it is."""
    found: dict[str, bytes] = {}
    for path in deck_files(index.library):
        with suppress(OSError):
            found[index.library.shown(path)] = read_bytes(path)
    return found


def _kept(
    index: Index, name: str, decided_by: object, find: Callable[[], Iterable[Diagnostic]]
) -> Iterator[Diagnostic]:
    """What `find` finds, kept until the index changes, or what else decides it."""
    deciding = repr((index.version, index.shown(""), decided_by))
    key = hashlib.blake2b(deciding.encode(errors="replace"), digest_size=8).hexdigest()
    former, _, noted = index.noted(name).partition(" ")
    if former != key:
        noted = pack_diagnostics(find())
        index.note(name, f"{key} {noted}")
    return unpack_diagnostics(noted)


def _broken_links(index: Index) -> Iterator[Diagnostic]:
    from trainer.language.together import check_links

    names = by_number(index.files)
    linked = _linked(index, names, "was <> '' OR after <> ''")
    if not linked:
        return
    ids = _named(index, {wanted for one in linked.values() for wanted in one.after})
    former = [old for one in linked.values() for old in one.was]
    linked |= _linked(index, names, f"question IN {EACH}", [json.dumps(former)])
    found = check_links(linked, ids, partial(bytes_of, index))
    yield from _shown(index, found)


def _named(index: Index, wanted: set[str]) -> set[str]:
    """Which of these ids there are; and, where one is missing, all of its file, one of which may be
    meant. All ids of a large library would be most of what a check needs of memory."""
    ask = f"SELECT question FROM items WHERE question IN {EACH}"
    there = {id for (id,) in index.ask(ask, [json.dumps(list(wanted))])}
    for file_id in {id.rpartition("/")[0] for id in wanted - there}:
        # What begins with the file's id and a slash; the zero is the sign after it.
        span = [f"{file_id}/", f"{file_id}0"]
        between = "SELECT question FROM items WHERE question >= ? AND question < ?"
        there |= {id for (id,) in index.ask(between, span)}
    return there


def _shown(index: Index, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Diagnostics of files by their names below `questions/`, as people see them."""
    for one in found:
        related = tuple(replace(there, file=index.shown(there.file)) for there in one.related)
        yield replace(one, file=index.shown(one.file), related=related)


def _linked(
    index: Index, names: dict[int, str], where: str, values: list[str] | None = None
) -> dict[str, Linked]:
    from trainer.language.together import Linked

    rows = index.ask(
        f"SELECT question, file, line, after, was FROM items WHERE {where}", values or []
    )
    return {
        question: Linked(question, names[file], line, _lines(after), _lines(was))
        for question, file, line, after, was in rows
        if file in names
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _missing_media(index: Index) -> Iterator[Diagnostic]:
    """Pictures and sounds that questions name and that are not there."""
    names = by_number(index.files)
    questions = index.library.questions
    missing = [
        (names[number], line, file)
        for number, media in index.ask("SELECT id, media FROM files WHERE media <> '[]'")
        for file, line in json.loads(media)
        if number in names and not (questions / file).is_file()
    ]
    if not missing:
        return
    from trainer.language.together import Linked, tell_missing

    media = [(Linked("", name, line), file) for name, line, file in missing]
    found = tell_missing(media, index.shown(""), partial(bytes_of, index))
    yield from _shown(index, found)
