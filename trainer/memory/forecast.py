"""Forecast: the load and the knowledge of the days to come, and a target that fits a daily cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from trainer.memory.card import CardState
from trainer.memory.gain import USUAL, Pace
from trainer.memory.scheduler import SchedulerSettings
from trainer.memory.simulation import Imagined, Simulation
from trainer.memory.spread import Break, away, brought_forward, put_off
from trainer.records import record

LOWEST = 0.7
"""The lowest target to which a daily limit may bring retention: the least a deck may ask for."""

GUARDED = 14
"""How many study days have to fit the limit."""


class ForecastDay(NamedTuple):
    """What to expect of a study day: reviews, new cards, the seconds they take, reviews put off
    to the next day, and how many cards are known at its end."""

    day: int
    reviews: float
    new: int
    seconds: float
    postponed: float
    known: float


@record(frozen=True, slots=True)
class Habits:
    """How a learner studies: limits a day (None is without), seconds an answer, and how many new
    cards wait to be learned. Of `seconds_per_day` new cards have what reviews leave. In `breaks`
    (study days) nothing is done; their cards come before them, or with `after_breaks` after."""

    new_per_day: int = 20
    reviews_per_day: int | None = None
    waiting: int = 0
    pace: Pace = USUAL
    seconds_per_day: float | None = None
    breaks: tuple[Break, ...] = ()
    after_breaks: bool = False

    def coming(self, card: Imagined) -> int:
        """The study day on which a card comes: when it is due, unless that is in a break."""
        if not self.breaks:
            return card.due
        if self.after_breaks:
            return put_off(card.due, str(card.number), self.breaks)
        return brought_forward(card.due, str(card.number), self.breaks, card.last)


def forecast(
    states: Sequence[CardState],
    settings: SchedulerSettings,
    habits: Habits,
    day: int,
    days: int = 90,
    each: float = 1.0,
) -> list[ForecastDay]:
    """What to expect of the `days` study days from `day` on, today included, where each state
    stands for so many cards."""
    simulation = Simulation(states, settings, day, each=each)
    waiting = habits.waiting
    due: dict[int, list[Imagined]] = {}

    def rest(card: Imagined, earliest: int) -> None:
        due.setdefault(max(habits.coming(card), earliest), []).append(card)

    for card in simulation.cards:
        rest(card, day)
    found = []
    for today in range(day, day + days):
        coming = due.pop(today, [])
        if away(today, habits.breaks):
            due.setdefault(today + 1, [])[:0] = coming
            left = sum(card.weight for card in coming)
            found.append(ForecastDay(today, 0.0, 0, 0.0, left, simulation.known(today)))
            continue
        now, later = _within(coming, habits, simulation, today)
        due.setdefault(today + 1, [])[:0] = later
        reviews = seconds = 0.0
        for card in now:
            right = simulation.answer(card, today)
            reviews += card.weight
            seconds += card.weight * (habits.pace.right if right else habits.pace.wrong)
            rest(card, today + 1)
        new = min(habits.new_per_day, waiting)
        if habits.seconds_per_day is not None:
            new = min(new, max(0, int((habits.seconds_per_day - seconds) // habits.pace.new)))
        waiting -= new
        seconds += new * habits.pace.new
        # Where each card stands for many, a new one stands for as many of the day's.
        imagined = ceil(new / each)
        for _ in range(imagined):
            rest(simulation.introduce(today, new / imagined), today + 1)
        left = sum(card.weight for card in later)
        found.append(ForecastDay(today, reviews, new, seconds, left, simulation.known(today)))
    return found


class Guard(NamedTuple):
    """The target that fits the cap, and the reviews that even then have to wait two weeks on."""

    retention: float
    postponed: int

    def words(self, desired: float) -> str:
        """For people: what was clipped; "" if nothing was."""
        parts = []
        if self.retention < desired:
            parts.append(f"aiming at {self.retention:.0%} instead of {desired:.0%}")
        if self.postponed:
            parts.append(f"{self.postponed} reviews put off")
        return f"To fit your daily limit: {' and '.join(parts)}." if parts else ""


def guard(
    states: Sequence[CardState], settings: SchedulerSettings, habits: Habits, day: int
) -> Guard:
    """The highest target, from the settings' down to .70, whose next 14 days fit the daily limit.

    They fit when nothing is put off on the last of them that is no break's. What doesn't fit at
    .70 either is for the queue to put off, by its worth.
    """
    percent = round(settings.retention * 100)
    low, high = min(round(LOWEST * 100), percent), percent
    # The fitting targets lie below the others, so that halving finds the border.
    while low < high:
        middle = (low + high + 1) // 2
        if _left_over(states, settings, habits, day, middle / 100):
            high = middle - 1
        else:
            low = middle
    retention = settings.retention if low == percent else low / 100
    return Guard(retention, _left_over(states, settings, habits, day, retention))


def _left_over(
    states: Sequence[CardState],
    settings: SchedulerSettings,
    habits: Habits,
    day: int,
    retention: float,
) -> int:
    aimed = replace(settings, retention=retention)
    found = forecast(states, aimed, habits, day, GUARDED)
    at_work = [one.postponed for one in found if not away(one.day, habits.breaks)]
    return round(at_work[-1]) if at_work else 0


def _within(
    coming: list[Imagined], habits: Habits, simulation: Simulation, today: int
) -> tuple[list[Imagined], list[Imagined]]:
    """Those that a day's limits let in, and the rest.

    One that stands for many and fits in part comes with that chance, or a limit below its weight
    would let none in for ever.
    """
    limit, most = habits.reviews_per_day, habits.seconds_per_day
    total = seconds = 0.0
    for position, card in enumerate(coming):
        cost = card.weight * habits.pace.expected(simulation.recall(card, today))
        total, seconds = total + card.weight, seconds + cost
        over = max(
            0.0 if limit is None else (total - limit) / card.weight,
            0.0 if most is None else (seconds - most) / cost,
        )
        if over > 0:
            end = position + (card.weight > 1 and simulation.chance() > over)
            return coming[:end], coming[end:]
    return coming, []
