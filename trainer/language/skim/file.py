"""A file of questions as it is usually laid out: a head, `questions:`, and dashes in one column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from trainer.language.alone import read_alone
from trainer.language.diagnostics import Diagnostic
from trainer.language.door import Opened, folder_of, is_plain, open_bytes
from trainer.language.heading import read_head
from trainer.language.item import id_of, of_kind, question_of
from trainer.language.keys import MAX_TEXT
from trainer.language.reading import Entry, Reading, Shared
from trainer.language.skim.question import skim_question
from trainer.language.skim.shapes import Cited, Known
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
from trainer.question import Body, Kind, Place, Question

_LIST = re.compile(rb"(?:\A|\n)questions:[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*([ ]*)- ")
_TAIL = re.compile(r"(?:\n+#[^\n]*)+\Z")
"""Comments in the first column behind an item."""


class Skimmed(NamedTuple):
    """A question by its keys' values, defaults among them; bytes and line as in `Entry`."""

    id: str
    values: Mapping[str, Any]
    body: Body
    start: int
    end: int
    line: int


class Skim:
    """A file's head, and its questions one by one; those that are laid out unusually in full.

    Parameters as for `trainer.language.reader.read`. Raises UnsureError, at once or on the way,
    where the full reader must look.
    """

    def __init__(self, data: bytes, file: str, stem: str, shared: Shared) -> None:
        opening = _LIST.search(data) if is_plain(data) else None
        if opening is None:
            raise UnsureError
        self._data, self._file, self._library = data, file, shared.library
        self._start = opening.start(1)
        self._before = b"\n" + b" " * len(opening[1])
        self._comments = data.find(b"\n#", self._start) >= 0
        opened = _opened(data[: self._start], file)
        self._context = context = Context(opened.reporter, stem, shared.sources, folder_of(file))
        node = _composed(opened.text)
        self.head, self._defaults, listed = read_head(context, node, stem, shared)
        if context.reporter.found or not isinstance(listed, ScalarNode) or listed.value:
            raise UnsureError
        self._by_kind = {kind: of_kind(self._defaults, kind) for kind in Kind}
        self._known = Known(context.file_id, context.sources)

    def __iter__(self) -> Iterator[Skimmed | Entry]:
        start, line = self._start, self._data.count(b"\n", 0, self._start) + 1
        dash = self._before + b"- "
        lead = len(dash) - 1
        file_id = self._known.file_id
        for item in self._data[start + lead :].split(dash):
            end = min(start + lead + len(item) + 1, len(self._data))
            try:
                values, body = skim_question(self._bare(item), self._known, self._by_kind)
            except (UnsureError, UnicodeDecodeError):
                yield Entry(self._in_full(start, end, line), start, end, line)
            else:
                yield Skimmed(id_of(file_id, body, values), values, body, start, end, line)
            start = end
            line += item.count(b"\n") + 1

    def reading(self) -> Reading:
        """What the full reader makes of the file. Raises UnsureError."""
        entries = tuple(self._entry(i) if isinstance(i, Skimmed) else i for i in self)
        if len({entry.question.id for entry in entries}) < len(entries):
            raise UnsureError
        return Reading(self._file, self.head, entries, ())

    def _entry(self, item: Skimmed) -> Entry:
        place = Place(self._file, item.line, len(self._before) + 2)
        values = item.values
        if isinstance(cited := values.get("source"), Cited):
            values = {**values, "source": cited.citations(self._known.sources)}
        question = question_of(self.head.id, self._library, item.body, values, place)
        return Entry(question, item.start, item.end, item.line)

    def _bare(self, item: bytes) -> str:
        """An item without what stands behind it, its keys in column 2."""
        if len(item) > MAX_TEXT // 4:
            raise UnsureError
        text = item.decode().rstrip("\n")
        if self._comments:
            text = _TAIL.sub("", text)
        if len(self._before) > 1:
            before = self._before.decode()
            if text.count(before) + text.count("\n\n") != text.count("\n"):
                raise UnsureError
            text = text.replace(before, "\n")
        return text

    def _in_full(self, start: int, end: int, line: int) -> Question:
        """An item that isn't laid out as usual, unless something is wrong in it."""
        item = self._data[start:end]
        # Alone it would be a whole document, and this its end; here nothing may follow on it.
        if b"\n..." in item or b"\n---" in item:
            raise UnsureError
        opened = _opened(item, self._file, line)
        context = replace(self._context, reporter=opened.reporter)
        question = read_alone(opened, context, self._defaults, self._library)
        if question is None or opened.reporter.found:
            raise UnsureError
        return question


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
