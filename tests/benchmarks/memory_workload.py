"""Whether a learner's daily limits hold: weeks at the real desk, with more new cards than fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import mean
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.desks import Hands, make_desk
from trainer.memory.card import Rating
from trainer.question import Typed
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.terms import spent

CARDS = 600
QUESTIONS = "title: Load\nquestions:\n" + "".join(
    f"- {{ask: Question {n}?, id: q{n}, answer: a}}\n" for n in range(CARDS)
)


class Load(NamedTuple):
    """The most of its limit that any day took, and the average; the most before any day's last
    answer; how many cards a day leaves in their steps; the lowest target of the workload guard."""

    most: float
    mean: float
    before_last: float
    in_steps: float
    target: float


Lengths = Callable[[Random], float]
"""The seconds of an answer."""


def even(rng: Random) -> float:
    """From 4 to 20 seconds."""
    return rng.uniform(4, 20)


def skewed(rng: Random) -> float:
    """Mostly 5 to 18 seconds, now and then a minute, as answers are."""
    return min(120.0, rng.lognormvariate(2.2, 0.7))


def by_minutes(days: int, lengths: Lengths = even, minutes: int = 10) -> Load:
    """Under a limit in minutes, with 40 new cards wished for each day."""
    own = Settings(minutes_per_day=minutes, new_per_day=40)
    return _weeks(own, days, minutes * 60, lengths)


def by_reviews(days: int, reviews: int = 25) -> Load:
    """Under a limit in reviews, with 15 new cards each day."""
    return _weeks(Settings(reviews_per_day=reviews, new_per_day=15), days, reviews, even)


def _weeks(own: Settings, days: int, limit: float, lengths: Lengths) -> Load:
    hands, rng, target = Hands(), Random(3), 1.0
    took, before, steps = [], [], []
    with (
        TemporaryDirectory() as folder,
        make_desk(Path(folder), hands, {"questions/load.yaml": QUESTIONS}, own) as desk,
    ):

        def used(day: int) -> float:
            store = desk.store
            return (store.reviewed(day) if own.reviews_per_day else spent(store, day)) / limit

        for _ in range(days):
            day = desk.today.day
            before.append(_study(desk, hands, rng, lengths, used))
            took.append(used(day))
            states = desk.store.states(desk.store.taken_up()).values()
            steps.append(sum(state.due_ms is not None for state in states))
            found = desk.guard()
            target = min(target, found[1].retention if found else 1.0)
            hands.later(days=1)
            hands.now_ms -= hands.now_ms % 86_400_000 - 12 * 3_600_000
    return Load(max(took), mean(took), max(before), mean(steps), target)


def _study(
    desk: Desk, hands: Hands, rng: Random, lengths: Lengths, used: Callable[[int], float]
) -> float:
    """A learner who recalls 85 of 100; how much of the limit was used before the last answer."""
    session, before, day = desk.session(None), 0.0, desk.today.day
    while session.advance():
        before = used(day)
        hands.later(seconds=lengths(rng))
        right = rng.random() < 0.85
        session.answer(Typed(("a" if right else "b",)))
        session.rate(Rating.GOOD if right else Rating.AGAIN)
    return before
