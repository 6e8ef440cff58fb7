"""What an exam leaves behind: grades, reviews of its cards, a history that replays to the same."""

from __future__ import annotations

import pytest

from tests.exams import QUESTIONS
from tests.study.sitting import RIGHT, answer, graded_by_hand, place_of
from trainer.errors import TrainerError
from trainer.history.event import Mode, What
from trainer.judging.verdict import Outcome
from trainer.memory.card import Phase
from trainer.question import (
    Typed,
)
from trainer.study.exam import Stage


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
    for _ in range(4):
        shown = session.advance()
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
