"""Forecast: the load and the knowledge of the days to come, and a target that fits a daily cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from trainer.memory.card import CardState
from trainer.memory.gain import USUAL, Pace
from trainer.memory.scheduler import SchedulerSettings
from trainer.memory.simulation import Imagined, Simulation

LOWEST = 0.7
GUARDED = 14


class ForecastDay(NamedTuple):
    """What to expect of a study day: reviews, new cards, the seconds they take, reviews put off
    to the next day, and how many cards are known at its end."""

    day: int
    reviews: float
    new: int
    seconds: float
    postponed: float
    known: float


@dataclass(frozen=True, slots=True)
class Habits:
    """How a learner studies: limits a day (None is without), seconds an answer, and how many new
    cards wait to be learned. Of `seconds_per_day` new cards have what reviews leave."""

    new_per_day: int = 20
    reviews_per_day: int | None = None
    waiting: int = 0
    pace: Pace = USUAL
    seconds_per_day: float | None = None


def forecast(
    states: Sequence[CardState],
    settings: SchedulerSettings,
    habits: Habits,
    day: int,
    days: int = 90,
) -> list[ForecastDay]:
    """What to expect of the `days` study days from `day` on, today included."""
    simulation = Simulation(states, settings, day)
    waiting = habits.waiting
    due: dict[int, list[Imagined]] = {}
    for card in simulation.cards:
        due.setdefault(max(card.due, day), []).append(card)
    found = []
    for today in range(day, day + days):
        coming = due.pop(today, [])
        now, put_off = _within(coming, habits, simulation, today)
        due.setdefault(today + 1, [])[:0] = put_off
        reviews = seconds = 0.0
        for card in now:
            right = simulation.answer(card, today)
            reviews += card.weight
            seconds += card.weight * (habits.pace.right if right else habits.pace.wrong)
            due.setdefault(card.due, []).append(card)
        new = min(habits.new_per_day, waiting)
        if habits.seconds_per_day is not None:
            new = min(new, max(0, int((habits.seconds_per_day - seconds) // habits.pace.new)))
        waiting -= new
        seconds += new * habits.pace.new
        for _ in range(new):
            card = simulation.introduce(today)
            due.setdefault(card.due, []).append(card)
        later = sum(card.weight for card in put_off)
        known = simulation.known(today)
        found.append(ForecastDay(today, reviews, new, seconds, later, known))
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

    They fit when nothing is put off on their last day. What doesn't fit at .70 either is for the
    queue to put off, by its worth.
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
    return round(forecast(states, aimed, habits, day, GUARDED)[-1].postponed)


def _within(
    coming: list[Imagined], habits: Habits, simulation: Simulation, today: int
) -> tuple[list[Imagined], list[Imagined]]:
    """Those that a day's limits let in, and the rest."""
    limit, most = habits.reviews_per_day, habits.seconds_per_day
    total = seconds = 0.0
    for position, card in enumerate(coming):
        total += card.weight
        if most is not None:
            seconds += card.weight * habits.pace.expected(simulation.recall(card, today))
        if (limit is not None and total > limit) or (most is not None and seconds > most):
            return coming[:position], coming[position:]
    return coming, []
