"""Texts, lists and maps as they are usually written, without a YAML parser.

`raw` is what follows a key's colon up to the next key in column 2: ` a text`, ` [a, b]`, or lines
further right, each with its line end before it. Tabs, carriage returns and control characters
have been ruled out. Whatever isn't certain raises `UnsureError`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.patterns import pattern


class UnsureError(Exception):
    """Here stands something that the full reader must judge."""


OPENING = frozenset(("", *"-?:,[]{}#&*!|>'\"%@` ", *"\xa0\u1680\u202f\u205f\u3000"))
OPENING |= frozenset(map(chr, range(0x2000, 0x200B)))
"""No plain text begins with one of these: indicators of YAML, quotes, and blanks of all kinds."""

ENDING = frozenset(" :")
_NOT_IN_FLOW = pattern(r"[\[\]{}:#?\n]")
_NOT_IN_PAIRS = pattern(r"[\[\]{}#?\n]")
_LONGEST_KEY = 1000
"""Characters of a map's key, of which libyaml takes no more than 1,024."""


def text(raw: str) -> str:
    """One text: plain or quoted on one line, or a block below `|` or `>`."""
    # Nearly all are.
    if is_plain(raw):
        return raw[1:]
    second = raw[1:2]
    if raw[:1] != " " or not second:
        raise UnsureError
    if second in "'\"":
        return _quoted(raw[1:])
    return _block(raw) if second in "|>" else _uncommented(raw)


def is_plain(raw: str) -> bool:
    """Whether it is a plain text on one line, without a comment."""
    return not (
        raw[1:2] in OPENING
        or "\n" in raw
        or ": " in raw
        or " #" in raw
        or raw[-1] in ENDING
        or raw[0] != " "
    )


def texts(raw: str) -> Sequence[str]:
    """One text, or a list of them."""
    if raw[:2] == " [":
        return _flow_list(raw)
    if raw[:1] == "\n":
        return [_entry(entry) for entry in entries(raw)]
    one = text(raw)
    if one[-1] == "]":
        raise UnsureError
    return (one,)


def is_list(raw: str) -> bool:
    """Whether it begins as a list with dashes does."""
    return raw.lstrip("\n ")[:2] == "- "


def entries(raw: str) -> list[str]:
    """The entries of a list with dashes, each on a line of its own; not yet looked at."""
    bare = raw.lstrip("\n ")
    indent = len(raw) - len(bare)
    if indent < 3 or not bare.startswith("- "):
        raise UnsureError
    return _lines(raw, raw[: indent + 2])


def pairs(raw: str) -> list[tuple[str, str]]:
    """A map of text to text; "" on the right where an entry ends in its colon."""
    if raw.startswith(" {"):
        return _flow_map(raw)
    indent = len(raw) - len(raw.lstrip("\n "))
    if indent < 4 or " #" in raw:
        raise UnsureError
    return [_pair(line) for line in _lines(raw, raw[:indent])]


def pair(entry: str) -> tuple[str, str]:
    """A text and its label, as a list's entry has them; "" for none."""
    return _pair(entry) if ": " in entry and " #" not in entry else (_entry(entry), "")


def _lines(raw: str, before: str) -> list[str]:
    """The lines of a raw value, all of which begin in the same way."""
    lines = raw.split(before)
    # A line end elsewhere is a line that begins otherwise; `before` holds the only one of its own.
    if len(lines) - 1 != raw.count("\n") or lines[0]:
        raise UnsureError
    return lines[1:]


def _entry(entry: str) -> str:
    if not entry or ": " in entry or " #" in entry or entry[-1] in ENDING:
        raise UnsureError
    if entry[0] in OPENING:
        return _quoted(entry)
    return entry


def _pair(entry: str) -> tuple[str, str]:
    left, colon, right = entry.partition(": ")
    if not colon:
        left, right = entry[:-1], ""
        if entry[-1:] != ":":
            raise UnsureError
    elif not right or ": " in right or right[-1] in ENDING:
        raise UnsureError
    elif right[0] in OPENING:
        right = _quoted(right)
    if not left or left[0] in OPENING or left[-1] in ENDING or len(left) > _LONGEST_KEY:
        raise UnsureError
    return left, right


def _quoted(written: str) -> str:
    inner = written[1:-1]
    quote = written[0]
    if (
        quote not in "'\""
        or written[-1] != quote
        or quote in inner
        or not inner
        or inner.isspace()
        or "\n" in inner
        or (quote == '"' and "\\" in inner)
    ):
        raise UnsureError
    return inner


def _uncommented(raw: str) -> str:
    """Without a comment, which two blanks part from the text: behind one it may be a slip."""
    plain, mark, _ = raw.partition("  #")
    bare = plain[1:].rstrip(" ")
    if not mark or "\n" in raw or not bare or bare[0] in OPENING or bare[-1] == ":":
        raise UnsureError
    if ": " in bare or " #" in bare:
        raise UnsureError
    return bare


def _flow_list(raw: str) -> list[str]:
    inner = raw[2:-1]
    if raw[-1] != "]" or _NOT_IN_FLOW.search(inner):
        raise UnsureError
    return [_flow_text(entry) for entry in inner.split(",")]


def _flow_text(entry: str) -> str:
    bare = entry.strip(" ")
    if not bare or bare[0] in OPENING:
        raise UnsureError
    return bare


def _flow_map(raw: str) -> list[tuple[str, str]]:
    inner = raw[2:-1]
    if raw[-1] != "}" or _NOT_IN_PAIRS.search(inner):
        raise UnsureError
    found: list[tuple[str, str]] = []
    for entry in inner.split(","):
        left, colon, right = entry.partition(": ")
        if not colon or ":" in left or ":" in right or len(left) > _LONGEST_KEY:
            raise UnsureError
        found.append((_flow_text(left), _flow_text(right)))
    return found


def _block(raw: str) -> str:
    """A text below `|` or `>`."""
    opening = _BLOCK.match(raw)
    if opening is None:
        raise UnsureError
    before, rest = opening[2], raw[opening.end() :]
    if opening[1] == ">":
        # Nearly always it is as simple as that: every line begins where the first does.
        folded = rest.replace(before, " ")
        if "\n" not in folded and "  " not in folded and folded[-1] != " ":
            return folded
    lines = rest.split(before)
    folded = " ".join(lines)
    # Blank lines are part of a text; a line further left is something else.
    blank = "\n" in folded
    if blank and any("\n" in line.rstrip("\n") for line in lines):
        raise UnsureError
    if opening[1] == "|":
        return "\n".join(lines).rstrip("\n")
    if (blank or "  " in folded or folded[-1] == " ") and any(_edged(line) for line in lines):
        raise UnsureError
    return folded.replace("\n ", "\n").rstrip("\n") if blank else folded


def _edged(line: str) -> bool:
    """Whether a line is empty or has blanks at an end, which folding treats in its own way."""
    return line[:1] in ("", " ", "\n") or line.rstrip("\n")[-1] == " "


is_block = re.compile(r" [>|]-?(\n {3,})[^ \n][^\n]*+(?:\1[^\n]++)*+").fullmatch
"""Whether it is a block all of whose lines are texts and begin where the first does or further
right. That is sound; what text it is, `text` may yet leave to the full reader."""

_BLOCK = pattern(r" ([>|])-?(\n {3,})(?=[^ \n])")
