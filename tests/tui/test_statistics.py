"""The statistics screen: pictures at every size, decks in turn, and what it says to a beginner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.tui.phases import SIZES, Phase, at_each_size
from tests.years import study_for_a_year
from trainer.tui.widgets.chart import axis, ruler
from trainer.tui.widgets.columns import _eighths, _round_up

Golden = Callable[[str, str], None]
TALL = ((80, 120), (120, 80))
"""Sizes at which all pictures are in sight."""
QUESTIONS = "\n".join(
    f'- {{ask: "Question {n}?", id: q{n}, answer: "yes {n}", tags: [{tag}]}}'
    for n, tag in enumerate(["grain", "aircraft", "railways"] * 20)
)


@pytest.fixture
def practised(only: Any) -> Any:
    learner = only(QUESTIONS)
    study_for_a_year(learner.desk, keep=15)
    return learner


def test_statistics(practised: Any, golden: Golden) -> None:
    sizes = (*SIZES, *TALL)
    at_each_size(golden, practised.from_home, Phase("statistics", ["s"]), sizes=sizes)


def test_statistics_of_a_beginner(only: Any, golden: Golden) -> None:
    learner = only(QUESTIONS)
    at_each_size(golden, learner.from_home, Phase("statistics-none", ["s"]))
    learner.study("'yes 0'", "enter", "space", "space")
    at_each_size(golden, learner.from_home, Phase("statistics-first-day", ["s"]))


def test_a_beginner_is_told_what_will_come(only: Any) -> None:
    shown = only(QUESTIONS).home("s")
    assert "0 of 60 cards learned" in shown and "No answers yet" in shown
    assert "Calibration" not in shown


def test_after_a_first_day_only_the_pictures_that_need_no_second_are_drawn(only: Any) -> None:
    learner = only(QUESTIONS)
    learner.study("'yes 0'", "enter", "space", "space")
    learner.size = (80, 100)
    shown = learner.home("s")
    assert shown.count("Shown once a card has been answered again") == 2
    assert "Reviews a day" in shown


def test_arrows_go_through_the_decks_and_back_to_all(desk: Any, practised: Any) -> None:
    learner = practised
    text = "id: other\ntitle: Other things\nquestions:\n- {ask: What?, id: w, answer: that}\n"
    (learner.desk.banks[0].library.questions / "other.yaml").write_text(text)
    learner.desk.close()
    learner.home("s", "right", "right", "right")
    titles = [shown.strip().split("\n")[0].split("  ")[-1] for shown in learner.seen[1:]]
    assert titles[0] == titles[3] == "All decks"
    assert {*titles[1:3]} == {"All", "Other things"}


def test_escape_goes_home(practised: Any) -> None:
    assert "Deck" in practised.home("s", "escape")


@pytest.mark.parametrize(
    ("most", "top"),
    [(0, 1), (0.05, 0.1), (0.9, 1), (1, 1), (7, 8), (11, 12), (41, 50), (999, 1000)],
)
def test_an_axis_ends_in_a_round_number(most: float, top: float) -> None:
    assert _round_up(most) == pytest.approx(top)


def test_whatever_is_more_than_nothing_shows() -> None:
    assert [_eighths(height, 0) for height in (0, 0.01, 4, 20)] == [0, 1, 4, 8]
    assert [_eighths(height, 8) for height in (0, 8, 12, 20)] == [0, 0, 4, 8]


def test_labels_below_a_picture_stay_within_it_and_apart() -> None:
    assert ruler(4, 10, {0: "Jan", 9: "Feb"}) == "   Jan     Feb"
    assert ruler(2, 12, {0: "January", 5: "Feb", 11: "Mar"}) == "January    Mar"


def test_labels_beside_a_picture_stand_at_their_rows() -> None:
    assert axis(3, {0: "100%", 2: "0%"}) == ["100%┤", "    │", "  0%┤"]
