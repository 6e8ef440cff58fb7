"""What changes a fingerprint, and what leaves it alone."""

from __future__ import annotations

from dataclasses import replace

from trainer.fingerprint import graded, identity
from trainer.language.reader import Shared, read
from trainer.question import Question


def question(text: str) -> Question:
    return read(f"questions:\n- {text}\n".encode(), "questions/f.yaml", "f", Shared()).questions[0]


CHOICE = question("{ask: Which?, id: q, answer: a, wrong: {b: no, c: }}")


def test_new_wording_leaves_what_is_graded() -> None:
    reworded = question("{ask: Which one?, id: q, answer: a, wrong: {b: not so, c: }, explain: E}")
    assert graded(reworded) == graded(CHOICE)


def test_order_of_options_is_not_graded() -> None:
    assert graded(question("{ask: Which?, answer: a, wrong: [c, b]}")) == graded(CHOICE)


def test_new_answer_or_option_changes_what_is_graded() -> None:
    assert graded(question("{ask: Which?, answer: b, wrong: [a, c]}")) != graded(CHOICE)
    assert graded(question("{ask: Which?, answer: a, wrong: [b, d]}")) != graded(CHOICE)


def test_kinds_differ_even_with_one_answer() -> None:
    short = question("{ask: When?, answer: '618'}")
    number = question("{ask: When?, number: 618}")
    assert graded(short) != graded(number)


def test_what_stands_beside_a_question_is_not_graded() -> None:
    assert graded(replace(CHOICE, tags=("x",), level=5, after=("f/y",))) == graded(CHOICE)


def test_statements_with_one_truth_are_told_apart() -> None:
    first = question("{statement: A., answer: true}")
    second = question("{statement: B., answer: true}")
    assert graded(first) == graded(second)
    assert identity(first.body) != identity(second.body)
    assert first.id != second.id


def test_fingerprints_stay_what_they_are() -> None:
    # Histories hold them: a change here shows every learner every question as changed.
    assert graded(CHOICE) == "01df5930b32cc263"
    assert identity(CHOICE.body) == "7c6f4f830562aabe"
