"""Exams: the clock, answers that are kept and replaced, breaks, marking, and the schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desks import Hands, make_desk
from tests.exams import DECK, FILES, QUESTIONS
from trainer.errors import TrainerError
from trainer.history.event import Mode, What
from trainer.judging.verdict import Outcome
from trainer.memory.card import Phase
from trainer.question import (
    Answer,
    Arranged,
    Claimed,
    GaveUp,
    Paired,
    Picked,
    Recalled,
    Typed,
)
from trainer.study.desk import Desk
from trainer.study.exam import Exam, Stage, TimeUpError

RIGHT: dict[str, Answer] = {
    "tang/capital": Picked((0,)),
    "tang/rulers": Picked((0, 1)),
    "tang/wu": Claimed(False),
    "tang/founder": Typed(("Gaozu",)),
    "tang/begin": Typed(("618",)),
    "tang/fall#tang": Typed(("Tang",)),
    "tang/fall#907": Typed(("907",)),
    "tang/chronology": Arranged((0, 1, 2)),
    "tang/years": Paired((0, 1)),
    "tang/why": Recalled("Tax registers were lost."),
    "tang/jiedushi#forward": Recalled("a governor"),
    "tang/jiedushi#back": Recalled("jiedushi"),
}


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def opened(tmp_path: Path, hands: Hands) -> Iterator[Callable[[], Desk]]:
    """The learner's desk, opened anew each time: as after a break, or a kill."""
    desks: list[Desk] = []

    def again(files: dict[str, str] | None = None) -> Desk:
        if desks:
            desks[-1].close()
        desks.append(make_desk(tmp_path, hands, FILES if files is None else files))
        return desks[-1]

    yield again
    desks[-1].close()


def names(exam: Exam) -> list[str]:
    return [item.key.removeprefix("local:") for item in exam.paper.items]


def answer(exam: Exam, *wanted: str) -> None:
    """The right answers to the questions of these names, or to all."""
    for place, name in enumerate(names(exam)):
        if not wanted or name.partition("#")[0] in wanted:
            exam.go(place)
            exam.give(RIGHT[name])


def place_of(exam: Exam, name: str) -> int:
    return next(n for n, one in enumerate(names(exam)) if one.startswith(name))


def graded_by_hand(exam: Exam, score: float = 1.0) -> None:
    for waiting in exam.to_grade():
        exam.grade(waiting.place, score)


# --- answering


def test_whole_exam_right_is_all_points(opened):
    exam = opened().exam("tang-deck", "mock")
    answer(exam)
    exam.hand_in()
    graded_by_hand(exam)
    report = exam.report()
    assert (report.points, report.reached, report.passed) == (11.0, 11.0, True)
    assert report.missed == ()
    assert report.graded == 2


def test_nothing_is_told_before_the_end(opened):
    exam = opened().exam("tang-deck", "mock")
    answer(exam)
    with pytest.raises(TrainerError, match="isn't over"):
        exam.report()
    assert exam.to_grade() == ()


def test_later_answer_replaces_the_earlier_one(opened):
    exam = opened().exam("tang-deck", "mock")
    exam.go(place_of(exam, "tang/capital"))
    exam.give(Picked((1,)))
    exam.give(Picked((0,)))
    exam = opened({}).exam("tang-deck")
    assert exam.answer_to(place_of(exam, "tang/capital")) == Picked((0,))
    exam.hand_in()
    mark = exam.report().marks[place_of(exam, "tang/capital")]
    assert mark.outcome is Outcome.RIGHT


def test_answer_taken_away_leaves_the_question_open(opened):
    exam = opened().exam("tang-deck", "mock")
    exam.go(place_of(exam, "tang/wu"))
    exam.give(Claimed(False))
    exam.give(GaveUp())
    assert place_of(exam, "tang/wu") in exam.open()
    assert opened({}).exam("tang-deck").answer_to(place_of(exam, "tang/wu")) is None


def test_partial_credit_is_that_of_the_judge(opened):
    exam = opened().exam("tang-deck", "mock")
    exam.go(place_of(exam, "tang/rulers"))
    exam.give(Picked((0,)))
    exam.go(place_of(exam, "tang/chronology"))
    exam.give(Arranged((2, 0, 1)))
    exam.hand_in()
    marks = {mark.item.key: mark for mark in exam.report().marks}
    assert marks["local:tang/rulers"].reached == 1.0  # half of two points
    assert marks["local:tang/chronology"].reached == 0.5


def test_answer_that_does_not_fit_is_refused_at_once(opened):
    exam = opened().exam("tang-deck", "mock")
    exam.go(place_of(exam, "tang/wu"))
    with pytest.raises(ValueError, match="doesn't answer"):
        exam.give(Picked((0,)))
    assert exam.open() == tuple(range(10))


def test_questions_can_be_gone_to_in_any_order(opened):
    exam = opened().exam("tang-deck", "mock")
    assert exam.go(9).n == 10
    assert exam.go(0).n == 1
    with pytest.raises(TrainerError, match="no question 11"):
        exam.go(10)


