"""What lies ahead: gain, forecast, workload guard and exam plan."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.memory import fsrs
from trainer.memory.card import NEW, CardState, Interval, Memory, Phase
from trainer.memory.forecast import Guard, Habits, forecast, guard
from trainer.memory.gain import USUAL, gain, worth
from trainer.memory.plan import Aim, cramming, first_day, plan
from trainer.memory.scheduler import SchedulerSettings

TODAY = 20_000
SETTINGS = SchedulerSettings()


def card(stability: float, ago: int, rest: int = 0) -> CardState:
    rest = rest or max(1, round(stability))
    return CardState(
        Phase.REVIEW,
        memory=Memory(stability, 5.0),
        due_day=TODAY - ago + rest,
        last_day=TODAY - ago,
        interval=Interval(days=rest),
        reps=4,
    )


def cards(count: int, seed: int = 1) -> list[CardState]:
    rng = Random(seed)
    found = []
    for _ in range(count):
        stability = rng.uniform(2, 60)
        found.append(card(stability, rng.randrange(1, round(stability) + 1)))
    return found


def test_gain_is_recall_after_an_answer_less_recall_without() -> None:
    w, memory = fsrs.DEFAULT, Memory(10.0, 5.0)
    recall = fsrs.retrievability(w, memory, 10)
    good, again = (fsrs.step(w, memory, rating, 10) for rating in (3, 1))
    expected = recall * fsrs.retrievability(w, good, 30) - fsrs.retrievability(w, memory, 40)
    expected += (1 - recall) * fsrs.retrievability(w, again, 30)
    assert gain(w, memory, 10, 30) == pytest.approx(expected)


def test_what_was_answered_a_moment_ago_gains_less_than_what_is_fading() -> None:
    assert gain(fsrs.DEFAULT, Memory(10, 5), 0, 30) < gain(fsrs.DEFAULT, Memory(10, 5), 10, 30)


def test_worth_is_gain_a_second() -> None:
    state = card(10, 10)
    assert state.memory
    seconds = USUAL.expected(fsrs.retrievability(fsrs.DEFAULT, state.memory, 10))
    gained = gain(fsrs.DEFAULT, state.memory, 10, 30)
    assert worth(fsrs.DEFAULT, state, TODAY) == pytest.approx(gained / seconds)
    assert worth(fsrs.DEFAULT, NEW, TODAY) == 0


def test_a_forecast_has_every_due_card_on_its_day() -> None:
    states = [card(30, 27), card(30, 28), card(30, 30), card(30, 45)]
    found = forecast(states, SETTINGS, Habits(), TODAY, days=4)
    assert [day.day for day in found] == [TODAY + n for n in range(4)]
    assert [day.reviews for day in found] == [2, 0, 1, 1]


def test_new_cards_come_until_none_wait() -> None:
    found = forecast([], SETTINGS, Habits(new_per_day=5, waiting=12), TODAY, days=4)
    assert [day.new for day in found] == [5, 5, 2, 0]
    assert found[-1].known > 8


def test_a_forecast_is_the_same_each_time() -> None:
    states = cards(50)
    habits = Habits(waiting=50)
    first, second = (forecast(states, SETTINGS, habits, TODAY, 30) for _ in range(2))
    assert first == second


def test_large_collections_are_scaled_up_from_a_sample() -> None:
    states = cards(8000)
    exact = sum(state.due_day is not None and state.due_day <= TODAY for state in states)
    found = forecast(states, SETTINGS, Habits(), TODAY, days=1)
    assert found[0].reviews == pytest.approx(exact, rel=0.35)
    assert 0.8 * 8000 < found[0].known < 8000


def test_a_lower_target_asks_less_often() -> None:
    states = cards(300)
    strict, easy = (
        sum(
            day.reviews
            for day in forecast(states, replace(SETTINGS, retention=aim), Habits(), TODAY)
        )
        for aim in (0.9, 0.75)
    )
    assert easy < 0.7 * strict


@given(st.integers(1, 40))
def test_no_day_of_a_forecast_exceeds_the_limit(limit: int) -> None:
    found = forecast(cards(100), SETTINGS, Habits(reviews_per_day=limit), TODAY, 20)
    assert all(day.reviews <= limit for day in found)


def test_new_cards_have_the_minutes_that_reviews_leave() -> None:
    habits = Habits(new_per_day=50, waiting=500, seconds_per_day=600)
    found = forecast(cards(100), SETTINGS, habits, TODAY, 20)
    assert 0 < max(day.new for day in found) <= 15
    assert all(day.seconds <= 600 + 25 * USUAL.wrong for day in found)
    assert sum(day.seconds for day in found) <= 20 * 640


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_nothing_is_done_in_a_break_and_its_cards_come_beside_it(after: bool) -> None:
    pause, states = (TODAY + 20, TODAY + 30), [card(25, 0, 20 + n % 11) for n in range(110)]
    habits = Habits(new_per_day=2, waiting=500, breaks=(pause,), after_breaks=after)
    found = {one.day - TODAY: one for one in forecast(states, SETTINGS, habits, TODAY, 60)}
    assert not any(found[n].reviews or found[n].new or found[n].seconds for n in range(20, 31))
    assert found[30].known < found[20].known
    week = range(31, 38) if after else range(13, 20)
    assert sum(found[n].reviews for n in week) > 110
    assert max(found[n].reviews for n in week) < 50


def test_a_limit_below_the_cards_that_one_stands_for_lets_some_in_all_the_same() -> None:
    habits = Habits(new_per_day=0, reviews_per_day=2)
    found = forecast([card(3, 3)] * 10_000, SETTINGS, habits, TODAY, 60)
    assert 60 < sum(day.reviews for day in found) < 240


def test_a_break_at_the_end_of_the_two_weeks_is_no_overload() -> None:
    habits = Habits(reviews_per_day=200, breaks=((TODAY + 10, TODAY + 20),))
    assert guard(cards(50), SETTINGS, habits, TODAY) == Guard(0.9, 0)


def test_the_guard_makes_room_within_the_minutes() -> None:
    habits = Habits(new_per_day=0, seconds_per_day=150)
    found = guard([card(3, 3) for _ in range(120)], SETTINGS, habits, TODAY)
    assert 0.7 <= found.retention < 0.9


def test_the_guard_leaves_a_load_that_fits_alone() -> None:
    found = guard(cards(50), SETTINGS, Habits(reviews_per_day=200), TODAY)
    assert found == Guard(0.9, 0)
    assert found.words(0.9) == ""


def test_the_guard_lowers_the_target_and_says_so() -> None:
    states = [card(3, 3) for _ in range(120)]
    found = guard(states, SETTINGS, Habits(reviews_per_day=14), TODAY)
    assert 0.7 <= found.retention < 0.9
    assert found.words(0.9).startswith(f"To fit your daily limit: aiming at {found.retention:.0%}")


def test_the_guard_never_goes_below_seventy_and_says_what_waits() -> None:
    found = guard(cards(500), SETTINGS, Habits(reviews_per_day=5), TODAY)
    assert found.retention == 0.7
    assert found.postponed > 100
    assert f"{found.postponed} reviews put off" in found.words(0.9)


def test_with_time_enough_everything_is_known_at_the_exam() -> None:
    found = plan(cards(60), 120, SETTINGS, day=TODAY, exam=TODAY + 60, seconds=3600)
    assert found.feasible
    assert found.score > 0.95
    assert len(found.days) == 60
    assert not any(day.new for day in found.days[49:])


def test_a_plan_leaves_breaks_free_and_is_through_by_then_all_the_same() -> None:
    pause = (TODAY + 10, TODAY + 19)
    found = plan([], 120, SETTINGS, day=TODAY, exam=TODAY + 60, seconds=3600, breaks=(pause,))
    assert found.feasible
    assert not any(day.seconds or day.new for day in found.days[10:20])
    assert not any(day.new for day in found.days[49:])


def test_with_too_little_time_some_cards_are_never_seen() -> None:
    found = plan([], 500, SETTINGS, day=TODAY, exam=TODAY + 20, seconds=120)
    assert not found.feasible
    assert found.unseen > 300
    assert found.score < 0.4


def test_no_day_of_a_plan_takes_more_than_one_answer_too_long() -> None:
    found = plan(cards(300), 100, SETTINGS, day=TODAY, exam=TODAY + 40, seconds=600)
    assert all(day.seconds <= 600 + USUAL.wrong for day in found.days)


def test_more_minutes_buy_more() -> None:
    scores = [
        plan(cards(100), 200, SETTINGS, day=TODAY, exam=TODAY + 40, seconds=seconds).score
        for seconds in (200, 400, 900)
    ]
    assert scores == sorted(scores)
    assert scores[-1] > scores[0] + 0.1


def test_the_last_fifth_of_the_days_is_for_the_exam() -> None:
    days = [cramming(day, 50, 0) for day in range(50)]
    assert days == [day >= 40 for day in range(50)]


def test_one_card_may_stand_for_many_in_a_plan() -> None:
    every, some = (
        plan([], 900, SETTINGS, day=TODAY, exam=TODAY + 50, seconds=1500, most=most)
        for most in (900, 150)
    )
    assert some.score == pytest.approx(every.score, abs=0.06)
    assert some.unseen == pytest.approx(every.unseen, abs=90)


def test_the_first_day_of_a_plan_can_be_had_alone_and_goes_on_in_the_middle_of_the_day() -> None:
    aim, states = Aim(TODAY + 30, TODAY), cards(60)
    whole = plan(states, 90, SETTINGS, day=TODAY, exam=TODAY + 30, seconds=1200)
    first = first_day(states, 90, SETTINGS, day=TODAY, aim=aim, seconds=1200)
    assert first == whole.days[0]
    later = first_day(
        states, 90 - first.new, SETTINGS, day=TODAY, aim=aim, seconds=1200, introduced=first.new
    )
    assert later.new == 0


def test_an_exam_without_cards_is_passed() -> None:
    assert plan([], 0, SETTINGS, day=TODAY, exam=TODAY + 3, seconds=60).score == 1
