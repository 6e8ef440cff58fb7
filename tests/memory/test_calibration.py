"""Self-correction: a study day's errors move b, and b moves predictions and targets."""

from __future__ import annotations

from math import log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.memory.calibration import Calibration, evidence, shift


def day_of(errors: float, b: float = 0.0) -> Calibration:
    return Calibration(b, 10, errors)


def test_nothing_moves_before_the_day_is_over() -> None:
    after = Calibration().observe(10, 0.9, 1.0).observe(10, 0.9, 1.0)
    assert (after.b, after.answers) == (0.0, 2)
    assert after.closed(11).b == pytest.approx(0.02 * 0.2)


def test_the_next_days_first_answer_closes_the_day() -> None:
    after = Calibration().observe(10, 0.9, 1.0).observe(11, 0.9, 0.0)
    assert after.b == pytest.approx(0.002)
    assert after.errors == pytest.approx(-shift(0.9, 0.002))


def test_one_day_moves_it_by_three_tenths_at_most() -> None:
    assert day_of(100).closed(11).b == 0.3
    assert day_of(-100).closed(11).b == -0.3


def test_all_days_move_it_by_one_and_a_half_at_most() -> None:
    assert day_of(100, b=1.4).closed(11).b == 1.5
    assert day_of(-100, b=-1.4).closed(11).b == -1.5


def test_other_weights_begin_without_what_was_seen_of_the_old_ones() -> None:
    after = day_of(3.0, b=0.4).restarted(10).observe(10, 0.9, 1.0)
    assert (after.b, after.answers) == (0.0, 1)
    assert after.closed(11).b == pytest.approx(0.002)


def test_a_clock_set_back_closes_nothing() -> None:
    after = day_of(3.0).observe(8, 0.9, 1.0)
    assert (after.day, after.b) == (10, 0.0)
    assert after.errors == pytest.approx(3.1)


@pytest.mark.parametrize("options", [2, 3, 4, 8])
@pytest.mark.parametrize("recall", [0.5, 0.9])
def test_luck_and_slips_do_not_pass_for_knowledge(options: int, recall: float) -> None:
    right = recall * 0.97 + (1 - recall) / options
    mean = right * evidence(True, options) + (1 - right) * evidence(False, options)
    assert mean == pytest.approx(recall)


def test_a_typed_answer_is_taken_as_it_is() -> None:
    assert (evidence(True), evidence(False)) == (1.0, 0.0)


@given(st.floats(0.01, 0.99), st.floats(-1.5, 1.5))
def test_aiming_undoes_what_predicting_does(retention: float, b: float) -> None:
    calibration = Calibration(b)
    assert calibration.predict(calibration.target(retention)) == pytest.approx(retention)


@given(st.floats(0, 1), st.floats(-1.5, 1.5))
def test_chances_stay_chances(chance: float, b: float) -> None:
    assert 0 < shift(chance, b) < 1


def test_a_shift_is_one_of_log_odds() -> None:
    assert log(shift(0.8, 0.5) / (1 - shift(0.8, 0.5))) == pytest.approx(log(4) + 0.5)


@pytest.mark.parametrize(
    ("b", "words"),
    [
        (0.5, "you recall 4 points more than predicted"),
        (-0.1, "you recall 1 point less than predicted"),
        (0.01, "you recall as much as predicted"),
    ],
)
def test_words_for_people(b: float, words: str) -> None:
    assert Calibration(b).words(0.9) == words


@pytest.mark.parametrize("truth", [0.8, 0.95])
def test_it_finds_a_learner_who_differs_within_a_few_hundred_answers(truth: float) -> None:
    rng, calibration = Random(25), Calibration()
    for day in range(20):
        for _ in range(25):
            calibration = calibration.observe(day, 0.9, float(rng.random() < truth))
    assert calibration.predict(0.9) == pytest.approx(truth, abs=0.03)
