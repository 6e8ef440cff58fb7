"""Text as YAML: plain where it can be, in quotes or in a block below its key where it must."""

from __future__ import annotations

import re

WIDTH = 88
_SIMPLE_KEY = 1000
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_SPECIAL = re.compile(r": |:$| #|^[-?:] |[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BEGINNINGS = frozenset({"- ", "? ", ": "})
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def quote(text: str) -> str:
    """A text in the quotes that leave it as it is: single ones, doubled inside."""
    return "'" + text.replace("'", "''") + "'"


def scalar(text: str, flow: bool = False) -> str:
    """A text on one line; `flow` says that it stands between brackets."""
    if _plain(text, flow):
        return text
    if "\n" in text or "\t" in text or ("'" in text and "\\" not in text):
        return f'"{text.translate(_ESCAPES)}"'
    return quote(text)


def _plain(text: str, flow: bool) -> bool:
    if not text or text.strip() != text or text in _NOTHING or text.endswith("]"):
        return False
    first = text[0]
    if first in _INDICATORS and not (first == "-" and text[1:2].isalnum()):
        return False
    # Most texts are printable, and need no regular expression.
    if text.isprintable():
        special = ": " in text or " #" in text or text[-1] == ":" or text[:2] in _BEGINNINGS
    else:
        special = _SPECIAL.search(text) is not None
    if special:
        return False
    # Between brackets libyaml takes a `?` behind a colon for a mistake.
    return not flow or not (":?" in text or any(c in ",[]{}" for c in text))


def value(text: str, indent: int, room: int) -> str:
    """A text behind its key: on the line if `room` columns are enough, else in a block below.

    `indent` is the column of the key.
    """
    if "\n" in text:
        lines = text.split("\n")
        if _fits_block(lines):
            margin = " " * (indent + 2)
            return "|-\n" + "\n".join(margin + line if line else "" for line in lines)
        return scalar(text)
    # Quotes only make it longer, so that a long text needs no other look.
    one = "" if len(text) > room else scalar(text)
    if (one and len(one) <= room) or not _folds(text):
        return one or scalar(text)
    margin = "\n" + " " * (indent + 2)
    return f">-{margin}{margin.join(_folded(text, WIDTH - indent - 2))}"


def _fits_block(lines: list[str]) -> bool:
    """Whether a literal block gives these lines back as they are."""
    first, last = lines[0], lines[-1]
    if not first or not last or first[0] in " \t":
        return False
    return all(line.rstrip() == line and "\t" not in line and line.isprintable() for line in lines)


def _folds(text: str) -> bool:
    """Whether a text broken at spaces and folded again is what it was."""
    return text.isprintable() and "  " not in text and text.strip() == text


def _folded(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, as many words in each as there is room for; a longer
    word has a line of its own."""
    lines = []
    at, last = 0, len(text) - width
    while at < last:
        end = text.rfind(" ", at, at + width + 1)
        if end < 0:
            end = text.find(" ", at)
            if end < 0:
                break
        lines.append(text[at:end])
        at = end + 1
    lines.append(text[at:])
    return lines


def key(text: str, indent: int) -> str:
    """A text as a key of a map, with its colon; an explicit one where YAML limits simple keys."""
    one = scalar(text)
    return f"{one}:" if len(one) < _SIMPLE_KEY else f"? {one}\n{' ' * indent}:"
