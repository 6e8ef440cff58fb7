"""Sums kept with every answer: predictions beside what was recalled, and a fair sample of cards."""

import pytest

from trainer.history.event import What
from trainer.history.summaries import _places


def test_predictions_are_summed_by_day_and_by_height(learner):
    learner.answers(days=3)
    learner.passes(days=3)
    learner.answers(days=8)
    learner.passes(days=60)
    learner.answers(rating=1, days=0)
    first, second = learner.store.summaries.retention(0, learner.day)
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
    assert learner.store.summaries.retention(0, learner.day) == []
    assert learner.store.summaries.reliability() == []


def test_a_sample_of_few_cards_is_all_of_them_but_the_suspended(learner):
    for i in range(9):
        learner.answers(f"bank:{i}", days=i)
    learner.does(What.SUSPEND, "bank:4")
    weight, states = learner.store.summaries.sample(20)
    assert weight == 1 and len(states) == 8 and "bank:4" not in states


def test_a_sample_of_many_is_even_over_the_days_they_fall_due(learner):
    for i in range(90):
        learner.answers(f"bank:{i}", days=1 + i % 3 * 10)
    weight, states = learner.store.summaries.sample(30)
    assert (weight, len(states)) == (3, 30)
    due = [state.due_day for state in states.values()]
    assert [due.count(day) for day in sorted(set(due))] == [10, 10, 10]


@pytest.mark.parametrize(
    ("load", "step", "places"),
    [
        ([(5, 4), (6, 1), (9, 5)], 2.5, [(5, 0), (5, 2), (9, 0), (9, 2)]),
        ([(5, 1), (6, 1), (7, 1)], 1.0, [(5, 0), (6, 0), (7, 0)]),
        ([], 2.0, []),
    ],
)
def test_every_so_manieth_card_is_found_by_its_day(load, step, places):
    assert list(_places(load, step)) == places
