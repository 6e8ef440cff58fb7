"""Undo and redo are events: they work across sessions, and nothing is ever erased."""

from trainer.history.event import What
from trainer.memory.card import NEW


def test_undo_takes_back_the_state_and_keeps_the_event(learner):
    first = learner.answers(days=3)
    before = learner.store.state("bank:a")
    second = learner.answers(days=20)
    assert learner.store.undo(**learner.when) == second
    assert learner.store.state("bank:a") == before
    assert [e.what for e in learner.store.events("bank:a")] == ["answer", "answer", "undo"]
    assert learner.store.last_answers("bank:a", 9) == [first]


def test_undo_goes_back_card_by_card_and_redo_comes_forward(learner):
    stored = [learner.answers(card) for card in ("bank:a", "bank:b", "bank:c")]
    after = learner.store.states(["bank:a", "bank:b", "bank:c"])
    taken = [learner.store.undo(**learner.when) for _ in range(4)]
    assert taken == [*stored[::-1], None]
    assert learner.store.known() == set()
    learner.reopen()
    again = [learner.store.redo(**learner.when) for _ in range(4)]
    assert again == [*stored, None]
    assert learner.store.states(after) == after


def test_undo_reaches_into_an_earlier_session(learner):
    stored = learner.answers()
    learner.passes(days=4)
    learner.reopen()
    assert learner.store.undo(**learner.when) == stored
    assert learner.store.state("bank:a") == NEW


def test_something_new_ends_what_can_be_redone(learner):
    learner.answers("bank:a")
    learner.store.undo(**learner.when)
    learner.answers("bank:b")
    assert learner.store.redo(**learner.when) is None


def test_an_amendment_is_undone_alone_or_with_its_answer(learner):
    answer = learner.answers(days=3)
    plain = learner.store.state("bank:a")
    amendment = learner.amends(answer, days=9)
    amended = learner.store.state("bank:a")
    assert learner.store.undo(**learner.when) == amendment
    assert learner.store.state("bank:a") == plain
    assert learner.store.redo(**learner.when) == amendment
    assert learner.store.undo(**learner.when, whole=True) == answer
    assert learner.store.state("bank:a") == NEW
    assert learner.store.undo(**learner.when) is None
    assert learner.store.redo(**learner.when) == answer
    assert learner.store.state("bank:a") == amended


def test_marks_are_undone_too(learner):
    learner.answers()
    learner.does(What.SUSPEND)
    learner.does(What.FLAG, data="odd")
    assert learner.store.undo(**learner.when).what is What.FLAG
    assert learner.store.undo(**learner.when).what is What.SUSPEND
    assert (learner.store.suspended(), learner.store.flags()) == (set(), {})
    assert learner.store.state("bank:a") != NEW


def test_undo_takes_the_answer_out_of_days_and_calibration(learner):
    learner.answers(days=5)
    learner.passes(days=5)
    counted = learner.store.days(0, learner.day), learner.store.calibration(learner.day + 1)
    learner.answers(rating=1, days=1)
    assert (
        learner.store.days(0, learner.day),
        learner.store.calibration(learner.day + 1),
    ) != counted
    learner.store.undo(**learner.when)
    assert (
        learner.store.days(0, learner.day),
        learner.store.calibration(learner.day + 1),
    ) == counted


def test_other_devices_answers_are_not_undone_here(new_learner):
    desk, phone = new_learner("desk"), new_learner("phone")
    desk.store.receive([phone.answers()])
    assert desk.store.undo(**phone.when) is None


def test_what_was_just_answered_is_corrected_whatever_came_before_it(learner):
    """Rated otherwise, taken back, answered again: what is derived is what a replay says."""
    for card in ("bank:a", "bank:b"):
        for days in (1, 4, 9):
            learner.answers(card, days=days)
            learner.passes(days=days)
    derived = learner.tables()
    for card in ("bank:a", "bank:b"):
        answer = learner.answers(card, rating=1, days=0)
        learner.amends(answer, rating=3, days=20)
        learner.amends(answer, rating=2, days=5)
    for _ in ("bank:b", "bank:a"):
        learner.passes(seconds=5)
        learner.store.undo(**learner.when, whole=True)
    assert learner.tables() == derived
    learner.answers("bank:a", days=30)
    learner.amends(learner.answers("bank:b", days=30), days=40)
    derived = learner.tables()
    learner.store.rebuild()
    assert learner.tables() == derived
