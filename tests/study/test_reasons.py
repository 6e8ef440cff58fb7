"""Why a card comes today, and siblings that two decks have between them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.desks import Hands, make_desk
from trainer.memory.card import Rating
from trainer.question import Typed
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.exam_dates import ExamDate
from trainer.study.exam_plan import keep

QUESTIONS = """\
questions:
- {ask: Who founded it?, id: founder, answer: Gaozu, fact: founding, tags: [people]}
- {ask: When was it founded?, id: year, answer: a, fact: founding, tags: [years]}
- {ask: Who came second?, id: second, answer: a, tags: [people]}
"""
FILES = {
    "questions/tang.yaml": QUESTIONS,
    "decks/people.yaml": "title: People\nquestions: [tang.yaml]\nwhere: {tags: [people]}\n",
    "decks/years.yaml": "title: Years\nquestions: [tang.yaml]\nwhere: {tags: [years]}\n",
}


def answer(desk: Desk, deck: str | None = None, rating: Rating = Rating.EASY) -> list[str]:
    """Answers all that comes; the questions' ids."""
    session, came = desk.session(deck), []
    while showing := session.advance():
        session.answer(Typed(("a",)))
        session.rate(rating)
        came.append(showing.card.id.rpartition("/")[2])
    return came


def reason(desk: Desk, deck: str | None = None) -> str:
    session = desk.session(deck)
    assert session.advance()
    return session.why().now


def test_two_decks_do_not_ask_for_one_fact_on_one_day(tmp_path: Path, hands: Hands) -> None:
    with make_desk(tmp_path, hands, FILES) as desk:
        assert answer(desk) == ["founder", "second"]
        hands.later(days=1)
        assert answer(desk) == ["year"]


def test_undo_gives_the_fact_back_to_the_other_deck(tmp_path: Path, hands: Hands) -> None:
    with make_desk(tmp_path, hands, FILES) as desk:
        session = desk.session(None)
        assert session.advance()
        session.answer(Typed(("Gaozu",)))
        session.rate(Rating.EASY)
        assert session.advance()
        assert session.undo()
        session.bury()
        came = []
        while showing := session.advance():
            session.answer(Typed(("a",)))
            session.rate(Rating.EASY)
            came.append(showing.card.id)
        assert came == ["tang/second", "tang/year"]


def test_a_card_says_why_it_comes(tmp_path: Path, hands: Hands) -> None:
    with make_desk(tmp_path, hands, FILES) as desk:
        assert reason(desk) == "the next new card"
        session = desk.session("people")
        session.advance()
        session.answer(Typed(("wrong",)))
        session.rate(Rating.AGAIN)
        session.advance()
        session.answer(Typed(("a",)))
        session.rate(Rating.EASY)
        session.advance()
        assert session.why().now == "in its learning steps, until it is right"
        session.answer(Typed(("Gaozu",)))
        session.rate(Rating.EASY)
        session.close()
        known = desk.store.states(desk.store.known()).values()
        due = min(state.due_day or 0 for state in known)
        hands.later(days=due - desk.today.day)
        assert reason(desk, "people") == "due today"
        hands.later(days=2)
        assert reason(desk, "people").startswith("due since ")
        drill = desk.practice([f"{desk.banks[0].id}:tang/second"])
        assert drill.advance()
        assert drill.why().now == "practice, which leaves the schedule alone"


def test_a_card_that_comes_early_says_what_for(tmp_path: Path, hands: Hands) -> None:
    own = Settings(breaks=((date(2026, 11, 26), date(2026, 12, 30)),))
    with make_desk(tmp_path, hands, FILES, own) as desk:
        desk.settings = Settings()
        answer(desk, "people")
        desk.settings = own
        hands.later(days=2)
        known = {s.due_day for s in desk.store.states(desk.store.known()).values()}
        assert all(day and day > desk.today.day for day in known)
        keep(desk, "people", ExamDate(date(2026, 11, 27), 15, date(2026, 11, 1)))
        assert reason(desk, "people").endswith("; it comes early, for the exam on 27 November")
