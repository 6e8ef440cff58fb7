"""Texts short enough to be named within a sentence."""

from __future__ import annotations

LONGEST = 40


def brief(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
