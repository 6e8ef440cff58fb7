"""Whether a learner's daily limits hold: weeks at the real desk, with more new cards than fit."""

from __future__ import annotations

from pathlib import Path
from random import Random
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
    """The most of its limit that any day took, and the lowest target of the workload guard."""

    most: float
    target: float


def by_minutes(days: int, minutes: int = 10) -> Load:
    """Under a limit in minutes, with 40 new cards wished for each day."""
    return _weeks(Settings(minutes_per_day=minutes, new_per_day=40), days, minutes * 60)


def by_reviews(days: int, reviews: int = 25) -> Load:
    """Under a limit in reviews, with 15 new cards each day."""
    return _weeks(Settings(reviews_per_day=reviews, new_per_day=15), days, reviews)


def _weeks(own: Settings, days: int, limit: float) -> Load:
    hands, rng, most, target = Hands(), Random(3), 0.0, 1.0
    with (
        TemporaryDirectory() as folder,
        make_desk(Path(folder), hands, {"questions/load.yaml": QUESTIONS}, own) as desk,
    ):
        for _ in range(days):
            _study(desk, hands, rng)
            day = desk.today.day
            took = desk.store.reviewed(day) if own.reviews_per_day else spent(desk.store, day)
            most = max(most, took / limit)
            found = desk.guard()
            target = min(target, found[1].retention if found else 1.0)
            hands.later(days=1)
            hands.now_ms -= hands.now_ms % 86_400_000 - 12 * 3_600_000
    return Load(most, target)


def _study(desk: Desk, hands: Hands, rng: Random) -> None:
    """A learner who recalls 85 of 100 and takes 4 to 20 seconds."""
    session = desk.session(None)
    while session.advance():
        hands.later(seconds=rng.uniform(4, 20))
        right = rng.random() < 0.85
        session.answer(Typed(("a" if right else "b",)))
        session.rate(Rating.GOOD if right else Rating.AGAIN)
