"""What matters stands there as a mark or a word: colours may be off, few, or look alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.tui.test_verdicts_in_words import RULERS

PAIRS = """
- ask: Match each dynasty to its year.
  id: a
  match: {Sui: 581, "Tang, under the house of Li": 618, "Song, whose capital was moved south": 960}
"""


def test_the_cursor_is_told_from_what_is_marked(only: Callable[..., Any]) -> None:
    shown = only(RULERS).study("1", "down")
    assert [line.strip()[:2] for line in shown.split("\n") if "■" in line or "□" in line] == [
        "1 ",
        "›2",
        "3 ",
        "4 ",
    ]


def test_only_what_was_left_out_of_an_answer_is_called_missed(only: Callable[..., Any]) -> None:
    learner = only(RULERS)
    assert "Xuanzong  (missed)" in learner.study("1", "enter")
    assert "Taizong  (missed)" not in learner.seen[-1]
    assert "missed" not in learner.study("4", "u", "ctrl+d")


@pytest.mark.parametrize("size", [(30, 24), (40, 24), (80, 24), (120, 40)])
def test_the_arrows_of_pairs_stand_below_one_another(
    size: tuple[int, int], only: Callable[..., Any]
) -> None:
    asked, judged = only(PAIRS, size=size).studying(["1", "2", "3", "enter"])[-2:]
    for shown in (asked, judged):
        arrows = {line.index("→") for line in shown.split("\n") if "→" in line}
        assert len(arrows) == (3 if size[0] < 40 else 1)
