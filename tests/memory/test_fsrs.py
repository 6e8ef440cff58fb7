"""FSRS-6 against values and programs from elsewhere: golden vectors, py-fsrs and fsrs-rs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import fsrs as py_fsrs
import fsrs_rs_python as fsrs_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.memory import fsrs
from trainer.memory.card import Memory, Rating
from trainer.memory.replay import nearest
from trainer.memory.study_day import StudyDays

GOLDEN = json.loads((Path(__file__).parent / "data" / "golden_fsrs6.json").read_text())["cases"]
BERLIN = StudyDays(ZoneInfo("Europe/Berlin"))
HISTORIES = 1000

memories = st.builds(Memory, st.floats(fsrs.SHORTEST, fsrs.LONGEST), st.floats(1, 10))


def fold(reviews: Sequence[tuple[int, int]]) -> list[Memory]:
    """The memories after each of the reviews (rating, days since the last)."""
    found = [fsrs.init(fsrs.DEFAULT, Rating(reviews[0][0]))]
    for rating, days in reviews[1:]:
        found.append(fsrs.step(fsrs.DEFAULT, found[-1], Rating(rating), days))
    return found


def histories() -> list[list[tuple[int, int]]]:
    """Reviews (rating, days since the last), answered at random times of day all through a year."""
    rng = Random(6)
    made = []
    for _ in range(HISTORIES):
        at_s = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()) + rng.randrange(86_400 * 365)
        days = []
        for _ in range(rng.randint(1, 15)):
            days.append(BERLIN.day(at_s * 1000))
            at_s += int(rng.choice([600, 40_000, 86_400, 86_400 * rng.expovariate(1 / 30)]))
        gaps = [0] + [late - early for early, late in pairwise(days)]
        made.append([(rng.choice([1, 2, 3, 3, 3, 4]), gap) for gap in gaps])
    return made


@pytest.mark.parametrize("case", GOLDEN, ids=range(len(GOLDEN)))
def test_golden_vectors(case: dict[str, list[float]]) -> None:
    found = fold(list(zip(case["ratings"], case["days"], strict=True)))
    assert [memory.stability for memory in found] == pytest.approx(case["S"], rel=2e-5, abs=6e-6)
    assert [memory.difficulty for memory in found] == pytest.approx(case["D"], rel=2e-5)
    for retention, days in dict(case["ivl"]).items():
        rest = fsrs.interval(fsrs.DEFAULT, found[-1].stability, float(retention))
        assert max(1, nearest(rest)) == days


def test_random_histories_are_those_of_py_fsrs_asked_at_noon() -> None:
    scheduler = py_fsrs.Scheduler(enable_fuzzing=False)
    for number, reviews in enumerate(histories()):
        card = py_fsrs.Card(card_id=number)
        noon = datetime(2024, 1, 1, 12, tzinfo=UTC)
        for (rating, gap), memory in zip(reviews, fold(reviews), strict=True):
            noon += timedelta(days=gap)
            card, _ = scheduler.review_card(card, py_fsrs.Rating(rating), noon)
            assert memory.stability == pytest.approx(card.stability, rel=1e-12)
            assert memory.difficulty == pytest.approx(card.difficulty, rel=1e-12)
        rest = fsrs.interval(fsrs.DEFAULT, memory.stability, 0.9)
        assert min(max(1, round(rest)), 36500) == scheduler._next_interval(stability=card.stability)


def test_random_histories_are_those_of_fsrs_rs() -> None:
    model = fsrs_rs.FSRS(list(fsrs.DEFAULT))
    for reviews in histories():
        item = fsrs_rs.FSRSItem([fsrs_rs.FSRSReview(*review) for review in reviews])
        theirs, ours = model.memory_state(item), fold(reviews)[-1]
        assert theirs.stability == pytest.approx(ours.stability, rel=2e-5)
        assert theirs.difficulty == pytest.approx(ours.difficulty, rel=2e-5)
        rest = fsrs.interval(fsrs.DEFAULT, ours.stability, 0.9)
        if abs(rest % 1 - 0.5) > 2e-5 * rest:
            assert nearest(model.next_interval(theirs.stability, 0.9, 3)) == nearest(rest)


@given(memories, st.sampled_from(Rating), st.integers(0, 40_000))
def test_memories_stay_within_bounds(memory: Memory, rating: Rating, days: int) -> None:
    after = fsrs.step(fsrs.DEFAULT, memory, rating, days)
    assert fsrs.SHORTEST <= after.stability <= fsrs.LONGEST
    assert 1 <= after.difficulty <= 10


@given(memories, st.integers(0, 40_000))
def test_a_better_rating_never_leaves_a_weaker_memory(memory: Memory, days: int) -> None:
    after = [fsrs.step(fsrs.DEFAULT, memory, rating, days) for rating in Rating]
    assert [one.stability for one in after] == sorted(one.stability for one in after)
    assert [one.difficulty for one in after] == sorted(
        (one.difficulty for one in after), reverse=True
    )


@given(memories, st.floats(0.5, 0.99))
def test_the_interval_is_when_recall_has_fallen_to_the_retention(
    memory: Memory, retention: float
) -> None:
    days = fsrs.interval(fsrs.DEFAULT, memory.stability, retention)
    assert fsrs.retrievability(fsrs.DEFAULT, memory, days) == pytest.approx(retention)


def test_recall_is_ninety_percent_when_stability_has_passed() -> None:
    assert fsrs.retrievability(fsrs.DEFAULT, Memory(30.0, 5.0), 30) == pytest.approx(0.9)
