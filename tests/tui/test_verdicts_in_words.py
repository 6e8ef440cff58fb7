"""What a verdict says on the screen: the judge's own words, and no line too many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CLOZE = """
- cloze: "Then {{c1::Tang}} fell, and the {{c1::Five Dynasties}} followed."
  id: a
"""
RULERS = """
- ask: Which of these ruled?
  id: a
  options: [Taizong, Xuanzong, Kublai, Hongwu]
  answers: [Taizong, Xuanzong]
"""
FOUNDER = """
- ask: Who founded it?
  id: a
  answer: Gaozu
  reject: {Taizong: "His son."}
  explain: He was born Li Yuan.
"""


def test_a_cloze_in_doubt_asks_for_the_blank_that_is(only: Callable[..., Any]) -> None:
    shown = only(CLOZE).study("'Tang'", "enter", "'dynasties'", "enter")
    assert "Not sure: did you mean Five Dynasties?" in shown


@pytest.mark.parametrize(
    ("keys", "said"),
    [("1", "Partly: 1 of 2 found"), ("123", "Partly: 2 of 2 found, and 1 too many")],
)
def test_what_was_partly_right_is_counted(keys: str, said: str, only: Callable[..., Any]) -> None:
    assert f"≈ {said}\n" in only(RULERS).study(*keys, "enter")


def test_feedback_and_explanation_follow_the_word(only: Callable[..., Any]) -> None:
    shown = only(FOUNDER).study("'Taizong'", "enter")
    said = [line.strip(" ▌") for line in shown.split("\n") if "▌" in line][2:]
    assert said == ["✗ Not quite: the answer is Gaozu", "His son.", "He was born Li Yuan."]


def test_long_results_scroll_by_arrows(only: Callable[..., Any]) -> None:
    many = "".join(RULERS.replace("id: a", f"id: a{n}") for n in range(6))
    learner = only(many, size=(60, 20))
    learner.study(*["ctrl+d", "4"] * 6, "down")
    assert "0 of 6 right" in learner.seen[-2] and "0 of 6 right" not in learner.seen[-1]
