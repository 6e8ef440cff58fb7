"""Fuzz: spreads reviews over neighbouring days, within the bounds that Anki uses."""

from __future__ import annotations

from collections.abc import Callable

from trainer.hashing import blake2b
from trainer.memory.replay import nearest

Choose = Callable[[range, float, int], int]
"""Picks one of the allowed intervals (days), given a draw from [0, 1) and today's study day."""

_WIDER = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))


def bounds(days: float, shortest: int, longest: int) -> range:
    """The intervals allowed around `days`, at least `shortest` and at most `longest` days.

    Below two and a half days only the nearest one; else one day either way, plus 15% of the
    part between 2.5 and 7 days, 10% of that up to 20 days, and 5% of the rest.
    """
    shortest = min(shortest, longest)
    days = min(max(days, shortest), longest)
    width = 0.0
    if days >= 2.5:
        width = 1.0 + sum(share * max(0.0, min(days, end) - start) for start, end, share in _WIDER)
    low, high = (
        min(max(nearest(edge), shortest), longest) for edge in (days - width, days + width)
    )
    if low == high and 2 < high < longest:
        high += 1
    return range(low, high + 1)


def draw(card: str, reps: int) -> float:
    """A number from [0, 1) that a card always gets at its `reps`-th answer, on every machine."""
    digest = blake2b(f"{card}\0{reps}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2.0**48


def evenly(allowed: range, drawn: float, _today: int) -> int:
    """Each allowed interval with the same chance."""
    return allowed[int(drawn * len(allowed))]
