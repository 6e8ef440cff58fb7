"""One item as it is usually laid out, by itself."""

from __future__ import annotations

from typing import Any

from trainer.language.grammar import DEFAULTABLE
from trainer.language.keys import MAX_TEXT
from trainer.language.making import question_of
from trainer.language.plainness import is_plain
from trainer.language.reading import Head, Shared
from trainer.language.skim.question import Questions
from trainer.language.skim.shapes import SKIMMERS, Known
from trainer.language.skim.written import UnsureError
from trainer.language.skim.written import is_plain as is_plain_text
from trainer.patterns import pattern
from trainer.question import Place, Question
from trainer.wording.slug import is_id

_DASH = pattern(rb"([ ]*)- ")
_TAIL = pattern(r"(?:\n+#[^\n]*)+\Z")
"""Comments in the first column behind an item."""


def skim_item(data: bytes, head: Head, file: str, line: int, shared: Shared) -> Question:
    """As `trainer.language.alone.read_item`. Raises UnsureError where the parser must look."""
    dash = _DASH.match(data)
    if dash is None or not is_plain(data):
        raise UnsureError
    before = "\n" + " " * len(dash[1])
    item = data[dash.end() :]
    # Another dash would begin another item, and these end a document.
    if any(mark in item for mark in (f"{before}-".encode(), b"\n...", b"\n---")):
        raise UnsureError
    sources = {**shared.sources, **head.sources} if head.sources else shared.sources
    known = Known(head.id, sources, frozenset(f" {name}" for name in sources))
    questions = Questions(known, _defaults(head, known), reading=True)
    found = questions.skim([bare(item, before)])[0]
    if found is None:
        raise UnsureError
    values, body = found
    place = Place(file, line, len(before) + 2)
    return question_of(head.id, shared.library, body, values, place)


def bare(item: bytes, before: str) -> str:
    """An item's lines without what stands behind them, its keys in column 2; "" where it isn't
    certain which they are.

    `item` is what follows its dash, `before` a line end and what stands before each dash.
    """
    if len(item) > MAX_TEXT // 4:
        return ""
    try:
        text = item.decode().rstrip("\n")
    except UnicodeDecodeError:
        return ""
    if text[text.rfind("\n") + 1 :][:1] == "#":
        text = _TAIL.sub("", text)
    if len(before) > 1:
        if text.count(before) + text.count("\n\n") != text.count("\n"):
            return ""
        text = text.replace(before, "\n")
    return f"\n  {text}"


def _defaults(head: Head, known: Known) -> dict[str, Any]:
    """What `trainer.language.heading.defaults_of` makes of a head."""
    values: dict[str, Any] = {}
    for name in ("lang", "names", "romanisation"):
        if found := getattr(head, name):
            values[name] = found
    for name, value in head.defaults.items():
        if name not in DEFAULTABLE:
            raise UnsureError
        values[name] = SKIMMERS[DEFAULTABLE[name].shape](_written(value), known)
    if head.names and "names" in head.defaults:
        values["names"] = tuple(dict.fromkeys((*head.names, *values["names"])))
    return values


def _written(value: object) -> str:
    """A default as it would stand behind its key. Raises UnsureError if it isn't plain."""
    if isinstance(value, list) and value and all(isinstance(v, str) and is_id(v) for v in value):
        return f" [{', '.join(value)}]"
    if isinstance(value, str) and is_plain_text(raw := f" {value}"):
        return raw
    raise UnsureError
