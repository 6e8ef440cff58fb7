"""What learners are told of a verdict: its headline, and the letters that were off."""

from __future__ import annotations

import pytest

from tests.judging.kinds import CAPITAL, DYNASTIES, FALL, RULERS, YEARS, judged
from trainer.judging.difference import spelling_difference
from trainer.judging.words import headline
from trainer.question import (
    Answer,
    Arranged,
    Body,
    Choices,
    GaveUp,
    Kind,
    Number,
    Paired,
    Picked,
    Recall,
    Recalled,
    Short,
    Typed,
)
from trainer.wording.numbers import parse_quantity


@pytest.mark.parametrize(
    ("body", "answer", "words"),
    [
        (CAPITAL, Picked((0,)), "Right"),
        (CAPITAL, Picked((1,)), "Not quite"),
        (CAPITAL, GaveUp(), "Here it is"),
        (Short("?", "Peng Dehuai"), Typed(("Peng Dehaui",)), "Right – spelled Peng Dehuai"),
        (Short("?", "Peng Dehuai"), Typed(("Peng",)), "Not sure: did you mean Peng Dehuai?"),
        (Short("?", "Peng Dehuai"), Typed(("  ",)), "Here it is"),
        (Choices("?", RULERS), Picked((0,)), "Partly: 1 of 2 found"),
        (Choices("?", RULERS), Picked((0, 1, 2)), "Partly: 2 of 2 found, and 1 too many"),
        (DYNASTIES, Arranged((1, 2, 3, 0)), "Partly: 2 of 3 neighbours in order"),
        (YEARS, Paired((1, 1, None)), "Partly: 1 of 3 pairs"),
        (Number("?", parse_quantity("5 km"), True), Typed(("5",)), "Partly: the number is right"),
        (Recall("?", "Because."), Recalled(), "How well did you know it?"),
    ],
)
def test_the_headline_is_short_and_kind(body: Body, answer: Answer, words: str) -> None:
    assert headline(judged(body, answer), body.kind) == words


def test_the_headline_of_a_cloze_asks_for_the_blank_in_doubt() -> None:
    partly = judged(FALL, Typed(("Five Dynasties", "Six")), "c1")
    assert headline(partly, Kind.CLOZE) == "Partly: 1 of 2 blanks"
    unsure = judged(FALL, Typed(("dynasties", "Ten Kingdoms")), "c1")
    assert headline(unsure, Kind.CLOZE) == "Not sure: did you mean Five Dynasties?"


@pytest.mark.parametrize(
    ("typed", "right", "runs"),
    [
        ("Peng Dehaui", "Peng Dehuai", (("Peng Deh", True), ("ua", False), ("i", True))),
        ("Mosow", "Moscow", (("Mos", True), ("c", False), ("ow", True))),
        ("Moscov", "Moscow", (("Mosco", True), ("w", False))),
        ("Mosscow", "Moscow", (("Mo", True), ("s", False), ("cow", True))),
        ("urumki", "Ürümqi", (("Ürüm", True), ("q", False), ("i", True))),
        ("", "Mao", (("Mao", False),)),
        ("Mao", "", ()),
    ],
)
def test_a_difference_marks_the_letters_to_look_at(
    typed: str, right: str, runs: tuple[tuple[str, bool], ...]
) -> None:
    assert spelling_difference(typed, right) == runs
