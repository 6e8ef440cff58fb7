"""A sitting: what comes, what is stored when, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desks import Hands
from tests.history.conftest import behind
from tests.study.answering import answer_right, right_answer
from trainer.errors import TrainerError
from trainer.history.event import What
from trainer.judging.verdict import Outcome
from trainer.memory.card import Phase, Rating
from trainer.question import (
    GaveUp,
    Kind,
    Recalled,
)
from trainer.study.desk import Desk


def test_every_kind_can_be_answered_right_and_is_stored(desk: Desk, hands: Hands) -> None:
    session = desk.session("kinds")
    kinds = set()
    while (showing := session.advance()) is not None and showing.n < 30:
        kinds.add(showing.card.question.kind)
        answer_right(session)
        hands.later(seconds=700)
    assert kinds == set(Kind)
    assert session.summary().right == session.summary().answered > 10
    assert not session.summary().missed


def test_an_answer_is_on_the_disk_before_its_verdict_is_returned(three: Desk) -> None:
    session = three.session("q")
    showing = session.advance()
    assert showing is not None
    assert three.store.state(showing.card.key).phase is Phase.NEW
    session.answer(right_answer(showing))
    assert three.store.state(showing.card.key).reps == 1


def test_what_follows_from_an_answer_waits_until_its_verdict_is_shown(three: Desk) -> None:
    session = three.session("q")
    for _ in range(2):
        showing = session.advance()
        assert showing is not None
        session.answer(right_answer(showing))
        assert session.progress and session.deck_title and session.current
        # The first answer that a history holds is stored with what follows from it.
        later = behind(three.history)
        session.follow_up()
        assert not behind(three.history)
        session.rate(Rating.GOOD)
    assert later


def test_a_self_graded_answer_waits_for_its_rating(desk: Desk) -> None:
    session = desk.session("kinds")
    while (showing := session.advance()) and showing.card.question.kind is not Kind.RECALL:
        answer_right(session)
    assert showing is not None
    judged = session.answer(Recalled())
    assert judged.verdict.outcome is Outcome.SELF
    assert judged.suggested is None
    assert desk.store.state(showing.card.key).reps == 0
    session.rate(Rating.HARD)
    assert desk.store.state(showing.card.key).reps == 1


def test_another_rating_replaces_the_suggested_one(three: Desk) -> None:
    session = three.session("q")
    showing = session.advance()
    assert showing is not None
    session.answer(right_answer(showing))
    saved = session.rate(Rating.EASY)
    state = three.store.state(showing.card.key)
    assert state.phase is Phase.REVIEW and state.reps == 1
    assert saved.due_day == state.due_day


def test_a_wrong_answer_suggests_again_and_comes_back_within_minutes(
    three: Desk, hands: Hands
) -> None:
    session = three.session("q")
    first = session.advance()
    assert first is not None
    judged = session.answer(GaveUp())
    assert judged.suggested is Rating.AGAIN
    session.rate(Rating.AGAIN)
    hands.later(seconds=90)
    again = session.advance()
    assert again is not None and again.card == first.card


def test_overruling_a_verdict_is_stored_with_the_answer(three: Desk) -> None:
    session = three.session("q")
    showing = session.advance()
    assert showing is not None
    session.answer(GaveUp())
    judged = session.overrule()
    assert judged.overruled and judged.verdict.outcome is Outcome.RIGHT
    assert session.summary().right == 1
    events = three.store.events(showing.card.key)
    assert [event.what for event in events] == [What.ANSWER, What.AMEND]


def test_undo_shows_the_card_again_as_if_never_answered(three: Desk) -> None:
    session = three.session("q")
    first = session.advance()
    assert first is not None
    answer_right(session)
    session.advance()
    again = session.undo()
    assert again is not None and again.card == first.card
    assert three.store.state(first.card.key).reps == 0
    assert session.progress.done == 0


def test_undo_and_another_answer_are_one_card_of_the_day(three: Desk) -> None:
    three.settings = replace(three.settings, new_per_day=1)
    session = three.session("q")
    first = session.advance()
    assert first is not None
    for _ in range(3):
        before = session.progress
        answer_right(session)
        again = session.undo()
        assert again is not None and (again.card, again.n) == (first.card, 1)
        assert session.progress == before


def test_undo_before_a_card_is_left_lets_no_further_new_card_in(three: Desk) -> None:
    three.settings = replace(three.settings, new_per_day=1)
    session = three.session("q")
    session.advance()
    answer_right(session)
    session.undo()
    begun = set()
    while (showing := session.advance()) is not None:
        begun.add(showing.card.key)
        answer_right(session)
    assert len(begun) == 1


def test_undo_reaches_into_the_session_before(three: Desk) -> None:
    session = three.session("q")
    first = session.advance()
    assert first is not None
    answer_right(session)
    session.close()
    later = three.session("q")
    later.advance()
    again = later.undo()
    assert again is not None and again.card == first.card


def test_redo_brings_the_answer_back(three: Desk) -> None:
    session = three.session("q")
    first = session.advance()
    assert first is not None
    answer_right(session)
    session.advance()
    session.undo()
    after = session.redo()
    assert after is not None and after.card != first.card
    assert three.store.state(first.card.key).reps == 1
    assert session.progress.done == 1


def test_nothing_to_undo_is_said_by_none(three: Desk) -> None:
    session = three.session("q")
    session.advance()
    assert session.undo() is None
    assert session.redo() is None


def test_flagging_is_remembered_and_taken_away(three: Desk) -> None:
    session = three.session("q")
    session.advance()
    assert session.flag() is True and session.flagged
    assert session.flag() is False and not session.flagged


def test_a_drill_leaves_the_schedule_alone(three: Desk) -> None:
    session = three.session("q")
    first = session.advance()
    assert first is not None
    session.answer(GaveUp())
    session.rate(Rating.AGAIN)
    before = three.store.state(first.card.key)
    drill = three.drill([missed.card for missed in session.summary().missed])
    shown = drill.advance()
    assert shown is not None and shown.card == first.card
    judged = drill.answer(right_answer(shown))
    assert not judged.intervals
    drill.rate(Rating.GOOD)
    assert drill.advance() is None
    assert three.store.state(first.card.key) == before


def test_a_call_out_of_turn_is_a_sentence(three: Desk) -> None:
    session = three.session("q")
    with pytest.raises(TrainerError, match="no question"):
        session.hint()
    session.advance()
    with pytest.raises(TrainerError, match="not answered"):
        session.rate(Rating.GOOD)
    session.answer(GaveUp())
    with pytest.raises(TrainerError, match="answered already"):
        session.answer(GaveUp())
    with pytest.raises(TrainerError, match="not in doubt"):
        session.settle(True)


def test_hints_come_one_by_one_and_then_none(desk: Desk) -> None:
    session = desk.session("kinds")
    while (showing := session.advance()) and showing.card.question.kind is not Kind.CHOICE:
        answer_right(session)
    assert session.hint() == "Autumn."
    assert session.hint() is None


def test_why_tells_what_is_believed_of_a_card(three: Desk, hands: Hands) -> None:
    session = three.session("q")
    showing = session.advance()
    assert showing is not None
    assert session.why().recall is None
    session.answer(right_answer(showing))
    assert session.why().reason
    session.rate(Rating.EASY)
    hands.later(days=9)
    session = three.session("q")
    session.advance()
    why = session.why()
    assert why.recall is not None and 0.5 < why.recall < 1
    assert why.last[0][1] is Rating.EASY
