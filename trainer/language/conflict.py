"""Marks of a merge that git left to be settled: until it is, the first of both versions counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.language.reporter import Reporter, Span
from trainer.patterns import pattern

_MARK = pattern(r"^(?:<{7}|>{7}|\|{7}|={7})(?=[ \r\n]|\Z)[^\r\n]*", re.M)
_SIGNS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_HELP = (
    "keep what is right of both, and delete the lines that begin with `<<<<<<<`, `=======` and "
    "`>>>>>>>`; until then the first version counts"
)


def settled(text: str, reporter: Reporter) -> str:
    """A text with the marks and what only the other version has made blank, so that places stay
    what they are; each conflict is reported at its first mark that is left.

    Whether a mark counts never depends on what stands outside of a question, so that one whose
    file has marks before or behind it reads by itself as it does there.
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    pieces: list[str] = []
    at = 0
    for start, end in _to_blank(text, reporter):
        pieces += (text[at:start], re.sub(r"[^\n]", " ", text[start:end]))
        at = end
    return "".join([*pieces, text[at:]])


def _to_blank(text: str, reporter: Reporter) -> Iterator[Span]:
    """Each mark by itself; but from the end of a first version on all up to the last mark."""
    marks = [(text[mark.start()], mark.span()) for mark in _MARK.finditer(text)]
    closing = _closing(marks)
    within = False
    at = 0
    while at < len(marks):
        sign, (start, end) = marks[at]
        if sign == "<" or not within:
            reporter.report("Y026", (start, end), _message(sign), _HELP)
        last = at
        if sign in "|=" and (found := closing[at]) is not None:
            last = found
        within = marks[last][0] != ">"
        yield start, marks[last][1][1]
        at = last + 1


def _closing(marks: list[tuple[str, Span]]) -> list[int | None]:
    """For each mark the one that ends its conflict; None where another conflict begins before."""
    found: list[int | None] = []
    closing: int | None = None
    for at in reversed(range(len(marks))):
        sign = marks[at][0]
        closing = at if sign == ">" else None if sign == "<" else closing
        found.append(closing)
    return found[::-1]


def _message(sign: str) -> str:
    if sign == "<":
        return "two versions meet here, and git couldn't merge them"
    return "this is left of two versions that git couldn't merge"
