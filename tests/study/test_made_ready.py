"""What probably comes next is made ready while a verdict is read; only what comes is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.desks import Hands, make_desk
from tests.study.answering import CHOICES, right_answer
from trainer.memory.card import Phase, Rating
from trainer.question import GaveUp
from trainer.study.desk import Desk
from trainer.study.session import Session

Q = "questions/q.yaml"


def answered(session: Session) -> None:
    assert session.current is not None
    session.answer(right_answer(session.current))


def test_what_was_made_ready_is_shown_as_it_was(three: Desk, hands: Hands) -> None:
    session = three.session("q")
    session.advance()
    answered(session)
    ready = session.likely()
    assert ready is not None and ready == session.likely()
    hands.later(seconds=5)
    session.rate(Rating.GOOD)
    shown = session.advance()
    assert shown == replace(ready, n=2, shown_ms=hands.now_ms)


def test_nothing_is_made_ready_where_nothing_comes(tmp_path: Path, hands: Hands) -> None:
    with make_desk(tmp_path, hands, {Q: CHOICES[: CHOICES.index("- {ask: Second")]}) as desk:
        session = desk.session("q")
        assert session.likely() is None
        session.advance()
        answered(session)
        assert session.likely() is None


def test_a_card_made_ready_is_asked_as_an_edit_left_it(tmp_path: Path, hands: Hands) -> None:
    with make_desk(tmp_path, hands, {Q: CHOICES}) as desk:
        session = desk.session("q")
        session.advance()
        answered(session)
        ready = session.likely()
        assert ready is not None and ready.card.question.ask == "Second?"
        file = tmp_path / "library" / Q
        edited = CHOICES.replace("First?", "1st?").replace("Second?", "2nd?").replace("c, d", "c")
        file.write_text(edited, encoding="utf-8")
        session.undo()
        session.reload()
        answered(session)
        session.rate(Rating.GOOD)
        shown = session.advance()
        assert shown is not None and shown.card.question.ask == "2nd?"
        assert sorted(shown.order) == [0, 1, 2]


def test_a_card_made_ready_is_shown_in_the_state_that_an_undo_left_it(
    three: Desk, hands: Hands
) -> None:
    session = three.session("q")
    first = session.advance()
    assert first is not None
    session.answer(GaveUp())
    session.rate(Rating.AGAIN)
    session.advance()
    hands.later(seconds=90)
    answered(session)
    ready = session.likely()
    assert ready is not None and (ready.card, ready.phase) == (first.card, Phase.LEARNING)
    session.undo()
    again = session.undo()
    assert again is not None and (again.card, again.phase) == (first.card, Phase.NEW)
