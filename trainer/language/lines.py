"""The lines of a piece of text that is no YAML, as far as their parts can be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.records import record

LINE = re.compile(
    r"""(?P<lead>[ ]*(?:-[ ]+)*)
    (?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s'"{\[\#&*!|>%@`,\]}-][^\n]*?|-[^\s\n][^\n]*?)
    [ ]*:(?:[ \t]+(?P<value>[^\n]*)|$)""",
    re.VERBOSE,
)
BLOCK = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:#.*)?$")


@record(frozen=True, slots=True)
class Line:
    """A line that isn't inside a longer text: where it starts, and its parts."""

    start: int
    text: str
    key: str | None
    lead: int
    value: str
    value_at: int


def lines_of(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of a piece, without comments, blank lines, and the insides of block texts."""
    at = start
    block: int | None = None
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        raw = text[at:stop].rstrip(" \r")
        bare = raw.lstrip(" ")
        indent = len(raw) - len(bare)
        if bare.strip() and not (block is not None and indent > block):
            block = None
            if not bare.startswith("#"):
                line = _parsed(at, raw)
                yield line
                if BLOCK.match(line.value):
                    block = line.lead if line.key else indent
        at = stop + 1


def line_at(text: str, at: int, end: int) -> Line:
    """The line that a character stands in."""
    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at, end)
    return _parsed(start, text[start : end if stop < 0 else stop].rstrip(" \r"))


def goes_on(text: str, line: Line, end: int) -> bool:
    """Whether a line is followed by one that stands further right than its key, or its dash."""
    stop = text.find("\n", line.start, end)
    below = text[stop:end].lstrip("\r\n") if stop >= 0 else ""
    dash = len(line.text) - len(line.text.lstrip(" "))
    column = dash if line.key is None else line.lead
    return len(below) - len(below.lstrip(" ")) > column and bool(below.strip())


def _parsed(at: int, raw: str) -> Line:
    found = LINE.match(raw)
    if found is None:
        bare = re.match(r"[ ]*(?:-[ ]+)*", raw)
        lead = bare.end() if bare else 0
        return Line(at, raw, None, lead, raw[lead:], at + lead)
    value = found["value"] or ""
    value_at = at + (found.start("value") if found["value"] is not None else len(raw))
    stripped = value.lstrip(" \t")
    value_at += len(value) - len(stripped)
    return Line(at, raw, found["key"].strip("'\""), found.end("lead"), stripped, value_at)
