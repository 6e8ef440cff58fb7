"""A card's state is a fold of its reviews."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.memory import fsrs
from trainer.memory.card import NEW, CardState, Interval, Memory, Phase, Rating, Review
from trainer.memory.replay import (
    DEFAULTS,
    Parameters,
    ParameterSets,
    apply,
    follow,
    nearest,
    remember,
)

DAY_MS = 86_400_000
SHARPER = Parameters((0.5, *fsrs.DEFAULT[1:]), 0.95)
SETS = ParameterSets({7: SHARPER})


def replay(reviews: Sequence[Review]) -> CardState:
    return follow(NEW, reviews, SETS.__getitem__)


def answer(day: int, rating: Rating = Rating.GOOD, **more: object) -> Review:
    found: dict[str, object] = {"interval": Interval(days=3), "phase": Phase.REVIEW, **more}
    return Review(day * DAY_MS, day, rating, **found)  # type: ignore[arg-type] # given by name


reviews = st.lists(
    st.builds(
        Review,
        at_ms=st.integers(0, 10**12),
        day=st.integers(0, 12_000),
        rating=st.sampled_from(Rating),
        interval=st.one_of(
            st.builds(Interval, days=st.integers(1, 400)),
            st.builds(Interval, seconds=st.integers(1, 3600)),
        ),
        phase=st.sampled_from([Phase.LEARNING, Phase.REVIEW, Phase.RELEARNING]),
        step=st.integers(0, 2),
        mix=st.none() | st.floats(0, 1),
        parameters=st.sampled_from([0, 7]),
        reps=st.none() | st.integers(0, 5),
    ),
    min_size=1,
    max_size=12,
)


@given(reviews)
def test_one_by_one_comes_to_the_same_as_all_at_once(found: list[Review]) -> None:
    state = NEW
    for review in found:
        state = apply(state, review, SETS[review.parameters])
    assert repr(state) == repr(replay(found))


def test_the_card_is_due_when_the_stored_interval_says() -> None:
    state = replay([answer(100, interval=Interval(days=17))])
    assert (state.due_day, state.due_ms) == (117, None)
    step = replay([answer(100, interval=Interval(seconds=600), phase=Phase.LEARNING, step=1)])
    assert (step.due_day, step.due_ms, step.step) == (None, 100 * DAY_MS + 600_000, 1)


def test_days_and_not_hours_pass_between_answers() -> None:
    late, early = 100 * DAY_MS + 23 * 3_600_000, 101 * DAY_MS + 3_600_000
    first = Review(late, 100, Rating.GOOD, Interval(days=1), Phase.REVIEW)
    second = Review(early, 101, Rating.GOOD, Interval(days=1), Phase.REVIEW)
    expected = fsrs.step(fsrs.DEFAULT, fsrs.init(fsrs.DEFAULT, Rating.GOOD), Rating.GOOD, 1)
    assert replay([first, second]).memory == expected


def test_a_clock_set_back_counts_as_the_same_day() -> None:
    before = replay([answer(100)])
    back = Review(101 * DAY_MS, 60, Rating.GOOD, Interval(days=2), Phase.REVIEW)
    assert apply(before, back).memory == apply(before, answer(100)).memory
    assert apply(before, back).due_day == 62


def test_only_failing_a_review_is_a_lapse() -> None:
    learning = {"phase": Phase.LEARNING, "interval": Interval(seconds=60)}
    relearning = {"phase": Phase.RELEARNING, "interval": Interval(seconds=600)}
    state = replay(
        [
            answer(1, Rating.AGAIN, **learning),
            answer(2, Rating.GOOD),
            answer(5, Rating.AGAIN, **relearning),
            answer(6, Rating.AGAIN, **relearning),
        ]
    )
    assert (state.reps, state.lapses) == (4, 1)


@pytest.mark.parametrize("memory", [None, Memory(12.0, 5.0)], ids=["new", "known"])
def test_a_lucky_pick_leaves_a_memory_between_knowing_and_not(memory: Memory | None) -> None:
    def after(rating: Rating, mix: float | None = None) -> Memory:
        return remember(fsrs.DEFAULT, memory, rating, 9, mix)

    good, again = after(Rating.GOOD), after(Rating.AGAIN)
    assert after(Rating.GOOD, 1.0) == good
    assert after(Rating.GOOD, 0.0) == again
    half = after(Rating.GOOD, 0.5)
    assert half.stability == pytest.approx((good.stability * again.stability) ** 0.5)
    assert half.difficulty == pytest.approx((good.difficulty + again.difficulty) / 2)


def test_each_review_keeps_the_parameters_it_was_made_with() -> None:
    under_both = [answer(1, Rating.AGAIN, parameters=7), answer(4)]
    first = fsrs.init(SHARPER.weights, Rating.AGAIN)
    assert replay(under_both).memory == fsrs.step(fsrs.DEFAULT, first, Rating.GOOD, 3)


def test_lost_parameters_are_not_guessed() -> None:
    with pytest.raises(KeyError):
        replay([answer(1, parameters=8)])


def test_an_interval_decided_without_another_devices_answer_is_worked_out_again() -> None:
    here = [
        answer(1, reps=0),
        answer(9, reps=1, interval=Interval(days=30)),
    ]
    there = [answer(5, Rating.AGAIN, reps=1, interval=Interval(days=1))]
    assert replay(here).interval == Interval(days=30)
    merged = replay([here[0], *there, here[1]])
    assert merged.memory is not None
    rest = fsrs.interval(fsrs.DEFAULT, merged.memory.stability, DEFAULTS.retention)
    assert merged.interval == Interval(days=nearest(rest))
    assert merged.due_day == 9 + nearest(rest)


def test_an_answer_that_knew_of_the_others_keeps_its_interval() -> None:
    both = [
        answer(1, reps=0),
        answer(5, reps=0),
        answer(9, reps=2, interval=Interval(days=30)),
    ]
    assert replay(both).interval == Interval(days=30)


def test_halves_of_a_day_round_up_as_in_anki() -> None:
    assert [nearest(days) for days in (0.4, 0.5, 1.5, 2.5, 2.49)] == [0, 1, 2, 3, 2]
