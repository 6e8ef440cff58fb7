"""Training weights on a learner's own answers."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from trainer.memory import fsrs
from trainer.memory.card import Interval, Phase, Rating, Review
from trainer.memory.fit import countable, fit

DAY_MS = 86_400_000
STEEP_FORGETTER = (*fsrs.DEFAULT[:11], 0.4, *fsrs.DEFAULT[12:20], 0.4)
QUICK_FORGETTER = (0.05, 0.3, 0.5, 2.0, *fsrs.DEFAULT[4:8], 1.2, *fsrs.DEFAULT[9:])


def learner(w: fsrs.Weights, cards: int, answers: int = 8) -> list[list[Review]]:
    """Histories of a learner whose memory follows `w`, asked at intervals for other weights."""
    rng, found = Random(7), []
    for number in range(cards):
        day, memory, reviews = number // 4, None, []
        for _ in range(answers):
            passed = day - reviews[-1].day if reviews else 0
            known = memory is None or rng.random() < fsrs.retrievability(w, memory, passed)
            rating = Rating.GOOD if known else Rating.AGAIN
            memory = fsrs.step(w, memory, rating, passed) if memory else fsrs.init(w, rating)
            at_ms = day * DAY_MS + number
            reviews.append(Review(at_ms, day, rating, Interval(days=1), Phase.REVIEW))
            day += rng.choice([1, 2, 4, 8])
        found.append(reviews)
    return found


def test_a_learner_unlike_others_gets_weights_of_their_own() -> None:
    found = fit(learner(STEEP_FORGETTER, 200))
    assert found.better
    assert found.after < found.before - 0.005
    assert found.weights != fsrs.DEFAULT
    assert len(found.weights) == 21


def test_training_must_beat_the_self_correction_and_not_only_the_model() -> None:
    found = fit(learner(QUICK_FORGETTER, 200))
    assert not found.better
    assert found.weights == fsrs.DEFAULT


def test_weights_that_win_nothing_are_not_kept() -> None:
    found = fit(learner(QUICK_FORGETTER, 200), QUICK_FORGETTER)
    assert found.better == (found.weights != QUICK_FORGETTER)
    assert found.after >= found.before - 0.01


def test_too_few_answers_say_how_many_are_needed() -> None:
    histories = learner(fsrs.DEFAULT, 10)
    assert countable(histories) == 70
    with pytest.raises(ValueError, match=r"training needs 400 answers .* there are 70"):
        fit(histories)


def test_a_pick_that_was_rather_luck_trains_as_forgotten() -> None:
    def answered(mix: float) -> list[list[Review]]:
        return [
            [replace(one, mix=mix) if one.rating is Rating.GOOD else one for one in reviews]
            for reviews in learner(fsrs.DEFAULT, 100)
        ]

    sure, lucky = (fit(answered(mix)) for mix in (0.9, 0.3))
    assert not sure.better
    assert fsrs.init(lucky.weights, Rating.GOOD).stability < 1


def test_answers_of_the_same_day_do_not_count() -> None:
    same = [Review(n, 5, Rating.GOOD, Interval(seconds=60), Phase.LEARNING) for n in range(3)]
    assert countable([same]) == 0
