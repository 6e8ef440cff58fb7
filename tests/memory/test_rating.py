"""From an answer to a rating: own times, hints, guesses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.memory.card import Rating
from trainer.memory.rating import Suggestion, Times, knowledge, suggest, time_class

OWN = Times(tuple(range(1000, 101_000, 1000)))
"""A hundred answers that took 1 to 100 seconds."""


def right(took_s: int = 50, times: Times = OWN, **more: object) -> Suggestion:
    return suggest(recalled=True, took_ms=took_s * 1000, times=times, **more)  # type: ignore[arg-type] # by name


def test_a_wrong_answer_is_again_whatever_else() -> None:
    found = suggest(recalled=False, took_ms=1, times=OWN, guessed=True, options=4, recall=0.9)
    assert found == Suggestion(Rating.AGAIN, None, "not recalled")


@pytest.mark.parametrize(
    ("took_s", "rating"),
    [(1, Rating.EASY), (25, Rating.EASY), (26, Rating.GOOD), (81, Rating.GOOD), (82, Rating.HARD)],
)
def test_times_are_compared_with_ones_own(took_s: int, rating: Rating) -> None:
    assert right(took_s).rating is rating


def test_times_say_nothing_while_they_are_few() -> None:
    few = Times(OWN.ms[:19])
    assert {right(took, few).rating for took in (0, 1000)} == {Rating.GOOD}


@pytest.mark.parametrize(("options", "rating"), [(3, Rating.GOOD), (4, Rating.EASY)])
def test_a_fast_pick_is_easy_among_more_than_three(options: int, rating: Rating) -> None:
    assert right(1, options=options, recall=0.9).rating is rating


def test_a_hint_makes_it_hard_however_fast() -> None:
    assert right(1, hints=1).rating is Rating.HARD


def test_a_guess_is_good_with_little_weight() -> None:
    found = right(1, options=4, guessed=True, recall=0.6)
    assert found.rating is Rating.GOOD
    assert found.mix == pytest.approx(0.6 * 0.97 * 0.05 / (0.6 * 0.97 * 0.05 + 0.1 * 0.8))
    assert found.reason == "right, but a guess: knowledge in 27% of such picks"


def test_a_guess_with_a_hint_is_hard_with_the_weight_of_a_guess() -> None:
    found = right(1, options=4, guessed=True, hints=1, recall=0.6)
    assert found.rating is Rating.HARD
    assert found.mix == right(1, options=4, guessed=True, recall=0.6).mix


def test_a_guess_that_was_typed_is_hard() -> None:
    assert right(guessed=True) == Suggestion(Rating.HARD, None, "right, but a guess")


def test_a_pick_that_nobody_called_a_guess_weighs_almost_as_knowledge() -> None:
    assert right(options=4, recall=0.9).mix == pytest.approx(0.994, abs=1e-3)
    assert right(options=2, recall=None).mix == pytest.approx(0.933, abs=1e-3)


@given(st.none() | st.floats(0, 1), st.integers(2, 12))
def test_more_options_leave_less_to_luck(recall: float | None, options: int) -> None:
    for guessed in (False, True):
        few, many = (knowledge(recall, count, guessed) for count in (options, options + 1))
        assert 0 <= few <= many <= 1
    assert knowledge(recall, options, True) <= knowledge(recall, options, False)


def test_i_guessed_counts_even_minutes_after_an_answer() -> None:
    assert knowledge(1.0, 2, guessed=True) < 0.75


def test_only_the_last_two_hundred_times_are_kept() -> None:
    times = Times()
    for ms in range(1000):
        times = times.add(ms)
    assert times.ms == tuple(range(800, 1000))
    assert times.quantile(0.5) == 900


def test_classes_part_kinds_and_lengths() -> None:
    assert time_class("choice", 59) == "choice:0"
    assert time_class("choice", 60) == "choice:1"
    assert time_class("short", 5000) == "short:3"
