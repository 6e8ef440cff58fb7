"""How wide texts are on a terminal, for lines that carets and columns stand below."""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"
"""They take no room: Persian, the scripts of India and emoji are written with them."""


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def fitting(text: str, width: int) -> int:
    """How many of its first characters fit into so many columns."""
    if text.isascii():
        return min(len(text), width)
    for n, c in enumerate(text):
        width -= _cell(c)
        if width < 0:
            return n
    return len(text)


def _cell(c: str) -> int:
    if c in JOINERS or unicodedata.category(c)[0] == "M":
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1
