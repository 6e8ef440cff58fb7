"""Signs that only look like YAML's: spaces, colons and dashes of word processors and web pages.

Input methods for Chinese and Japanese type some of them too. To YAML they are letters.
"""

from __future__ import annotations

import re

from trainer.language.grammar import ALL_KEYS, HEAD
from trainer.language.lines import Line
from trainer.language.oddspaces import ODD, bare, plain, told
from trainer.language.slip import Slip

COLONS = "：﹕︓"
DASHES = rf"(?:[\u2010-\u2015\u2212•·●▪◦‣*+]|-(?![- \t\r\n])|\d{{1,3}}[.)])[ {ODD}]*"
"""What people begin a list's item with, where YAML has a hyphen and a space."""

_SPACED = re.compile(
    rf"[ ]*+(?:-[ ]++)*+-?(?:(?P<before>[{ODD}][ {ODD}]*)(?=(?P<key>[a-z]+)[ ]*[:{COLONS}])"
    rf"|(?P<word>[a-z]+)[ ]*:(?P<behind>[ ]*[{ODD}]+[ ]*))"
)
_DASHED = re.compile(rf"[ ]*(?P<dash>{DASHES})(?P<key>[a-z]+)[ ]*[:{COLONS}]")
_COLONED = re.compile(rf"[ ]*+(?:-[ ]++)*+(?P<key>[a-z]+)(?P<colon>[ ]*[{COLONS}][ {ODD}]*)")
_KEYS = frozenset(ALL_KEYS) | {key.name for key in HEAD}


def lookalike(line: Line) -> Slip | None:
    """The first sign of a line that only looks like one of YAML's, where a key is near it."""
    return _space(line) or _dash(line) or _colon(line)


def _space(line: Line) -> Slip | None:
    found = _SPACED.match(line.text)
    if found is None or (found["key"] or found["word"]) not in _KEYS:
        return None
    part = "before" if found["before"] else "behind"
    start, end = found.span(part)
    parting = part == "behind" or line.text[:start].endswith("-")
    fix = " " if parting else plain(found[part])
    at = line.start
    return Slip("Y025", at + start, at + end, told(found[part]), "write plain spaces", fix)


def _dash(line: Line) -> Slip | None:
    found = _DASHED.match(line.text)
    if found is None or found["key"] not in _KEYS:
        return None
    start, end = (line.start + place for place in found.span("dash"))
    sign = bare(found["dash"])
    help = f"write `- {found['key']}: …`"
    if sign == "-":
        return Slip("Y023", start, end, "a dash wants a space behind it", help, "- ")
    message = f"a question begins with a hyphen and a space, not with `{sign}`"
    # As wide as it was, so that the keys below stay where this one is.
    return Slip("Y025", start, end, message, help, "-".ljust(max(2, end - start)))


def _colon(line: Line) -> Slip | None:
    found = _COLONED.match(line.text)
    if found is None or found["key"] not in _KEYS:
        return None
    start, end = (line.start + place for place in found.span("colon"))
    message = f"`{bare(found['colon'])}` is no colon that YAML knows"
    help = f"write `{found['key']}: …`"
    return Slip("Y025", start, end, message, help, ": ")
