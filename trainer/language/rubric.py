"""Points of a rubric as they are written."""

from __future__ import annotations

from trainer.patterns import pattern
from trainer.question import Point

_WEIGHT = pattern(r"([1-9])x (?=\s*\S)")


def weighted(text: str) -> Point:
    """A point of a rubric as written: `2x ` before it doubles its weight."""
    if weight := _WEIGHT.match(text):
        return Point(text[weight.end() :], int(weight[1]))
    return Point(text)
