"""Exams: the clock, answers that are kept and replaced, breaks, and what can't be sat."""

from __future__ import annotations

import pytest

from tests.exams import DECK, FILES
from tests.study.sitting import RIGHT, answer, graded_by_hand, names, place_of
from trainer.errors import TrainerError
from trainer.judging.verdict import Outcome
from trainer.question import (
    Arranged,
    Claimed,
    GaveUp,
    Picked,
)
from trainer.study.exam import Stage, TimeUpError


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
