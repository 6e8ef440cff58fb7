"""The learner's minutes and limits hold, over all decks and over all sittings of a day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.desks import Hands, make_desk
from trainer.memory.card import Phase, Rating
from trainer.question import Typed
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.session import Session
from trainer.study.showing import Summary
from trainer.study.terms import spent

MINUTES = 10
FILES = {
    f"questions/{name}.yaml": f"title: {name}\nquestions:\n"
    + "".join(f"- {{ask: {name} {n}?, id: q{n}, answer: a}}\n" for n in range(80))
    for name in ("tang", "song", "yuan")
}


@pytest.fixture
def desk(tmp_path: Path, hands: Hands) -> Iterator[Desk]:
    own = Settings(minutes_per_day=MINUTES, new_per_day=40)
    with make_desk(tmp_path, hands, FILES, own) as desk:
        yield desk


def answer(session: Session, hands: Hands, seconds: float, wrong: bool = False) -> Summary:
    asked: set[str] = set()
    while showing := session.advance():
        hands.later(seconds=seconds)
        again = wrong and showing.card.key not in asked
        session.answer(Typed(("b" if again else "a",)))
        session.rate(Rating.AGAIN if again else Rating.GOOD)
        asked.add(showing.card.key)
    return session.summary()


@pytest.mark.parametrize("seconds", [9, 60], ids=["usual", "slow"])
def test_no_day_takes_more_than_the_minutes(desk: Desk, hands: Hands, seconds: int) -> None:
    for _ in range(6):
        for _ in range(3):
            answer(desk.session(None), hands, seconds, wrong=True)
        assert 0.75 * MINUTES * 60 < spent(desk.store, desk.today.day) <= MINUTES * 60
        hands.later(days=1)


def test_no_card_comes_that_would_take_the_day_beyond_its_minutes(desk: Desk, hands: Hands) -> None:
    """Only its own length can: few answers take twice as long as those before."""
    rng, most, longest = Random(7), MINUTES * 60, 0.0
    for _ in range(8):
        answers, day = 0, desk.today.day
        session = desk.session(None)
        while session.advance():
            before = spent(desk.store, day)
            assert before + before / max(10, answers) <= most
            hands.later(seconds=min(120, rng.lognormvariate(2.2, 0.7)))
            right = rng.random() < 0.7
            session.answer(Typed(("a" if right else "b",)))
            session.rate(Rating.GOOD if right else Rating.AGAIN)
            answers += 1
        longest = max(longest, before)
        hands.later(days=1)
    assert longest > 0.9 * most


def test_steps_that_the_minutes_cut_off_come_first_tomorrow(desk: Desk, hands: Hands) -> None:
    session, steps = desk.session(None), 0
    while showing := session.advance():
        hands.later(seconds=50)
        session.answer(Typed(("b",)))
        session.rate(Rating.AGAIN)
        steps += showing.phase is Phase.NEW
    assert steps
    assert session.summary().waiting == 0
    assert session.summary().note.startswith("Today's 10 minutes are used up")
    home = desk.home()
    assert sum(row.due + row.new for row in home.decks) == 0
    assert f"{steps} due reviews are left for later by daily limits." in home.notes
    assert desk.session(None).advance() is None
    hands.later(days=1)
    first = desk.session(None).advance()
    assert first and first.phase is Phase.LEARNING


def test_a_slow_day_ends_when_its_minutes_are_over_and_says_so(desk: Desk, hands: Hands) -> None:
    found = answer(desk.session(None), hands, seconds=59)
    assert found.note == "Today's 10 minutes are used up; what is left waits for tomorrow."
    assert spent(desk.store, desk.today.day) <= MINUTES * 60
    assert len(desk.store.known()) <= 11
    assert sum(row.due + row.new for row in desk.home().decks) == 0


def test_a_slow_learner_with_few_minutes_begins_a_card_all_the_same(
    tmp_path: Path, hands: Hands
) -> None:
    with make_desk(tmp_path, hands, FILES, Settings(minutes_per_day=1)) as desk:
        for _ in range(4):
            assert answer(desk.session(None), hands, 100).answered == 1
            hands.later(days=1)
        assert len(desk.store.known()) == 2


def test_steps_of_every_deck_come_while_there_is_time(desk: Desk, hands: Hands) -> None:
    steps, asked = [], []
    for deck in ("tang", "song"):
        session = desk.session(deck)
        showing = session.advance()
        assert showing
        steps.append(showing.card.key)
        session.answer(Typed(("b",)))
        session.rate(Rating.AGAIN)
        session.close()
    assert [row.due for row in desk.home().decks] == [1, 1, 0]
    hands.later(seconds=60)
    session = desk.session(None)
    while showing := session.advance():
        asked.append(showing.card.key)
        hands.later(seconds=9)
        session.answer(Typed(("a",)))
    assert set(steps) <= set(asked)


def test_a_limit_of_ones_own_outranks_the_minutes(desk: Desk, hands: Hands) -> None:
    answer(desk.session(None), hands, seconds=59)
    before = len(desk.store.known())
    found = answer(desk.session("song", limit=7), hands, seconds=59)
    assert found.note == ""
    assert len(desk.store.known()) == before + 7


def test_a_coffee_break_takes_five_minutes_of_the_day(desk: Desk, hands: Hands) -> None:
    session = desk.session(None)
    assert session.advance()
    hands.later(seconds=3600)
    session.answer(Typed(("a",)))
    session.rate(Rating.GOOD)
    assert spent(desk.store, desk.today.day) == 300
    assert session.progress.left > 0


def test_what_the_guard_lowers_is_told_and_reviews_stay_within_their_limit(
    tmp_path: Path, hands: Hands
) -> None:
    with make_desk(tmp_path, hands, FILES, Settings(new_per_day=40)) as desk:
        for _ in range(4):
            answer(desk.session(None), hands, 5)
            hands.later(days=1)
        hands.later(days=10)
        desk.settings = Settings(new_per_day=0, reviews_per_day=3)
        desk._guard = None
        (told,) = [note for note in desk.notes() if "limit" in note]
        assert told.startswith("To fit your daily limit: aiming at 70% instead of 90% and ")
        assert told.endswith(" reviews put off.")
        for _ in range(5):
            answer(desk.session(None), hands, 5)
            assert desk.store.reviewed(desk.today.day) == 9
            assert all(desk.store.reviewed(desk.today.day, d) <= 3 for d in ("tang", "song"))
            hands.later(days=1)