def test_flags_outlast_a_break(opened):
    exam = opened().exam("tang-deck", "mock")
    exam.go(4)
    assert exam.flag()
    exam.go(5)
    exam.flag()
    assert not exam.flag()
    exam = opened({}).exam("tang-deck")
    assert [n for n in range(exam.size) if exam.flagged(n)] == [4]


def test_next_open_question_comes_round_again(opened):
    exam = opened().exam("tang-deck", "small")
    exam.go(1)
    exam.give(RIGHT[names(exam)[1]])
    assert exam.next_open(1) == 2
    assert exam.next_open(2) == 0
    assert exam.next_open(0) == 2


# --- breaks and the clock


def test_exam_broken_off_after_any_answer_goes_on_from_there(opened, hands):
    first = opened().exam("tang-deck", "mock")
    order = [first.showing(n).order for n in range(first.size)]
    for done in range(first.size):
        exam = opened({}).exam("tang-deck")
        assert names(exam) == names(first)
        assert [exam.showing(n).order for n in range(exam.size)] == order
        assert len(exam.open()) == exam.size - done
        assert exam.place == exam.open()[0]
        hands.later(seconds=10)
        exam.go(exam.place)
        exam.give(RIGHT[names(exam)[exam.place]])


def test_clock_runs_on_through_a_break(opened, hands):
    exam = opened().exam("tang-deck", "mock")
    hands.later(seconds=60)
    answer(exam, "tang/wu")
    hands.later(seconds=240)
    exam = opened({}).exam("tang-deck")
    assert exam.resumed
    assert exam.left_ms() == 15 * 60_000


def test_time_that_ran_out_while_away_ends_the_exam_with_what_is_there(opened, hands):
    exam = opened().exam("tang-deck", "mock")
    answer(exam, "tang/wu", "tang/begin")
    hands.later(days=3)
    exam = opened({}).exam("tang-deck")
    report = exam.report()
    assert (report.by_time, report.answered, report.reached) == (True, 2, 2.0)
    assert report.seconds == 20 * 60
    assert report.ended_ms == report.began_ms + 20 * 60_000
    assert not report.passed


def test_answer_after_the_time_is_not_taken(opened, hands):
    exam = opened().exam("tang-deck", "small")
    hands.later(seconds=301)
    assert exam.left_ms() == 0
    exam.give(RIGHT[names(exam)[exam.place]])  # it was on its way
    hands.later(seconds=10)
    with pytest.raises(TimeUpError):
        exam.give(GaveUp())
    assert exam.stage is Stage.DONE
    assert exam.report().answered == 1


def test_clock_set_back_gives_no_time(opened, hands):
    exam = opened().exam("tang-deck", "mock")
    hands.later(seconds=300)
    answer(exam, "tang/wu")
    hands.later(seconds=-4000)
    assert exam.left_ms() == 15 * 60_000
    hands.later(seconds=60)
    assert exam.left_ms() == 14 * 60_000
    answer(exam, "tang/begin")
    exam = opened({}).exam("tang-deck")
    assert exam.left_ms() == 14 * 60_000
    hands.later(seconds=14 * 60)
    assert not exam.tick()


def test_time_at_each_question_adds_up(opened, hands):
    exam = opened().exam("tang-deck", "small")
    first = exam.place
    hands.later(seconds=20)
    exam.go(1 if first == 0 else 0)
    hands.later(seconds=5)
    exam.go(first)
    hands.later(seconds=10)
    exam.give(RIGHT[names(exam)[first]])
    exam.hand_in()
    report = exam.report()
    assert report.marks[first].took_ms == 30_000
    assert report.seconds == 35


def test_another_exam_waits_until_the_first_is_handed_in(opened):
    desk = opened()
    exam = desk.exam("tang-deck", "mock", 7)
    with pytest.raises(TrainerError, match="`Mock exam`, form 7, was begun"):
        desk.exam("tang-deck", "small")
    with pytest.raises(TrainerError, match="hand it in"):
        desk.exam("tang-deck", "mock", 8)
    assert desk.exams("tang-deck").underway is not None
    exam.hand_in()
    assert desk.exams("tang-deck").underway is None
    assert desk.exam("tang-deck", "small").paper.title == "Small one"


def test_question_taken_out_or_changed_meanwhile_does_not_count(opened):
    exam = opened().exam("tang-deck", "mock")
    answer(exam, "tang/capital", "tang/wu")
    before, _, after = QUESTIONS.partition("- ask: Who founded")
    others = before + "- ask: In which" + after.partition("- ask: In which")[2]
    changed = others.replace("answer: Chang'an", "answer: Chang'an, the western capital")
    exam = opened({"questions/tang.yaml": changed})
    exam = exam.exam("tang-deck")
    assert exam.void(place_of(exam, "tang/capital"))
    assert exam.void(place_of(exam, "tang/founder"))
    with pytest.raises(TrainerError, match="doesn't count"):
        exam.go(place_of(exam, "tang/founder"))
    exam.hand_in()
    report = exam.report()
    assert report.reached == 1.0
    assert "tang/founder" not in [m.item.key for m in report.missed]


