"""A file of questions as it is usually laid out: a head, `questions:`, and dashes in one column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

from trainer.language.diagnostics import Diagnostic
from trainer.language.door import Opened, folder_of, open_bytes
from trainer.language.heading import read_head
from trainer.language.keys import MAX_FILE
from trainer.language.making import id_of, question_of
from trainer.language.parsed import read_alone
from trainer.language.plainness import is_plain
from trainer.language.reading import Entry, Reading, Shared
from trainer.language.skim.item import bare
from trainer.language.skim.question import Questions
from trainer.language.skim.shapes import Known
from trainer.language.skim.written import UnsureError
from trainer.language.source import (
    MappingNode,
    RefusedError,
    ScalarNode,
    YAMLError,
    compose,
    foreign,
)
from trainer.language.texts import Context
from trainer.question import Body, Place, Question

_AT_ONCE = 128
"""Items that are skimmed together: what is made of them stays within a processor's cache."""

_LIST = re.compile(rb"(?:\A|\n)questions:[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*([ ]*)- ")


class Skimmed(NamedTuple):
    """A question by its keys' values, defaults among them; bytes and line as in `Entry`."""

    id: str
    values: Mapping[str, Any]
    body: Body
    start: int
    end: int
    line: int


class Skim:
    """A file's head, and its questions; those that are laid out unusually in full.

    A question's texts and citations that are no part of its body are found sound, but left as they
    are written: an index needs no more of them.

    Parameters as for `trainer.language.reader.read`. Raises UnsureError, at once or on the way,
    where the full reader must look.
    """

    def __init__(self, data: bytes, file: str, stem: str, shared: Shared) -> None:
        self._size, self._returns = len(data), b"\r" in data
        if self._returns:
            data = _without_returns(data)
        opening = _LIST.search(data) if is_plain(data) else None
        if opening is None:
            raise UnsureError
        self._data, self._file, self._library = data, file, shared.library
        self._start = opening.start(1)
        self._before = "\n" + " " * len(opening[1])
        opened = _opened(data[: self._start], file)
        self._context = context = Context(opened.reporter, stem, shared.sources, folder_of(file))
        node = _composed(opened.text)
        self.head, self._defaults, listed = read_head(context, node, stem, shared)
        if context.reporter.found or not isinstance(listed, ScalarNode) or listed.value:
            raise UnsureError
        cited = frozenset(f" {name}" for name in context.sources)
        self._known = Known(context.file_id, context.sources, cited)

    def __iter__(self) -> Iterator[list[Skimmed | Entry]]:
        """The questions, a portion at a time. Raises UnsureError on the way."""
        return self._skimmed(reading=False)

    def _skimmed(self, *, reading: bool) -> Iterator[list[Skimmed | Entry]]:
        start, line = self._start, self._data.count(b"\n", 0, self._start) + 1
        dash = f"{self._before}- ".encode()
        lead = len(dash) - 1
        file_id = self.head.id
        questions = Questions(self._known, self._defaults, reading=reading)
        begin = start + self._returns * (line - 1)
        items = self._data[start + lead :].split(dash)
        for first in range(0, len(items), _AT_ONCE):
            portion = items[first : first + _AT_ONCE]
            found = questions.skim([bare(item, self._before) for item in portion])
            placed: list[Skimmed | Entry] = []
            for item, sound in zip(portion, found, strict=True):
                below = line + item.count(b"\n") + 1
                stop = start + lead + len(item) + 1
                end = min(stop + self._returns * (below - 1), self._size)
                if sound is None:
                    question = self._in_full(self._data[start:stop], line)
                    placed.append(Entry(question, begin, end, line))
                else:
                    values, body = sound
                    id = id_of(file_id, body, values)
                    placed.append(Skimmed(id, values, body, begin, end, line))
                start, begin, line = stop, end, below
            yield placed

    def reading(self) -> Reading:
        """What the full reader makes of the file. Raises UnsureError."""
        skimmed = chain.from_iterable(self._skimmed(reading=True))
        entries = tuple(self._entry(one) if isinstance(one, Skimmed) else one for one in skimmed)
        if len({entry.question.id for entry in entries}) < len(entries):
            raise UnsureError
        return Reading(self._file, self.head, entries, ())

    def _entry(self, item: Skimmed) -> Entry:
        place = Place(self._file, item.line, len(self._before) + 2)
        question = question_of(self.head.id, self._library, item.body, item.values, place)
        return Entry(question, item.start, item.end, item.line)

    def _in_full(self, item: bytes, line: int) -> Question:
        """An item that isn't laid out as usual, unless something is wrong in it."""
        # Alone it would be a whole document, and this its end; here nothing may follow on it.
        if b"\n..." in item or b"\n---" in item:
            raise UnsureError
        opened = _opened(item, self._file, line)
        context = replace(self._context, reporter=opened.reporter)
        question = read_alone(opened, context, self._defaults, self._library)
        if question is None or opened.reporter.found:
            raise UnsureError
        return question


def _without_returns(data: bytes) -> bytes:
    """A file with Windows' line ends as it would be without; all must be of one sort."""
    bare = data.replace(b"\r\n", b"\n")
    if len(data) > MAX_FILE or len(data) - len(bare) < bare.count(b"\n"):
        raise UnsureError
    return bare


def _opened(data: bytes, file: str, line: int = 1) -> Opened:
    opened = open_bytes(data, file, line)
    if isinstance(opened, Diagnostic):
        raise UnsureError
    return opened


def _composed(text: str) -> MappingNode:
    try:
        node = compose(text)
    except (YAMLError, RefusedError):
        raise UnsureError from None
    if not isinstance(node, MappingNode) or foreign(text):
        raise UnsureError
    return node
