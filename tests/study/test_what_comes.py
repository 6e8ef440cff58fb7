"""Which cards a sitting brings: limits, siblings, due days, cards put aside, several decks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import DAY_MS, NOON, Hands, make_desk
from tests.study.answering import CHOICES, answer_right, right_answer
from trainer.memory.card import Rating
from trainer.question import GaveUp, Kind
from trainer.settings import Settings
from trainer.study.desk import Desk


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


def test_a_library_that_is_there_twice_counts_once(tmp_path: Path, hands: Hands) -> None:
    files = {"questions/library.yaml": "id: tang-abcdef\n", "questions/q.yaml": CHOICES}
    with (
        make_desk(tmp_path / "a", hands, files) as one,
        make_desk(tmp_path / "b", hands, files) as two,
    ):
        one.libraries = [*one.libraries, *two.libraries]
        assert [row.id for row in one.rows()] == ["q"]


def test_a_due_card_of_two_decks_counts_once_on_home(tmp_path: Path, hands: Hands) -> None:
    decks = {f"decks/{id_}.yaml": f"id: {id_}\ntitle: T\nquestions: [q.yaml]\n" for id_ in "ab"}
    with make_desk(tmp_path, hands, {"questions/q.yaml": CHOICES} | decks) as desk:
        session = desk.session("a", limit=2)
        while session.advance():
            answer_right(session)
        hands.later(days=30)
        rows = desk.home().decks
        assert [row.due for row in rows] == [2, 2]
        assert sum(row.due_first for row in rows) == 2


def test_a_new_card_of_two_decks_counts_once_on_home(tmp_path: Path, hands: Hands) -> None:
    files = {f"questions/{name}.yaml": CHOICES for name in "qr"}
    chosen = {"a": "[q.yaml]", "b": "[q.yaml, r.yaml]", "c": "[r.yaml]\nwhere: {tags: [x]}"}
    files["questions/r.yaml"] = f"defaults: {{tags: [x]}}\n{CHOICES}"
    for id_, questions in chosen.items():
        files[f"decks/{id_}.yaml"] = f"id: {id_}\ntitle: T\nquestions: {questions}\n"
    with make_desk(tmp_path, hands, files) as desk:
        rows = desk.home().decks
        assert [row.new for row in rows] == [3, 6, 3]
        assert [row.new_first for row in rows] == [3, 3, 0]
        session = desk.session("b", limit=2)
        while session.advance():
            answer_right(session)
        assert sum(row.new_first for row in desk.home().decks) == 4


def test_a_due_card_of_two_decks_is_left_for_later_once(tmp_path: Path, hands: Hands) -> None:
    decks = {f"decks/{id_}.yaml": f"id: {id_}\ntitle: T\nquestions: [q.yaml]\n" for id_ in "ab"}
    with make_desk(tmp_path, hands, {"questions/q.yaml": CHOICES} | decks) as desk:
        session = desk.session("a")
        while session.advance():
            answer_right(session)
        hands.later(days=30)
        desk.settings = Settings(reviews_per_day=1)
        home = desk.home()
        assert [row.due for row in home.decks] == [1, 1]
        assert "2 due reviews are left for later by daily limits." in home.notes