# --- after it


def test_learner_grades_what_no_judge_can_after_handing_in(opened):
    exam = opened().exam("tang-deck", "mock")
    answer(exam, "tang/why", "tang/jiedushi")
    exam.hand_in()
    assert exam.stage is Stage.GRADING
    places = [waiting.place for waiting in exam.to_grade()]
    exam.grade(places[0], 0.75)
    exam = opened({}).exam("tang-deck")  # broken off again, between two grades
    assert [waiting.place for waiting in exam.to_grade()] == places[1:]
    exam.grade(places[1], 0.0)
    report = exam.report()
    assert report.marks[places[0]].score == 0.75
    assert report.marks[places[0]].outcome is Outcome.PARTLY
    assert report.marks[places[1]].outcome is Outcome.WRONG
    assert report.graded == 2


def test_learner_settles_what_the_judge_is_unsure_of(opened):
    exam = opened().exam("tang-deck", "mock")
    exam.go(place_of(exam, "tang/founder"))
    exam.give(Typed(("Emperor Gaozu",)))
    exam.hand_in()
    (waiting,) = exam.to_grade()
    assert waiting.unsure
    exam.grade(waiting.place, 1.0)
    assert exam.report().marks[waiting.place].outcome is Outcome.RIGHT


def test_new_cards_stay_new_and_introduced_ones_are_reviewed(opened, hands):
    desk = opened()
    session = desk.session("tang-deck")
    shown = session.advance()
    session.answer(RIGHT[shown.card.id])
    session.close()
    known = desk.store.state(shown.card.key)
    hands.later(days=5)
    exam = desk.exam("tang-deck", "mock")
    answer(exam)
    given_at = hands.now_ms
    hands.later(seconds=60)
    exam.hand_in()
    graded_by_hand(exam)
    after = desk.store.state(shown.card.key)
    assert shown.card.key in [item.key for item in exam.paper.items]
    assert (after.reps, after.last_ms) == (known.reps + 1, given_at)
    others = [item.key for item in exam.paper.items if item.key != shown.card.key]
    assert all(desk.store.state(key).phase is Phase.NEW for key in others)
    assert desk.store.events(others[0])[-1].mode is Mode.EXAM


def test_card_answered_elsewhere_since_is_not_reviewed_twice(opened, hands):
    desk = opened()
    session = desk.session("tang-deck")
    shown = session.advance()
    session.answer(RIGHT[shown.card.id])
    hands.later(days=5)
    exam = desk.exam("tang-deck", "mock")
    answer(exam)
    hands.later(seconds=30)
    again = desk.session("tang-deck")
    assert again.advance().card.key == shown.card.key
    again.answer(RIGHT[shown.card.id])
    between = desk.store.state(shown.card.key)
    hands.later(seconds=30)
    exam.hand_in()
    graded_by_hand(exam)
    assert desk.store.state(shown.card.key) == between


def test_what_an_exam_decided_is_what_a_replay_finds(opened, hands):
    desk = opened()
    session = desk.session("tang-deck", limit=4)
    while (shown := session.advance()) is not None and shown.n <= 4:
        session.answer(RIGHT[shown.card.id]) if "#" not in shown.card.id else session.skip()
    hands.later(days=9)
    exam = desk.exam("tang-deck", "mock")
    answer(exam)
    exam.hand_in()
    graded_by_hand(exam)
    before = desk.store.states(item.key for item in exam.paper.items)
    desk.store.rebuild()
    assert desk.store.states(item.key for item in exam.paper.items) == before


def test_undo_does_not_reach_into_an_exam(opened):
    desk = opened()
    session = desk.session("tang-deck")
    shown = session.advance()
    session.answer(RIGHT[shown.card.id])
    exam = desk.exam("tang-deck", "small")
    answer(exam)
    exam.hand_in()
    graded_by_hand(exam)
    assert session.undo().card.key == shown.card.key
    assert session.undo() is None
    marked = [event for event in desk.store.log() if event.what is What.EXAM]
    assert '"marked"' in marked[-1].data


def test_exam_that_can_not_be_drawn_says_why(opened):
    with pytest.raises(TrainerError, match=r"`Too much` draws 9 questions tagged `court`.* has 3"):
        opened().exam("tang-deck", "too")


def test_deck_without_exam_says_how_to_write_one(opened):
    desk = opened({**FILES, "decks/tang-deck.yaml": DECK.partition("exams:")[0]})
    with pytest.raises(TrainerError, match="has no exam"):
        desk.exam("tang-deck")


def test_exam_is_named_by_its_title_or_its_beginning(opened):
    desk = opened()
    with pytest.raises(TrainerError, match="several exams; name one of `Mock exam`, `Small one`"):
        desk.exam("tang-deck")
    with pytest.raises(TrainerError, match="no exam `final`"):
        desk.exam("tang-deck", "final")
    assert desk.exam("tang-deck", "SMALL ONE").paper.minutes == 5
