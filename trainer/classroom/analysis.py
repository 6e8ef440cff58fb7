"""How a class's questions and learners do, in numbers, and the same from events alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from math import sqrt

from trainer.history.event import Event, What
from trainer.history.responses import Response, responses
from trainer.records import record

FEW = 10
"""With fewer learners, facility and discrimination say little."""


@record(frozen=True, slots=True)
class ItemLine:
    """One card in a class.

    `facility` is the mean score of first answers (no drill's) in percent, `discrimination` how a
    learner's first answer correlates with the mean of their first answers to all other cards, from
    -100 to 100 (None where it isn't defined), `recalled` the share right of all answers, `seconds`
    the mean time of one; `overruled` counts verdicts that learners changed.
    """

    card: str
    learners: int
    answers: int
    facility: float | None
    discrimination: float | None
    recalled: float
    seconds: float
    overruled: int

    @property
    def remark(self) -> str:
        """What an instructor might look into, '' for nothing or too few learners."""
        if self.facility is None or self.learners < FEW:
            return ""
        if self.discrimination is not None and self.discrimination < 0:
            return "those who know more miss it more often: is the key right?"
        if self.facility < 25:
            return "few know it at first"
        if self.facility > 95:
            return "nearly all know it at first"
        if self.overruled * 5 > self.answers:
            return "often overruled: look at `accept`"
        return ""


@record(frozen=True, slots=True)
class LearnerLine:
    """One learner: answers, the share right, hours, on how many days, and the last of them."""

    learner: str
    answers: int
    recalled: float
    hours: float
    days: int
    last: date | None


def item_order(line: ItemLine) -> tuple[bool, float, str]:
    """Those to look at first: by discrimination, the undefined last."""
    found = line.discrimination
    return (found is None, found or 0.0, line.card)


class Tally:
    """What a class's learners did, as its database keeps it: by learner and card, and by day."""

    def __init__(self) -> None:
        self._responses: dict[str, list[Response]] = {}
        self._days: dict[str, set[int]] = {}

    def add(self, learner: str, events: Sequence[Event]) -> None:
        """Counts all events of a learner, as `responses` takes them."""
        self._responses[learner] = responses(learner, events)
        self._days[learner] = {event.day for event in events if event.what is What.ANSWER}

    def items(self) -> list[ItemLine]:
        """Every card that was answered, those to look at first in front."""
        by_card: dict[str, list[Response]] = defaultdict(list)
        pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for own in self._responses.values():
            firsts = {one.card: one.first for one in own if one.first is not None}
            whole = sum(firsts.values())
            for one in own:
                by_card[one.card].append(one)
            if len(firsts) > 1:
                for card, score in firsts.items():
                    pairs[card].append((score, (whole - score) / (len(firsts) - 1)))
        lines = [_line(card, found, pairs[card]) for card, found in by_card.items()]
        return sorted(lines, key=item_order)

    def learners(self) -> list[LearnerLine]:
        """Every learner by name."""
        return [
            LearnerLine(
                name,
                answers := sum(one.answers for one in own),
                sum(one.recalled for one in own) / max(1, answers),
                sum(one.took_ms for one in own) / 3_600_000,
                len(self._days[name]),
                last_day(max(self._days[name], default=None)),
            )
            for name, own in sorted(self._responses.items())
        ]


def last_day(day: int | None) -> date | None:
    """The date of a study day; None beyond the calendar, where a clock was."""
    try:
        return None if day is None else date.fromordinal(date(1970, 1, 1).toordinal() + day)
    except (ValueError, OverflowError):
        return None


def _line(card: str, found: Sequence[Response], pairs: Sequence[tuple[float, float]]) -> ItemLine:
    answers = sum(one.answers for one in found)
    firsts = [one.first for one in found if one.first is not None]
    return ItemLine(
        card,
        len(found),
        answers,
        100 * sum(firsts) / len(firsts) if firsts else None,
        percent(correlation(pairs)),
        sum(one.recalled for one in found) / answers,
        sum(one.took_ms for one in found) / answers / 1000,
        sum(one.overruled for one in found),
    )


def percent(share: float | None) -> float | None:
    """A share or a correlation as reports have it."""
    return None if share is None else 100 * share


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's, None where one side doesn't vary."""
    n = len(pairs)
    if n < 2:
        return None
    mean_x, mean_y = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    xx = sum((x - mean_x) ** 2 for x, _ in pairs)
    yy = sum((y - mean_y) ** 2 for _, y in pairs)
    if xx < 1e-12 or yy < 1e-12:
        return None
    return sum((x - mean_x) * (y - mean_y) for x, y in pairs) / sqrt(xx * yy)
