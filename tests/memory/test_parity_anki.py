"""The memory against the real Anki: what it believes, and what each of its buttons would do."""

from __future__ import annotations

import time
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from trainer.memory import fsrs
from trainer.memory.card import NEW, CardState, Interval, Memory, Phase, Rating, Review
from trainer.memory.replay import ParameterSets, elapsed, follow, remember
from trainer.memory.scheduler import Scheduler, SchedulerSettings
from trainer.memory.study_day import StudyDays

DAYS = StudyDays(ZoneInfo("UTC"))
HISTORIES = 1000


def history(rng: Random, before_s: int) -> list[Review]:
    """A random history with natural times of day, whose last answer lies before `before_s`."""
    count = rng.randint(1, 10)
    gaps = [rng.choice([0, 0, 1, 1, 2, 3, 7, rng.randint(1, 90)]) for _ in range(count)]
    end = rng.randint(1, 60)
    reviews = []
    for n, rating in enumerate(rng.choices(list(Rating), [2, 1, 5, 1], k=count)):
        days_before = end + sum(gaps[n + 1 :])
        at_ms = (before_s - 86_400 * days_before + rng.randint(1, 86_399)) * 1000
        reviews.append(Review(at_ms, DAYS.day(at_ms), rating, Interval(days=1), Phase.REVIEW))
    return sorted(reviews, key=lambda review: review.at_ms)


def outcomes(
    drawn: float, steps: tuple[int, ...], relearning: tuple[int, ...], state: CardState, now_ms: int
) -> list[tuple[str, int]]:
    """What the four buttons do, as (phase, days or seconds), given the number Anki drew."""

    def as_anki_drew(allowed: range, _own: float, _today: int) -> int:
        return allowed[int(drawn * len(allowed))]

    settings = SchedulerSettings(steps=steps, relearning=relearning, choose=as_anki_drew)
    found = Scheduler(settings, DAYS).options(state, now_ms, "card").values()
    return [
        (one.phase.name.lower(), one.interval.seconds or one.interval.days * 86_400)
        for one in found
    ]


def anki_outcome(state: Any) -> tuple[str, int]:
    kind = state.WhichOneof("kind")
    if kind == "review":
        return "review", state.review.scheduled_days * 86_400
    step = state.relearning.learning if kind == "relearning" else state.learning
    return kind, step.scheduled_secs


def after(state: CardState, day: int) -> list[Memory]:
    return [remember(fsrs.DEFAULT, state.memory, rating, elapsed(state, day)) for rating in Rating]


def near_a_tie(days: float) -> bool:
    """Whether Anki's single precision may round an interval, or its fuzz's edges, the other way."""
    return any(abs((edge % 1.0) - 0.5) < 4e-5 * days + 1e-4 for edge in (days, *_edges(days)))


def _edges(days: float) -> tuple[float, float]:
    width = 1.0 + 0.15 * min(max(days - 2.5, 0.0), 4.5) + 0.1 * min(max(days - 7.0, 0.0), 13.0)
    width += 0.05 * max(days - 20.0, 0.0)
    return days - width, days + width


def test_memories_and_intervals_of_random_histories_are_ankis(anki: Any) -> None:
    rng = Random(763)
    now_ms = int(time.time()) * 1000
    anki.set_steps([1, 10], [10])
    compared = 0
    for _ in range(HISTORIES):
        reviews = history(rng, anki.next_day_s - 86_400)
        state = follow(NEW, reviews, ParameterSets().__getitem__)
        theirs = anki.memory([(review.at_ms, int(review.rating)) for review in reviews])
        assert state.memory is not None
        assert theirs.stability == pytest.approx(state.memory.stability, rel=2e-5)
        assert theirs.difficulty == pytest.approx(state.memory.difficulty, rel=2e-5)
        found = anki.options(state)
        if any(near_a_tie(memory.stability) for memory in after(state, DAYS.day(now_ms))):
            continue
        compared += 1
        ours = [outcomes(drawn, (60, 600), (600,), state, now_ms) for drawn in anki.draws()]
        assert [anki_outcome(one) for one in found] in ours
    assert compared > 0.8 * HISTORIES


@pytest.mark.parametrize(
    "minutes", [[], [1], [1, 10], [5, 30, 1440], [1440, 4320]], ids=lambda m: f"steps{m}"
)
@pytest.mark.parametrize("phase", list(Phase), ids=lambda phase: phase.name.lower())
def test_every_step_of_learning_goes_where_anki_goes(
    anki: Any, phase: Phase, minutes: list[int]
) -> None:
    anki.set_steps(minutes, minutes)
    seconds = tuple(60 * minute for minute in minutes)
    now_ms = int(time.time()) * 1000
    memory = None if phase is Phase.NEW else Memory(1.3, 6.0)
    for step in range(max(1, len(minutes))):
        for reps, stability in enumerate((0.02, 0.3, 1.3, 4.6, 30.0), start=1):
            last_ms = now_ms - 86_400_000
            state = (
                NEW
                if memory is None
                else CardState(
                    phase=phase,
                    step=step,
                    memory=Memory(stability, 6.0),
                    last_day=DAYS.day(last_ms),
                    last_ms=last_ms,
                    interval=Interval(days=1),
                    reps=reps,
                )
            )
            found = anki.options(state, len(minutes) - step)
            ours = [outcomes(drawn, seconds, seconds, state, now_ms) for drawn in anki.draws()]
            assert [anki_outcome(one) for one in found] in ours
