"""Sums kept with every answer: predictions beside what was recalled, and a fair sample of cards."""

from itertools import pairwise

import pytest

from trainer.history.event import What
from trainer.history.summaries import foreseen, scattered


def test_predictions_are_summed_by_day_and_by_height(learner):
    learner.answers(days=3)
    learner.passes(days=3)
    learner.answers(days=8)
    learner.passes(days=60)
    learner.answers(rating=1, days=0)
    first, second = foreseen(learner.store.days(0, learner.day))
    assert (first.at, first.answers, first.recalled) == (learner.day - 60, 1, 1)
    assert (second.at, second.answers, second.recalled) == (learner.day, 1, 0)
    assert 0.8 < first.predicted < 0.95 and second.predicted < first.predicted
    # One pick of four is luck a quarter of the time.
    assert first.known > 1 and second.known < 0
    low, high = learner.store.summaries.reliability("history")
    assert (low.at, high.at) == (int(second.predicted * 20), int(first.predicted * 20))
    assert learner.store.summaries.reliability("another") == []


def test_an_answer_taken_back_leaves_no_sum(learner):
    learner.answers(days=3)
    learner.passes(days=3)
    learner.answers(days=8)
    learner.store.undo(**learner.when)
    assert foreseen(learner.store.days(0, learner.day)) == []
    assert learner.store.summaries.reliability() == []


def test_a_sample_of_few_cards_is_all_of_them_but_the_suspended(learner):
    for i in range(9):
        learner.answers(f"bank:{i}", days=i)
    learner.does(What.SUSPEND, "bank:4")
    weight, states = learner.store.summaries.sample(20)
    assert weight == 1 and len(states) == 8 and "bank:4" not in states


def test_a_sample_of_many_is_spread_over_the_days_they_fall_due(learner):
    for i in range(90):
        learner.answers(f"bank:{i}", days=1 + i % 3 * 10)
    weight, states = learner.store.summaries.sample(30)
    assert (weight, len(states)) == (3, 30)
    due = [state.due_day for state in states.values()]
    assert all(9 <= due.count(day) <= 11 for day in set(due)) and len(set(due)) == 3


def test_a_sample_of_cards_among_many_that_do_not_come_stands_for_those_that_do(learner):
    for i in range(200):
        if i % 5:
            learner.does(What.SUSPEND, f"bank:{i}")
        else:
            learner.answers(f"bank:{i}", days=0 if i % 2 else 4)
    weight, states = learner.store.summaries.sample(10)
    assert weight * len(states) == 40
    assert all(int(key.partition(":")[2]) % 5 == 0 for key in states)


@pytest.mark.parametrize(("last", "many"), [(10, 10), (10, 40), (0, 5), (1000, 100), (997, 996)])
def test_scattered_numbers_are_within_bounds_and_even(last, many):
    found = scattered(last, many)
    assert len(set(found)) == len(found) <= min(last, many)
    assert all(1 <= number <= last for number in found)
    gaps = [b - a for a, b in pairwise([0, *found, last + 1])]
    assert max(gaps) <= 3 * max(1, last / max(many, 1))
    assert len(found) >= 0.6 * min(last, many)
