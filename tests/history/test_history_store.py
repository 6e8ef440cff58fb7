"""What a history says after answers."""

import sqlite3
from dataclasses import replace

import pytest

from trainer.history.errors import ReadOnlyError
from trainer.history.event import Mode, What
from trainer.history.parameters import parameters_event
from trainer.history.store import Store
from trainer.memory.card import NEW, Interval, Phase, Rating
from trainer.memory.replay import DEFAULTS, Parameters


def test_an_answer_is_there_after_reopening(learner):
    stored = learner.answers(given='{"typed":["Дружба"]}', mix=0.25)
    learner.reopen()
    assert learner.store.events("bank:a") == [stored]
    assert stored.device == learner.store.device and stored.seq == 1 and stored.reps == 0
    state = learner.store.state("bank:a")
    assert (state.due_day, state.reps, state.phase) == (learner.day + 3, 1, Phase.REVIEW)


def test_a_card_never_answered_is_new(learner):
    learner.does(What.FLAG, "bank:b", data="check this")
    assert learner.store.state("bank:b") == NEW
    assert learner.store.states(["bank:a", "bank:b"]) == {}


def test_due_cards_come_steps_first_then_reviews_by_age(learner):
    learner.answers("bank:later", days=2)
    learner.answers("bank:sooner", days=1)
    learner.answers("bank:far", days=90)
    learner.passes(days=2)
    learner.answers("bank:step", rating=1, days=0)
    keys = [key for key, _ in learner.store.due(learner.day, learner.now_ms)]
    assert keys == ["bank:step", "bank:sooner", "bank:later"]
    assert learner.store.due(learner.day, learner.now_ms, ahead_ms=60_000)[0][0] == "bank:sooner"


def test_suspended_and_buried_cards_are_not_due(learner):
    for card in ("bank:a", "bank:b"):
        learner.answers(card, days=1)
    learner.passes(days=1)
    learner.does(What.SUSPEND, "bank:a")
    learner.does(What.BURY, "bank:b")
    assert learner.store.due(learner.day, learner.now_ms) == []
    assert learner.store.suspended() == {"bank:a"} and learner.store.buried(learner.day) == {
        "bank:b"
    }
    learner.passes(days=1)
    assert [key for key, _ in learner.store.due(learner.day, learner.now_ms)] == ["bank:b"]
    learner.does(What.RESUME, "bank:a")
    assert len(learner.store.due(learner.day, learner.now_ms)) == 2


def test_days_count_what_daily_limits_need(learner):
    first = learner.day
    learner.answers("bank:a", deck="one")
    learner.answers("bank:b", rating=1, days=0, deck="two")
    learner.answers("bank:b", deck="two")
    learner.passes(days=3)
    learner.answers("bank:a", deck="one")
    learner.answers("bank:b", deck="two", mode=Mode.DRILL)
    store, today = learner.store, learner.day
    assert (store.introduced(first), store.introduced(first, "two")) == (2, 1)
    assert (store.reviewed(today), store.reviewed(today, "two")) == (1, 0)
    two = store.days(first, first, "two")[0]
    assert (two.answers, two.right, two.took_ms) == (2, 1, 8000)
    assert sum(day.answers for day in store.days(first, today)) == 5
    assert store.seen_on(today) == {"bank:a"}


def test_a_drill_leaves_the_schedule_alone(learner):
    learner.answers()
    before = learner.store.state("bank:a")
    learner.answers(rating=1, mode=Mode.DRILL)
    assert learner.store.state("bank:a") == before


def test_an_amendment_replaces_the_rating_but_not_the_answer(learner):
    answer = learner.answers(rating=3, days=3)
    learner.amends(answer, rating=1, days=1)
    learner.amends(answer, rating=4, days=9)
    assert learner.store.state("bank:a").due_day == answer.day + 9
    assert learner.store.state("bank:a").reps == 1
    assert [e.rating for e in learner.store.last_answers("bank:a", 5)] == [Rating.EASY]
    assert learner.store.events("bank:a")[0].rating is Rating.GOOD


def test_an_overrule_counts_as_right_in_the_day(learner):
    answer = learner.answers(rating=1, days=1)
    assert learner.store.days(answer.day, answer.day)[0].right == 0
    learner.amends(answer, rating=3, days=3)
    assert learner.store.days(answer.day, answer.day)[0].right == 1


def test_forget_makes_new_and_keeps_the_events(learner):
    learner.answers()
    learner.does(What.FORGET)
    assert learner.store.state("bank:a") == NEW
    assert len(learner.store.events("bank:a")) == 2
    learner.answers()
    assert learner.store.state("bank:a").reps == 1


def test_a_changed_answer_brings_the_card_back_with_its_memory(learner):
    learner.answers(days=30)
    before = learner.store.state("bank:a")
    learner.passes(days=2)
    learner.does(What.CHANGED, data='{"was":"1955"}')
    assert learner.store.state("bank:a") == replace(before, due_day=learner.day)
    assert learner.store.changed() == {"bank:a"}
    learner.answers()
    assert learner.store.changed() == set()


