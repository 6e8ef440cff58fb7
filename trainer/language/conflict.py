"""Marks of a merge that git left to be settled: until it is, the first of both versions counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.language.reporter import Reporter, Span

_MARK = re.compile(r"^(?:<{7} |>{7} |\|{7}(?=[ \r\n])|={7}(?=[\r\n]))[^\r\n]*", re.M)
_HELP = (
    "keep what is right of both, and delete the lines that begin with `<<<<<<<`, `=======` and "
    "`>>>>>>>`; until then the first version counts"
)


def settled(text: str, reporter: Reporter) -> str:
    """A text with the marks and what only the other version has made blank, so that places stay
    what they are; each conflict is reported where it begins.

    A piece that begins or ends within one, as that of a single question may, is read likewise.
    """
    if "\n=======" not in text or ">>>>>>> " not in text:
        return text
    pieces: list[str] = []
    at = 0
    for start, end in _to_blank(text, reporter):
        pieces += (text[at:start], re.sub(r"[^\n]", " ", text[start:end]))
        at = end
    return "".join([*pieces, text[at:]])


def _to_blank(text: str, reporter: Reporter) -> Iterator[Span]:
    """The first mark of each conflict; and from the end of the first version to the last mark."""
    begun: int | None = None
    for mark in _MARK.finditer(text):
        sign = text[mark.start()]
        if sign == ">":
            if begun is not None:
                yield begun, mark.end()
            begun = None
        elif begun is not None:
            continue
        elif sign == "<":
            message = "two versions meet here, and git couldn't merge them"
            reporter.report("Y026", mark.span(), message, _HELP)
            yield mark.span()
        else:
            begun = mark.start()
