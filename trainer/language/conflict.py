"""Marks of a merge that git left to be settled: until it is, the first of both versions counts."""

from __future__ import annotations

import re

from trainer.language.reporter import Reporter

_OURS = re.compile(r"^<{7} [^\r\n]*", re.M)
_BASE = re.compile(r"^\|{7}(?: [^\r\n]*)?$.*?(?=^={7}\r?$)", re.M | re.S)
_THEIRS = re.compile(r"^={7}\r?$.*?^>{7} [^\r\n]*", re.M | re.S)


def settled(text: str, reporter: Reporter) -> str:
    """A text with what only the other version has made blank, so that places stay what they are;
    each conflict is reported where it begins.

    A piece that begins or ends within one, as that of a single question may, is read likewise.
    """
    if "\n=======" not in text or ">>>>>>> " not in text:
        return text
    for found in _OURS.finditer(text):
        reporter.report(
            "Y026",
            found.span(),
            "two versions meet here, and git couldn't merge them",
            "keep what is right of both, and delete the lines that begin with `<<<<<<<`,"
            " `=======` and `>>>>>>>`; until then the first version counts",
        )
    for marks in (_BASE, _THEIRS, _OURS):
        text = marks.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text
