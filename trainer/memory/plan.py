"""Plan: what can be known by the day of an exam, day by day, at so many minutes a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from trainer.memory.candidate import Limits
from trainer.memory.card import CardState
from trainer.memory.gain import USUAL, Pace
from trainer.memory.scheduler import SchedulerSettings
from trainer.memory.simulation import Imagined, Simulation
from trainer.memory.spread import Break, away
from trainer.records import record

LAST_PART = 0.2
"""The share of the days before an exam in which gain on that day decides, not the due date."""

ENOUGH = 600
"""Cards of which a plan is made; of more, every n-th stands for n."""

WORTHWHILE = 0.002
"""The least gain in the chance of recall for which a card that isn't due is asked."""


class PlanDay(NamedTuple):
    """One study day of a plan. `known` is how many cards would be recalled at its end."""

    day: int
    reviews: float
    new: int
    seconds: float
    known: float


@record(frozen=True, slots=True)
class Plan:
    """A plan up to the day before the exam. `score` is the share of all cards that would be
    recalled on its day, `unseen` how many would never have come up."""

    days: tuple[PlanDay, ...]
    score: float
    unseen: int

    @property
    def feasible(self) -> bool:
        """Whether every card is learned in time."""
        return not self.unseen

    @property
    def today(self) -> Limits:
        """What a queue lets in today; it takes, by their worth, the same cards as the plan."""
        first = self.days[0] if self.days else PlanDay(0, 0, 0, 0, 0)
        return Limits(new=first.new, reviews=round(first.reviews))


def cramming(day: int, exam: int, begun: int) -> bool:
    """Whether study day `day` lies in the last fifth of the days from `begun` to the exam."""
    return (exam - day) <= LAST_PART * (exam - begun)


@record(frozen=True, slots=True)
class Aim:
    """What a plan aims at: the study day of the exam, and on which the learner set out for it.
    On the study days of `breaks` nothing is done."""

    exam: int
    begun: int
    pace: Pace = USUAL
    breaks: tuple[Break, ...] = ()

    def late(self, day: int) -> bool:
        return cramming(day, self.exam, self.begun)

    def days_for_new(self, day: int) -> int:
        """How many days are left for new cards, from `day` on, at least that one."""
        end = day + round((self.exam - day) - LAST_PART * (self.exam - self.begun))
        return max(1, sum(not away(one, self.breaks) for one in range(day, end)))


def plan(
    states: Sequence[CardState],
    unseen: int,
    settings: SchedulerSettings,
    *,
    day: int,
    exam: int,
    seconds: float,
    begun: int | None = None,
    pace: Pace = USUAL,
    breaks: tuple[Break, ...] = (),
    most: int = ENOUGH,
) -> Plan:
    """The plan from study day `day` to the day before `exam`, at `seconds` of study a day.

    `unseen` is how many cards are still new, `begun` the study day on which the learner set out
    for the exam (None: today). Until the last fifth reviews come when they are due, and new cards
    evenly, so that they are through by then; where the time is short, and in the last fifth,
    what gains most on the day of the exam comes first. Nothing is done in `breaks`. Of more than
    `most` cards, every n-th stands for n.
    """
    aim = Aim(exam, day if begun is None else begun, pace, breaks)
    total = sum(state.memory is not None for state in states) + unseen
    every = max(1, -(-total // most))
    simulation = Simulation([state for state in states if state.memory][::every], settings, day)
    left, spare = -(-unseen // every), 0.0
    found = []
    for today in range(day, exam):
        if away(today, breaks):
            known = simulation.known(today) * every
            found.append(PlanDay(today, 0.0, 0, 0.0, known))
            continue
        budget = seconds / every + spare
        done = _day(simulation, left, today, aim, budget, exact=every == 1)
        left -= done.new
        # Where one card stands for many, a day may take more or less than its time; the next ones
        # make up for it.
        spare = min(budget - done.seconds, pace.new) if every > 1 else 0.0
        found.append(_scaled(done, every, min(total, unseen)))
    cards = sum(card.weight for card in simulation.cards) + left
    score = simulation.known(exam) / cards if cards else 1.0
    return Plan(tuple(found), score, min(unseen, left * every))


def first_day(
    states: Sequence[CardState],
    unseen: int,
    settings: SchedulerSettings,
    *,
    day: int,
    aim: Aim,
    seconds: float,
    introduced: int = 0,
) -> PlanDay:
    """What a plan has for `day` alone, in the `seconds` that are left of it, after `introduced`
    new cards."""
    simulation = Simulation(states, settings, day)
    return _day(simulation, unseen, day, aim, seconds, introduced)


def _day(
    simulation: Simulation,
    unseen: int,
    today: int,
    aim: Aim,
    seconds: float,
    introduced: int = 0,
    exact: bool = True,
) -> PlanDay:
    """Studies one day; if not `exact`, what fits in part is done with that chance."""
    more, less = _in_order(simulation, today, aim)
    asked, spent = _ask(simulation, more, today, seconds, aim.pace, exact)
    wanted = _new_today(unseen, today, aim, seconds - spent, introduced)
    new = int(wanted) if exact else int(wanted + simulation.chance())
    for _ in range(new):
        simulation.introduce(today)
    spent += new * aim.pace.new
    asked_too, spent_too = _ask(simulation, less, today, seconds - spent, aim.pace, exact)
    return PlanDay(today, asked + asked_too, new, spent + spent_too, simulation.known(today))


def _scaled(day: PlanDay, every: int, most: int) -> PlanDay:
    return day if every == 1 else PlanDay(
        day.day, day.reviews * every, min(day.new * every, most), day.seconds * every,
        day.known * every,
    )  # fmt: skip


def _in_order(
    simulation: Simulation, today: int, aim: Aim
) -> tuple[list[Imagined], list[Imagined]]:
    """Today's cards by gain a second, largest first: those above a new card's, and the others."""
    late, exam, pace = aim.late(today), aim.exam, aim.pace
    rated = []
    for card in simulation.cards:
        if late or card.due <= today:
            gained = simulation.gain(card, today, exam)
            if gained > WORTHWHILE or not late:
                rate = gained / pace.expected(simulation.recall(card, today))
                rated.append((rate, card))
    rated.sort(key=lambda pair: pair[0], reverse=True)
    border = simulation.gain_of_new(exam - today) / pace.new
    more = [card for rate, card in rated if rate >= border]
    return more, [card for _, card in rated[len(more) :]]


def _ask(
    simulation: Simulation,
    cards: list[Imagined],
    today: int,
    seconds: float,
    pace: Pace,
    exact: bool,
) -> tuple[float, float]:
    """Answers cards while there is time, or for the last only some if not `exact`; how many they
    were, and the seconds."""
    asked = spent = 0.0
    for card in cards:
        least = card.weight * pace.right
        if spent + (least if exact else least * simulation.chance()) > seconds:
            break
        right = simulation.answer(card, today)
        asked += card.weight
        spent += card.weight * (pace.right if right else pace.wrong)
    return asked, spent


def _new_today(unseen: int, today: int, aim: Aim, seconds: float, introduced: int) -> float:
    """New cards evenly over the days that are left for them, within the time that is left."""
    even = -(-(unseen + introduced) // aim.days_for_new(today)) - introduced
    return max(0.0, min(even, unseen, seconds / aim.pace.new))
