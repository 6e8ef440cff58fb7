"""What is said about options that were picked."""

from __future__ import annotations

from trainer.judging.choices import judge_choices
from trainer.question import Choices, Option

BODY = Choices(
    "Which?",
    (Option("a", True), Option("b", False, "Too early."), Option("c", False, "Too late.")),
)


def test_feedback_on_one_wrong_pick_stands_alone() -> None:
    assert judge_choices(BODY, (0, 1)).feedback == "Too early."


def test_feedback_on_several_wrong_picks_names_each_option() -> None:
    assert judge_choices(BODY, (1, 2)).feedback == "b: Too early. c: Too late."
