"""What was recalled beside what was asked for and predicted, from a history's sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trainer.history.summaries import Predicted
from trainer.records import record

BINS = 20
TELLING = 20
"""Answers without which a point of the calibration curve says little."""
MANY = 100
"""Answers from which on such a point hardly moves any more."""


@record(frozen=True, slots=True)
class Retained:
    """Recall over the study days from `first` to `last`, of cards last answered on an earlier day.

    `true` is the share that was known, luck with options and slips taken out, and `predicted` what
    the memory model expected; both 0 to 1, and None where there was no answer.
    """

    first: int
    last: int
    answers: int
    recalled: int
    true: float | None
    predicted: float | None


@record(frozen=True, slots=True)
class Height:
    """A stretch of predicted chances (`low` to `high`) with the mean of the predictions there,
    and the share of the answers that was known."""

    low: float
    high: float
    answers: int
    predicted: float
    true: float


def retained(found: Iterable[Predicted], first: int, last: int) -> Retained:
    """The sum over the study days from `first` to `last`."""
    within = [one for one in found if first <= one.at <= last]
    answers = sum(one.answers for one in within)
    return Retained(
        first=first,
        last=last,
        answers=answers,
        recalled=sum(one.recalled for one in within),
        true=_share(sum(one.known for one in within), answers),
        predicted=_share(sum(one.predicted for one in within), answers),
    )


def periods(found: Sequence[Predicted], last: int, days: int, n: int) -> tuple[Retained, ...]:
    """The latest `n` stretches of `days` study days each, oldest first."""
    ends = [last - days * back for back in reversed(range(n))]
    return tuple(retained(found, end - days + 1, end) for end in ends)


def curve(found: Iterable[Predicted]) -> tuple[Height, ...]:
    """The calibration curve: neighbouring heights are put together until each tells something."""
    by_bin: dict[int, list[Predicted]] = {}
    for one in found:
        by_bin.setdefault(one.at, []).append(one)
    points: list[Height] = []
    low, waiting = 0, list[Predicted]()
    for at in range(BINS):
        waiting += by_bin.get(at, [])
        if not waiting:
            low = at + 1
        elif sum(one.answers for one in waiting) >= TELLING:
            points.append(_height(low, at, waiting))
            low, waiting = at + 1, []
    if waiting and not points:
        points.append(_height(low, BINS - 1, waiting))
    return tuple(points)


def axis_floor(least: float) -> float:
    """Where an axis of shares begins, so that what matters is large."""
    return max((floor for floor in (0.75, 0.5, 0.25) if floor <= least), default=0.0)


def axis_shares(floor: float) -> dict[float, str]:
    """The labels of an axis of shares from `floor` to all."""
    return {n / 4: f"{n / 4:.0%}" for n in range(5) if n / 4 >= floor}


def _height(low: int, at: int, found: Sequence[Predicted]) -> Height:
    answers = sum(one.answers for one in found)
    return Height(
        low=low / BINS,
        high=(at + 1) / BINS,
        answers=answers,
        predicted=sum(one.predicted for one in found) / answers,
        true=_share(sum(one.known for one in found), answers) or 0.0,
    )


def _share(part: float, whole: int) -> float | None:
    """A share within 0 and 1: with luck taken out, a few answers may say less or more."""
    return min(max(part / whole, 0.0), 1.0) if whole else None
