"""A clock that jumps poisons nothing."""

from trainer.history.event import What
from trainer.memory.card import NEW


def test_an_event_of_the_future_waits_for_its_time(learner):
    learner.answers(days=3)
    before = learner.store.state("bank:a")
    learner.store.append(learner.event(What.FORGET, at_ms=learner.now_ms + 3_600_000))
    assert learner.store.state("bank:a") == before and learner.store.waiting() == 1
    learner.passes(seconds=3_500)
    learner.reopen()
    assert learner.store.state("bank:a") == NEW and learner.store.waiting() == 0


def test_five_minutes_ahead_is_a_clock_like_any_other(learner):
    learner.store.append(learner.event(What.FLAG, at_ms=learner.now_ms + 299_000))
    assert learner.store.flags() == {"bank:a": ""} and learner.store.waiting() == 0


def test_ten_years_ahead_and_back_leave_todays_schedule(learner):
    learner.answers(days=3)
    before = learner.store.state("bank:a")
    learner.passes(days=3650)
    learner.answers(days=300)
    learner.does(What.FORGET)
    learner.passes(days=-3649)
    learner.reopen()
    assert learner.store.state("bank:a") == before
    assert learner.store.waiting() == 2 and learner.store.days(0, 10**6)[-1].day == before.last_day
    learner.answers(days=8)
    assert learner.store.state("bank:a").due_day == learner.day + 8


def test_a_clock_put_right_within_a_session_is_noticed_at_the_next_answer(learner):
    learner.passes(days=3650)
    learner.answers("bank:a")
    learner.passes(days=-3650)
    learner.answers("bank:b")
    assert learner.store.known() == {"bank:b"} and learner.store.waiting() == 1
    learner.passes(days=3651)
    learner.reopen()
    assert learner.store.known() == {"bank:a", "bank:b"}


def test_ten_years_back_and_forth_lose_nothing(learner):
    first = learner.answers(days=3)
    learner.passes(days=-3650)
    second = learner.answers(days=3)
    learner.passes(days=3651)
    learner.reopen()
    assert learner.store.last_answers("bank:a", 9) == [first, second]
    assert learner.store.state("bank:a").last_day == first.day
