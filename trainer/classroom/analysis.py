"""How a class's questions and learners do, in numbers, and the same from events alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import sqrt

from trainer.history.event import Event, Mode, What
from trainer.history.fold import RECALLED

FEW = 10
"""With fewer learners, facility and discrimination say little."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One card in a class.

    `facility` is the mean score of first answers (no drill's), `discrimination` the correlation of
    a learner's first answer with the mean of their first answers to all other cards (None where it
    isn't defined), `recalled` the share right of all answers, `seconds` the mean time of one;
    `overruled` counts verdicts that learners changed.
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
        if self.facility < 0.25:
            return "nearly all miss it at first"
        if self.facility > 0.95:
            return "nearly all know it at first"
        if self.overruled * 5 > self.answers:
            return "often overruled: look at `accept`"
        return ""


@dataclass(frozen=True, slots=True)
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


@dataclass
class _Sums:
    answers: int = 0
    recalled: int = 0
    took_ms: int = 0
    overruled: int = 0
    first: tuple[tuple[int, str, int], float] | None = None


@dataclass
class _Days:
    answers: int = 0
    recalled: int = 0
    took_ms: int = 0
    days: set[int] = field(default_factory=set)


class Tally:
    """Sums of events by learner and card, as the class's database keeps them."""

    def __init__(self) -> None:
        self._items: dict[str, dict[str, _Sums]] = defaultdict(lambda: defaultdict(_Sums))
        self._days: dict[str, _Days] = defaultdict(_Days)

    def add(self, learner: str, events: Iterable[Event]) -> None:
        """Counts a learner's events, each of which comes once; an amendment's answer is among
        them."""
        outcomes: dict[tuple[str, int], str] = {}
        amendments: list[Event] = []
        cards, total = self._items[learner], self._days[learner]
        for event in events:
            if event.what is What.AMEND:
                amendments.append(event)
            elif event.what is What.ANSWER:
                outcomes[event.device, event.seq] = event.outcome
                self._answer(cards[event.card], total, event)
        for event in amendments:
            before = outcomes.get(event.target) if event.target else None
            cards[event.card].overruled += before is not None and before != event.outcome

    def _answer(self, sums: _Sums, total: _Days, event: Event) -> None:
        right = event.outcome in RECALLED
        for one in (sums, total):
            one.answers += 1
            one.recalled += right
            one.took_ms += event.took_ms
        total.days.add(event.day)
        order = (event.at_ms, event.device, event.seq)
        counts = event.score is not None and event.mode is not Mode.DRILL
        if counts and (sums.first is None or order < sums.first[0]):
            sums.first = (order, event.score or 0.0)

    def items(self) -> list[ItemLine]:
        """Every card that was answered, those to look at first in front."""
        by_card: dict[str, list[_Sums]] = defaultdict(list)
        pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for cards in self._items.values():
            firsts = {card: s.first[1] for card, s in cards.items() if s.first}
            whole = sum(firsts.values())
            for card, sums in cards.items():
                by_card[card].append(sums)
            if len(firsts) > 1:
                for card, score in firsts.items():
                    pairs[card].append((score, (whole - score) / (len(firsts) - 1)))
        lines = [_line(card, sums, pairs[card]) for card, sums in by_card.items()]
        return sorted((line for line in lines if line.answers), key=item_order)

    def learners(self) -> list[LearnerLine]:
        """Every learner by name."""
        return [
            LearnerLine(
                name,
                sums.answers,
                sums.recalled / sums.answers if sums.answers else 0.0,
                sums.took_ms / 3_600_000,
                len(sums.days),
                last_day(max(sums.days, default=None)),
            )
            for name, sums in sorted(self._days.items())
        ]


def last_day(day: int | None) -> date | None:
    """The date of a study day; None beyond the calendar, where a clock was."""
    try:
        return None if day is None else date.fromordinal(date(1970, 1, 1).toordinal() + day)
    except (ValueError, OverflowError):
        return None


def _line(card: str, sums: Sequence[_Sums], pairs: Sequence[tuple[float, float]]) -> ItemLine:
    answers = sum(one.answers for one in sums)
    firsts = [one.first[1] for one in sums if one.first]
    return ItemLine(
        card,
        sum(one.answers > 0 for one in sums),
        answers,
        sum(firsts) / len(firsts) if firsts else None,
        correlation(pairs),
        sum(one.recalled for one in sums) / max(1, answers),
        sum(one.took_ms for one in sums) / max(1, answers) / 1000,
        sum(one.overruled for one in sums),
    )


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
