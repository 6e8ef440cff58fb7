"""Spread: picks, within the bounds of fuzz, days that are less busy, not quiet and not away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from trainer.memory.fuzz import Choose, draw

QUIET = 0.1
"""How likely a quiet weekday is picked, against another day."""

AROUND = 7
"""Over how many days before or after a break its cards are spread."""

BALANCED = 90
"""So many days ahead loads are compared, as in Anki; what is due later will be moved about yet."""

Break = tuple[int, int]
"""The first and the last study day of a time away."""


def less_busy(
    due: Callable[[int], float],
    quiet: Collection[int] = (),
    breaks: Sequence[Break] = (),
) -> Choose:
    """Picks days with the fewer chance the more cards are `due` on them already (a study day).

    `quiet` are weekdays (0 is Monday) on which little should be due; days of `breaks` are taken
    only when no other is allowed. Chances fall with the square of the load, as in Anki, for the
    next 90 days; `due` is not asked for later ones.
    """

    def load(rest: int, today: int) -> float:
        return due(today + rest) if rest <= BALANCED else 0.0

    def choose(allowed: range, drawn: float, today: int) -> int:
        if len(allowed) == 1:
            return allowed[0]
        days = [rest for rest in allowed if not away(today + rest, breaks)] or list(allowed)
        chances = [
            (QUIET if weekday(today + rest) in quiet else 1.0) / (1.0 + load(rest, today)) ** 2
            for rest in days
        ]
        mark = drawn * sum(chances)
        for rest, chance in zip(days, chances, strict=True):
            mark -= chance
            if mark < 0:
                return rest
        return days[-1]

    return choose


def weekday(day: int) -> int:
    """The weekday of a study day, 0 for Monday."""
    return (day + 3) % 7


def away(day: int, breaks: Sequence[Break]) -> bool:
    return any(first <= day <= last for first, last in breaks)


def brought_forward(due: int, key: str, breaks: Sequence[Break], last: int | None = None) -> int:
    """The study day on which a card that is due in a break should come instead.

    They are spread over the week before it, each card always to the same day; yet none comes
    before half of its rest since study day `last` is over, or what was learned in that week would
    be asked day after day. Where that leaves no day before the break, it stays due in it.
    """
    for first, end in breaks:
        if first <= due <= end:
            day = _beside(first - 1, -1, breaks)[int(draw(key, first) * AROUND)]
            rested = day if last is None else last + (due - last + 1) // 2
            return max(day, rested) if rested < first else due
    return due


def put_off(due: int, key: str, breaks: Sequence[Break]) -> int:
    """The study day on which a card that is due in a break should come instead, if it is to wait:
    spread over the week after it, each card always to the same day."""
    for first, last in breaks:
        if first <= due <= last:
            return _beside(last + 1, 1, breaks)[int(draw(key, last) * AROUND)]
    return due


def week_before(pause: Break, breaks: Sequence[Break]) -> int:
    """The first study day on which cards of a break are brought forward."""
    return _beside(pause[0] - 1, -1, breaks)[-1]


def week_after(pause: Break, breaks: Sequence[Break]) -> int:
    """The last study day over which cards of a break are spread."""
    return _beside(pause[1] + 1, 1, breaks)[-1]


def _beside(start: int, step: int, breaks: Sequence[Break]) -> list[int]:
    """A week of study days from `start` on, forwards or back, without those of other breaks."""
    found: list[int] = []
    while len(found) < AROUND:
        if not away(start, breaks):
            found.append(start)
        start += step
    return found
