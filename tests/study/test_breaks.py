"""A planned time away: its cards come before or after it, and the learner is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.desks import Hands, make_desk
from trainer.memory.card import Rating
from trainer.question import Typed
from trainer.settings import Settings
from trainer.study.desk import Desk

CARDS = 30
QUESTIONS = "questions:\n" + "".join(
    f"- {{ask: Question {n}?, id: q{n}, answer: a}}\n" for n in range(CARDS)
)
AWAY = (date(2026, 12, 1), date(2026, 12, 10))


def opened(folder: Path, hands: Hands, after: bool) -> Desk:
    own = Settings(new_per_day=CARDS, breaks=(AWAY,), after_breaks=after)
    return make_desk(folder, hands, {"questions/q.yaml": QUESTIONS}, own)


def learn(desk: Desk, rating: Rating = Rating.EASY) -> int:
    """Answers all that comes now; how many that was."""
    session, count = desk.session(None), 0
    while session.advance():
        session.answer(Typed(("a",)))
        session.rate(rating)
        count += 1
    return count


@pytest.fixture(params=[False, True], ids=["before", "after"])
def after(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def desk(tmp_path: Path, hands: Hands, after: bool) -> Iterator[Desk]:
    with opened(tmp_path, hands, after) as desk:
        # Learned without knowing of the break, which was planned since.
        desk.settings = Settings(new_per_day=CARDS)
        assert learn(desk) == CARDS
        desk.settings = Settings(new_per_day=CARDS, breaks=(AWAY,), after_breaks=after)
        yield desk


def due_by_day(desk: Desk, hands: Hands, days: int) -> dict[str, int]:
    """How many cards come on each day when all that come are answered."""
    found = {}
    for _ in range(days):
        hands.later(days=1)
        found[desk.days.label(desk.today.day).isoformat()] = learn(desk, Rating.GOOD)
    return {day: n for day, n in found.items() if n}


def test_the_cards_of_a_break_come_beside_it_each_once(
    desk: Desk, hands: Hands, after: bool
) -> None:
    came = due_by_day(desk, hands, 25)
    assert not any("2026-12-01" <= day <= "2026-12-10" for day in came)
    before = sum(n for day, n in came.items() if day < "2026-12-01")
    late = sum(n for day, n in came.items() if "2026-12-10" < day <= "2026-12-17")
    assert before == CARDS if not after else late >= CARDS // 2


def test_what_was_answered_before_a_break_does_not_come_again_the_same_day(
    desk: Desk, hands: Hands
) -> None:
    for _ in range(7):
        hands.later(days=1)
        learn(desk, Rating.GOOD)
        assert learn(desk, Rating.GOOD) == 0


def test_home_says_what_a_break_does(desk: Desk, hands: Hands, after: bool) -> None:
    side = "after" if after else "before"
    (note,) = [one for one in desk.notes() if "away" in one]
    assert note.startswith("You are away from 1 December to 10 December: ")
    assert note.endswith(f"cards that fall due then come in the week {side} it.")
    hands.later(days=12)
    (note,) = [one for one in desk.notes() if "away" in one]
    then = "what falls due comes in the week after it" if after else "what falls due waits for you"
    assert note == f"You are away until 10 December: {then}."
    hands.later(days=10)
    over = [one for one in desk.notes() if "away" in one]
    assert over == (["What fell due while you were away is spread over this week."] * after)


def test_a_break_that_is_far_or_over_is_not_spoken_of(tmp_path: Path, hands: Hands) -> None:
    with opened(tmp_path, hands, after=False) as desk:
        for days in (-30, 90):
            hands.later(days=days)
            assert desk.notes() == ()
