"""A sitting: what comes, what is stored when, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import DAY_MS, NOON, Hands, make_desk
from trainer.errors import TrainerError
from trainer.history.event import What
from trainer.judging.verdict import Outcome
from trainer.memory.card import Phase, Rating
from trainer.question import (
    Arranged,
    Claimed,
    GaveUp,
    Kind,
    Match,
    Paired,
    Picked,
    Recalled,
    Typed,
)
from trainer.study.desk import Desk
from trainer.study.session import Session
from trainer.study.showing import Showing

CHOICES = """\
questions:
- {ask: First?, id: one, answer: a, wrong: [b, c, d]}
- {ask: Second?, id: two, answer: a, wrong: [b, c, d]}
- {ask: Third?, id: three, answer: a, wrong: [b, c, d]}
"""


@pytest.fixture
def desk(tmp_path: Path, hands: Hands) -> Iterator[Desk]:
    with make_desk(tmp_path, hands) as desk:
        yield desk


@pytest.fixture
def three(tmp_path: Path, hands: Hands) -> Iterator[Desk]:
    with make_desk(tmp_path, hands, {"questions/q.yaml": CHOICES}) as desk:
        yield desk


def right_answer(showing: Showing) -> Picked | Claimed | Typed | Arranged | Paired | Recalled:
    body = showing.card.question.body
    match showing.card.question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return Picked(tuple(i for i, option in enumerate(body.options) if option.right))
        case Kind.TRUTH:
            return Claimed(body.answer)
        case Kind.SHORT:
            return Typed((body.answer,))
        case Kind.NUMBER:
            return Typed((body.number.text,))
        case Kind.CLOZE:
            return Typed(tuple(blank.answer for blank in body.blanks(showing.card.facet)))
        case Kind.ORDER:
            return Arranged(tuple(range(len(body.items))))
        case Kind.MATCH:
            assert isinstance(body, Match)
            return Paired(tuple(body.rights.index(right) for _, right in body.pairs))
        case _:
            return Recalled()


def answer_right(session: Session) -> None:
    assert session.current is not None
    judged = session.answer(right_answer(session.current))
    session.rate(judged.suggested or Rating.GOOD)


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


def test_skip_puts_a_card_last_and_stores_nothing(three: Desk) -> None:
    session = three.session("q")
    first = session.advance()
    assert first is not None
    session.skip()
    order = []
    while (showing := session.advance()) and showing.card.id not in order:
        order.append(showing.card.id)
        session.answer(right_answer(showing))
        session.rate(Rating.EASY)
    assert order[-1] == first.card.id and len(order) == 3


@pytest.mark.parametrize("what", ["bury", "suspend"])
def test_a_card_put_aside_does_not_come_again(three: Desk, hands: Hands, what: str) -> None:
    session = three.session("q")
    first = session.advance()
    assert first is not None
    getattr(session, what)()
    rest = set()
    while showing := session.advance():
        rest.add(showing.card.id)
        session.answer(right_answer(showing))
        session.rate(Rating.EASY)
    assert first.card.id not in rest and len(rest) == 2
    hands.later(days=1)
    tomorrow = three.session("q").advance()
    assert (tomorrow is not None and tomorrow.card == first.card) == (what == "bury")


def test_undoing_a_bury_shows_the_card(three: Desk) -> None:
    session = three.session("q")
    first = session.advance()
    assert first is not None
    session.bury()
    session.advance()
    again = session.undo()
    assert again is not None and again.card == first.card


def test_flagging_is_remembered_and_taken_away(three: Desk) -> None:
    session = three.session("q")
    session.advance()
    assert session.flag() is True and session.flagged
    assert session.flag() is False and not session.flagged


def test_a_limit_bounds_the_cards_of_a_sitting_but_not_their_repetition(
    three: Desk, hands: Hands
) -> None:
    session = three.session("q", limit=1)
    first = session.advance()
    assert first is not None and session.progress.total == 1
    session.answer(GaveUp())
    session.rate(Rating.AGAIN)
    hands.later(seconds=70)
    again = session.advance()
    assert again is not None and again.card == first.card
    session.answer(right_answer(again))
    session.rate(Rating.EASY)
    assert session.advance() is None


def test_the_daily_limit_of_new_cards_counts_over_sittings(tmp_path: Path, hands: Hands) -> None:
    from trainer.settings import Settings

    files = {"questions/q.yaml": CHOICES}
    with make_desk(tmp_path, hands, files, Settings(new_per_day=2)) as desk:
        session = desk.session("q")
        session.advance()
        session.answer(GaveUp())
        session.rate(Rating.EASY)
        session.close()
        assert desk.session("q").progress.left == 1


def test_siblings_never_come_on_one_day(desk: Desk, hands: Hands) -> None:
    session = desk.session("kinds")
    sides = []
    while (showing := session.advance()) is not None:
        if showing.card.question.kind is Kind.TERM:
            sides.append(showing.card.facet)
        session.answer(right_answer(showing))
        session.rate(Rating.EASY)
    assert sides == ["forward"]
    hands.later(days=1)
    session = desk.session("kinds")
    while (showing := session.advance()) is not None:
        if showing.card.question.kind is Kind.TERM:
            sides.append(showing.card.facet)
        session.answer(right_answer(showing))
        session.rate(Rating.EASY)
    assert sides == ["forward", "back"]


def test_due_cards_come_back_on_their_day(three: Desk, hands: Hands) -> None:
    session = three.session("q")
    due = {}
    while showing := session.advance():
        session.answer(right_answer(showing))
        saved = session.rate(Rating.EASY)
        assert saved.due_day is not None
        due[showing.card.id] = saved.due_day
    assert three.session("q").advance() is None
    hands.now_ms = NOON + (max(due.values()) - NOON // DAY_MS) * DAY_MS
    assert three.session("q").progress.left == 3


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("questions:\n- {ask: Another?, answer: yes indeed}\n", ""),
        ("questions: [", "q.yaml:1:12: error[Y014]"),
        (None, ""),
    ],
    ids=["edited", "broken", "gone"],
)
def test_what_happens_to_a_file_in_mid_session_does_not_disturb_it(
    three: Desk, tmp_path: Path, now: str | None, says: str
) -> None:
    session, file = three.session("q"), tmp_path / "library/questions/q.yaml"
    first = session.advance()
    file.write_text(now, encoding="utf-8") if now else file.unlink()
    asked = []
    while first is not None:
        asked.append(first.card.key)
        answer_right(session)
        first = session.advance()
    assert len(set(asked)) == 3
    assert all(three.store.state(key).reps for key in asked)
    # The next start reads it as it is, and says where it is broken.
    three.close()
    assert says in " ".join(three.notes())


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


def test_all_decks_come_in_turn(tmp_path: Path, hands: Hands) -> None:
    files = {"questions/a.yaml": CHOICES, "questions/b.yaml": CHOICES}
    with make_desk(tmp_path, hands, files) as desk:
        session = desk.session(None)
        titles = []
        while showing := session.advance():
            titles.append(session.deck_title)
            session.answer(right_answer(showing))
            session.rate(Rating.EASY)
        assert len(titles) == 6 and titles == sorted(titles)


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


def test_a_library_that_is_there_twice_counts_once(tmp_path: Path, hands: Hands) -> None:
    files = {"questions/library.yaml": "id: tang-abcdef\n", "questions/q.yaml": CHOICES}
    with (
        make_desk(tmp_path / "a", hands, files) as one,
        make_desk(tmp_path / "b", hands, files) as two,
    ):
        one.libraries = [*one.libraries, *two.libraries]
        assert [row.id for row in one.rows()] == ["q"]
