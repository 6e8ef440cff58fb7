"""The learner has the last word: what is overruled, and what is settled."""

from __future__ import annotations

import pytest

from tests.judging.kinds import FALL, judged
from trainer.judging.judge import overruled, settled
from trainer.judging.verdict import Outcome
from trainer.question import (
    Recall,
    Recalled,
    Short,
    Typed,
)


def test_i_was_right_and_i_was_wrong() -> None:
    wrong = judged(Short("Who?", "Gaozu"), Typed(("Li Yuan",)))
    assert overruled(wrong, True).outcome is Outcome.RIGHT
    assert overruled(wrong, True).score == 1.0
    assert overruled(wrong, True).given == ("Li Yuan",)
    right = judged(Short("Who?", "Gaozu"), Typed(("Gaozuo",)))
    assert (overruled(right, False).outcome, overruled(right, False).score) == (Outcome.WRONG, 0.0)


def test_what_nobody_judged_cannot_be_overruled() -> None:
    with pytest.raises(ValueError, match="self"):
        overruled(judged(Recall("Why?", "Because."), Recalled()), True)


def test_an_unsure_verdict_is_settled_by_the_learner() -> None:
    unsure = judged(Short("Who?", "Peng Dehuai"), Typed(("Peng",)))
    assert (settled(unsure, True).outcome, settled(unsure, True).score) == (Outcome.RIGHT, 1.0)
    assert settled(unsure, False).outcome is Outcome.WRONG
    with pytest.raises(ValueError, match="unsure"):
        settled(settled(unsure, True), False)


def test_settling_a_blank_as_wrong_leaves_the_other_blanks_right() -> None:
    unsure = judged(FALL, Typed(("dynasties", "Ten Kingdoms")), "c1")
    assert (settled(unsure, False).outcome, settled(unsure, False).score) == (Outcome.PARTLY, 0.5)
