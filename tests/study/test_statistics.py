"""What the statistics say: recall beside what was asked for, cards counted once, a fair sample."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desks import Hands, make_desk
from tests.years import study_for_a_year
from trainer.history.summaries import Predicted
from trainer.study import groups
from trainer.study.recall import curve, periods, retained


def predicted(at: int, answers: int, known: float, chance: float = 0.9) -> Predicted:
    return Predicted(at, "deck", answers, round(known), chance * answers, known)


def test_true_recall_has_luck_taken_out_and_stays_a_share() -> None:
    found = retained([predicted(5, 10, 9.5), predicted(6, 10, 10.9), predicted(7, 9, 9)], 5, 6)
    assert (found.answers, found.true) == (20, 1.0)
    assert found.predicted == pytest.approx(0.9)
    assert retained([], 5, 6).true is None


def test_periods_end_today_and_leave_no_day_out() -> None:
    found = periods([predicted(day, 1, 1) for day in range(100)], 99, 28, 3)
    assert [(one.first, one.last, one.answers) for one in found] == [
        (16, 43, 28),
        (44, 71, 28),
        (72, 99, 28),
    ]


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(1, 60)), max_size=12))
def test_each_point_of_the_curve_tells_something(found: list[tuple[int, int]]) -> None:
    rows = [predicted(at, n, n / 2, (at + 0.5) / 20) for at, n in found]
    points = curve(rows)
    assert bool(points) == bool(rows)
    assert all(one.answers >= 20 for one in points) or len(points) == 1
    assert all(one.low <= one.predicted <= one.high for one in points)
    assert all(a.high <= b.low for a, b in pairwise(points))


def test_cards_that_two_decks_hold_count_once(tmp_path: Path) -> None:
    line = "- {ask: What?, id: q, answer: that}\n"
    files = {
        "questions/a.yaml": f"id: a\nquestions:\n{line}",
        "questions/b.yaml": f"id: b\nquestions:\n{line}",
        "decks/both.yaml": "title: Both\nid: both\nquestions: [a.yaml, b.yaml]\n",
        "decks/one.yaml": "title: One\nid: one\nquestions: [a.yaml]\n",
    }
    with make_desk(tmp_path, Hands(), files) as desk:
        found = desk.statistics(None, days=14, ahead=7)
        assert [group.total for group in found.decks] == [2, 1]
        assert found.total == 2


def test_a_sample_says_about_the_same_as_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(
        f"- {{ask: What {n}?, id: q{n}, answer: 'a{n}', tags: [odd]}}\n" for n in range(300)
    )
    files = {"questions/a.yaml": f"id: a\nquestions:\n{lines}"}
    with make_desk(tmp_path, Hands(), files) as desk:
        study_for_a_year(desk, new_per_day=2, keep=60)
        every = desk.statistics(None, days=14, ahead=7)
        monkeypatch.setattr(groups, "FEW", 0)
        monkeypatch.setattr(groups, "SAMPLE", 120)
        some = desk.statistics(None, days=14, ahead=7)
    assert every.sampled == 1 and some.sampled == pytest.approx(2.0)
    assert (some.learned, some.total) == (every.learned, every.total) == (240, 300)
    assert some.known == pytest.approx(every.known, rel=0.02)
    assert some.tags[0].learned == pytest.approx(240, abs=4)
    reviews = [sum(day.reviews for day in found.forecast[:30]) for found in (every, some)]
    assert reviews[1] == pytest.approx(reviews[0], rel=0.3)
    same = replace(some, known=every.known).retention
    assert same == every.retention
