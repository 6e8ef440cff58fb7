"""Due days that are less busy, not on quiet weekdays, and not in breaks."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from trainer.memory.fuzz import draw
from trainer.memory.spread import (
    AROUND,
    BALANCED,
    away,
    brought_forward,
    less_busy,
    put_off,
    week_after,
    week_before,
    weekday,
)
from trainer.memory.study_day import StudyDays

TODAY = 20_000


@given(
    st.integers(1, 300),
    st.integers(1, 40),
    st.floats(0, 1, exclude_max=True),
    st.dictionaries(st.integers(TODAY, TODAY + 340), st.integers(0, 500)),
    st.lists(st.tuples(st.integers(TODAY, TODAY + 200), st.integers(TODAY, TODAY + 400))),
)
def test_what_is_picked_was_allowed(
    low: int, width: int, drawn: float, load: dict[int, int], breaks: list[tuple[int, int]]
) -> None:
    choose = less_busy(lambda day: load.get(day, 0), {5, 6}, breaks)
    assert choose(range(low, low + width), drawn, TODAY) in range(low, low + width)


def test_a_full_day_is_avoided() -> None:
    choose = less_busy(lambda day: 20 if day == TODAY + 10 else 2)
    picked = Counter(choose(range(9, 12), draw("card", n), TODAY) for n in range(1000))
    assert picked[10] < 30
    assert abs(picked[9] - picked[11]) < 120


def test_quiet_weekdays_are_seldom_picked() -> None:
    choose = less_busy(lambda _: 0, quiet={weekday(TODAY + 10)})
    picked = Counter(choose(range(8, 13), draw("card", n), TODAY) for n in range(1000))
    assert 0 < picked[10] < 60


def test_breaks_are_avoided_unless_nothing_else_is_allowed() -> None:
    choose = less_busy(lambda _: 0, breaks=[(TODAY + 10, TODAY + 14)])
    assert {choose(range(8, 15), draw("card", n), TODAY) for n in range(200)} == {8, 9}
    assert choose(range(11, 13), 0.9, TODAY) == 12


def test_cards_due_in_a_break_come_in_the_week_before_it() -> None:
    breaks = [(TODAY + 10, TODAY + 20)]
    moved = Counter(brought_forward(TODAY + 15, f"card {n}", breaks) for n in range(700))
    assert set(moved) == set(range(TODAY + 3, TODAY + 10))
    assert min(moved.values()) > 60
    assert brought_forward(TODAY + 9, "card", breaks) == TODAY + 9
    assert away(TODAY + 20, breaks) and not away(TODAY + 21, breaks)


def test_cards_due_in_a_break_may_wait_for_the_week_after_it() -> None:
    breaks = [(TODAY + 10, TODAY + 20)]
    moved = {put_off(TODAY + 15, f"card {n}", breaks) for n in range(200)}
    assert moved == set(range(TODAY + 21, TODAY + 21 + AROUND))
    assert put_off(TODAY + 21, "card", breaks) == TODAY + 21


@given(st.integers(0, 60), st.integers(1, 60), st.text(max_size=3))
def test_a_card_brought_forward_has_had_half_of_its_rest(ago: int, rest: int, key: str) -> None:
    pause, last = (TODAY + 10, TODAY + 20), TODAY + 9 - ago
    day = brought_forward(last + rest, key, [pause], last)
    assert day - last >= rest / 2
    assert day < pause[0] or day == last + rest


def test_breaks_close_to_each_other_move_no_card_from_one_into_the_other() -> None:
    breaks = [(TODAY + 10, TODAY + 12), (TODAY + 15, TODAY + 20)]
    keys = [f"card {n}" for n in range(200)]
    before = {brought_forward(TODAY + 16, key, breaks) - TODAY for key in keys}
    assert before == {5, 6, 7, 8, 9, 13, 14}
    after = {put_off(TODAY + 11, key, breaks) - TODAY for key in keys}
    assert after == {13, 14, 21, 22, 23, 24, 25}
    assert week_before(breaks[1], breaks) == TODAY + 5
    assert week_after(breaks[0], breaks) == TODAY + 25


def test_the_load_of_far_days_is_not_asked_for() -> None:
    asked: list[int] = []
    choose = less_busy(lambda day: asked.append(day) or 0.0)
    choose(range(BALANCED - 2, BALANCED + 5), 0.5, TODAY)
    assert max(asked) == TODAY + BALANCED


def test_weekdays_are_those_of_the_calendar() -> None:
    assert all(weekday(day) == StudyDays.label(day).weekday() for day in range(-10, 30_000, 17))
    assert weekday(0) == date(1970, 1, 1).weekday()