def test_an_adopted_history_belongs_to_the_new_card(learner):
    learner.answers("bank:old", days=5)
    learner.answers("bank:old", days=12)
    before = learner.store.state("bank:old")
    learner.does(What.ADOPT, "bank:new", data='{"old":"bank:old"}')
    assert learner.store.state("bank:new") == before
    assert learner.store.state("bank:old") == NEW
    assert learner.store.known() == {"bank:new"}
    learner.does(What.ADOPT, "bank:old", data='{"old":"bank:new"}')
    assert learner.store.state("bank:old") == before and learner.store.known() == {"bank:old"}


def test_many_adoptions_are_one_transaction(learner):
    for i in range(30):
        learner.answers(f"bank:{i}")
    renames = [
        learner.event(What.ADOPT, f"moved:{i}", data=f'{{"old":"bank:{i}"}}') for i in range(30)
    ]
    assert [e.seq for e in learner.store.append_all(renames)] == list(range(31, 61))
    assert learner.store.known() == {f"moved:{i}" for i in range(30)}


def test_flags_keep_their_note(learner):
    learner.does(What.FLAG, data="the year is wrong")
    assert learner.store.flags() == {"bank:a": "the year is wrong"}
    learner.does(What.UNFLAG)
    assert learner.store.flags() == {}


def test_times_are_those_of_right_answers_that_count(learner):
    learner.answers("bank:a", took_ms=3000)
    learner.answers("bank:b", rating=1, took_ms=9000)
    learner.answers("bank:c", took_ms=5000)
    assert learner.store.times("choice/40").ms == (3000, 5000)
    learner.store.undo(**learner.when)
    assert learner.store.times("choice/40").ms == (3000,)


def test_calibration_follows_a_learner_who_recalls_more_than_predicted(learner):
    for days in (0, 9, 9):
        learner.passes(days=days)
        for i in range(20):
            learner.answers(f"bank:{i}", days=2)
    today = learner.store.calibration(learner.day)
    tomorrow = learner.store.calibration(learner.day + 1)
    assert 0 < today.b < tomorrow.b
    assert today.answers == tomorrow.answers == 40


def test_parameter_sets_are_in_force_for_the_answers_given_under_them(learner):
    gentle = Parameters(tuple(w * 1.1 for w in DEFAULTS.weights), 0.85)
    learner.answers("bank:a")
    stored = learner.store.append(parameters_event(gentle, **learner.when))
    assert learner.store.parameters() == (stored.parameters, gentle)
    learner.answers("bank:b", parameters=stored.parameters)
    memories = {
        key: state.memory for key, state in learner.store.states(["bank:a", "bank:b"]).items()
    }
    assert memories["bank:a"].stability == DEFAULTS.weights[2]
    assert memories["bank:b"].stability == gentle.weights[2]


def test_counts_add_up(learner):
    learner.answers("bank:a")
    learner.answers("bank:b", rating=1, days=0)
    learner.does(What.SUSPEND, "bank:b")
    found = learner.store.counts()
    assert (found.events, found.cards, found.review, found.learning) == (3, 2, 1, 1)
    assert (found.suspended, found.flagged) == (1, 0)


def test_upcoming_reviews_are_counted_by_day(learner):
    for card, days in (("bank:a", 2), ("bank:b", 2), ("bank:c", 5)):
        learner.answers(card, days=days)
    assert learner.store.upcoming(learner.day, learner.day + 4) == {learner.day + 2: 2}


def test_text_that_utf8_cannot_hold_is_stored_all_the_same(learner):
    stored = learner.answers(given='{"typed":["\ud83d"]}')
    assert stored.given == '{"typed":["?"]}'
    learner.reopen()
    assert learner.store.events("bank:a") == [stored]


def test_a_history_opened_for_reading_reads_and_saves_nothing(learner, path):
    learner.answers()
    with Store.open(path, clock=learner.clock, read_only=True) as reader:
        assert reader.state("bank:a") == learner.store.state("bank:a")
        with pytest.raises(ReadOnlyError, match="reading only"):
            reader.append(learner.event(What.FLAG))


def test_home_and_first_card_never_scan_the_events(learner, path):
    learner.answers()
    store, scans = learner.store, []
    learner.store._db.set_trace_callback(lambda sql: scans.append(sql))
    store.due(learner.day, learner.now_ms)
    store.states(["bank:a"])
    store.days(learner.day - 365, learner.day)
    store.upcoming(learner.day, learner.day + 30)
    store.counts(), store.suspended(), store.buried(learner.day), store.flags()
    store.seen_on(learner.day), store.introduced(learner.day), store.calibration(learner.day)
    learner.store._db.set_trace_callback(None)
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        plans = [db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall() for sql in scans]
    db.close()
    steps = [step[3] for plan in plans for step in plan]
    assert len(scans) > 10
    assert not [s for s in steps if s.startswith(("SCAN e", "SCAN n")) or "events_of" in s]
    assert not [s for s in steps if s.startswith("SCAN c") and "INDEX" not in s], steps


def test_interval_of_seconds_is_a_moment(learner):
    answer = learner.answers(rating=1, days=0)
    state = learner.store.state("bank:a")
    assert (state.due_ms, state.due_day) == (answer.at_ms + 600_000, None)
    assert state.interval == Interval(seconds=600)
