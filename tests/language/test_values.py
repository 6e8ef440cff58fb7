"""Every value stays the text that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.language.reader import Shared, read
from trainer.question import Choice, Match, Short

VALUES = (Path(__file__).parent / "data" / "trap-values.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("value", VALUES.split("\n")[:-1])
def test_value_stays_as_typed(value: str) -> None:
    text = (
        f"questions:\n- ask: What?\n  answer: {value}\n"
        f"- ask: Which?\n  answer: right\n  wrong:\n    {value}: {value}\n"
        f"- ask: Pairs?\n  match:\n    {value}: {value}\n    other: {value}\n"
    )
    short, choice, match = read(text.encode(), "questions/f.yaml", "f", Shared()).questions
    assert isinstance(short.body, Short)
    assert short.body.answer == value
    assert isinstance(choice.body, Choice)
    assert (choice.body.options[1].text, choice.body.options[1].feedback) == (value, value)
    assert isinstance(match.body, Match)
    assert match.body.pairs == ((value, value), ("other", value))


def test_there_are_as_many_traps_as_the_guide_says() -> None:
    assert len(VALUES.split("\n")[:-1]) == 48
