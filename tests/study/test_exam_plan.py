"""A deck's way to an exam: what is remembered, what today's session takes from it, what is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.desks import Hands, make_desk
from trainer.errors import TrainerError
from trainer.memory.card import Rating
from trainer.question import Typed
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.exam_plan import ExamPlan, exam_plan, keep

TODAY = date(2026, 11, 23)
QUESTIONS = "title: Tang\nquestions:\n" + "".join(
    f"- {{ask: Question {n}?, id: q{n}, answer: a}}\n" for n in range(60)
)


@pytest.fixture
def desk(tmp_path: Path, hands: Hands) -> Iterator[Desk]:
    files = {"questions/tang.yaml": QUESTIONS}
    with make_desk(tmp_path, hands, files, Settings(new_per_day=5)) as desk:
        yield desk


def aim(desk: Desk, days: int, minutes: int) -> ExamPlan:
    found = exam_plan(desk, "tang", TODAY + timedelta(days), minutes)
    keep(desk, "tang", found.exam)
    return found


def study(desk: Desk, hands: Hands, seconds: float = 9) -> int:
    session, count = desk.session("tang"), 0
    while session.advance():
        hands.later(seconds=seconds)
        session.answer(Typed(("a",)))
        session.rate(Rating.GOOD)
        count += 1
    return count


def test_home_counts_the_days(desk: Desk, hands: Hands) -> None:
    aim(desk, 2, 30)
    said = []
    for _ in range(4):
        (row,) = desk.home().decks
        said.append(row.countdown)
        hands.later(days=1)
    assert said == ["exam in 2 days", "exam tomorrow", "exam today", ""]


def test_sessions_follow_the_plan_and_not_the_daily_limits(desk: Desk, hands: Hands) -> None:
    (before,) = desk.home().decks
    found = aim(desk, 10, 30)
    (row,) = desk.home().decks
    assert (before.new, row.new) == (5, found.plan.days[0].new)
    assert row.new > 5
    study(desk, hands)
    assert len(desk.store.known()) == row.new
    assert desk.home().decks[0].new == 0
    hands.later(days=1)
    assert 0 < desk.home().decks[0].new <= 60 - row.new


def test_in_the_last_fifth_what_gains_comes_due_or_not(desk: Desk, hands: Hands) -> None:
    aim(desk, 10, 60)
    for _ in range(8):
        study(desk, hands)
        hands.later(days=1)
    assert len(desk.store.known()) == 60
    due = [key for key, _ in desk.store.due(desk.today.day, desk.today.now_ms)]
    assert desk.home().decks[0].due > len(due)
    assert study(desk, hands) > len(due)
    assert study(desk, hands) == 0


def test_the_minutes_of_a_plan_bound_its_day(desk: Desk, hands: Hands) -> None:
    aim(desk, 5, 2)
    assert desk.home().decks[0].new == 3
    study(desk, hands, seconds=60)
    row = desk.home().decks[0]
    assert (row.due, row.new) == (0, 0)


def test_more_minutes_are_offered_until_they_buy_nothing(desk: Desk) -> None:
    found = aim(desk, 10, 3)
    assert found.plan.unseen and found.enough == 5
    minutes = [offer.minutes for offer in found.offers]
    assert minutes == [5, 10, 15]
    scores = [found.plan.score, *(offer.score for offer in found.offers)]
    assert scores == sorted(scores)
    assert [offer.minutes for offer in aim(desk, 30, 60).offers] == [30, 45, 90]


def test_a_plan_is_worked_out_anew_from_what_is_kept(desk: Desk, hands: Hands) -> None:
    aim(desk, 20, 30)
    hands.later(days=4)
    found = exam_plan(desk, "tang", None, None)
    assert found.exam.begun == TODAY
    assert len(found.plan.days) == 16
    before = keep(desk, "tang", None)
    assert before == found.exam
    with pytest.raises(TrainerError, match="no exam is planned for in tang; say when"):
        exam_plan(desk, "tang", None, None)


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "is today"), (-3, "is over"), (800, "too far ahead to plan for; the latest")],
)
def test_a_date_that_cannot_be_planned_for_is_told(desk: Desk, days: int, said: str) -> None:
    with pytest.raises(TrainerError, match=said):
        exam_plan(desk, "tang", TODAY + timedelta(days), 15)


def test_a_damaged_file_of_dates_is_told_with_what_to_do(desk: Desk) -> None:
    aim(desk, 10, 15)
    (desk.history.parent / "exam-dates.json").write_text('{"tang": {"exam": "soon"}}')
    with pytest.raises(TrainerError, match=r"exam-dates\.json can't be read; mend the file"):
        desk.home()


def test_days_away_are_told_and_free(desk: Desk) -> None:
    away = (TODAY + timedelta(4), TODAY + timedelta(6))
    desk.settings = Settings(breaks=(away,))
    found = aim(desk, 12, 30)
    assert found.away == 3
    assert [day.seconds for day in found.plan.days[4:7]] == [0, 0, 0]
