"""Tables out and in: nothing runs as a formula, and our own columns lose next to nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.test_gift import QUANTITIES
from tests.strategies import questions
from trainer.errors import TrainerError
from trainer.exchange.aiken import read_aiken
from trainer.exchange.export import Work
from trainer.exchange.losses import Losses
from trainer.exchange.pictures import Pictures
from trainer.exchange.table import guarded, write, write_two
from trainer.exchange.tablereader import read_table
from trainer.language.cloze import parse_cloze, write_cloze
from trainer.question import (
    Choice,
    Choices,
    Cloze,
    Kind,
    Number,
    Option,
    Point,
    Question,
    Recall,
    Short,
    Term,
    Truth,
)
from trainer.wording.quantity import Quantity


def table(*made: Question, two: bool = False) -> str:
    work = Work("deck", "Deck", made, Pictures(Path("questions")))
    return (write_two(work, Losses({})) if two else write(work, Losses({}))).decode("utf-8-sig")


def held(question: Question) -> Question:
    """The question as our own table holds it: options in the language's order, sources as text."""
    body = question.body
    if isinstance(body, Choice | Choices) and not body.fixed:
        options = tuple(sorted(body.options, key=lambda option: not option.right))
        body = replace(body, options=options)
    return replace(question, body=body, sources=(), library="local")


@pytest.mark.parametrize("kind", Kind)
def test_a_question_comes_back_from_our_own_columns(kind: Kind) -> None:
    @settings(max_examples=30, deadline=None)
    @given(questions(kind), QUANTITIES)
    def comes_back(question: Question, number: Quantity) -> None:
        body = question.body
        if isinstance(body, Number):
            body = Number(body.ask, number, body.unit_required)
        elif isinstance(body, Cloze):
            try:
                body = parse_cloze(write_cloze(body))
            except ValueError:
                return
        elif isinstance(body, Choices) and all(option.right for option in body.options):
            return
        # A cell's ends and a table's tags have no spaces.
        made = replace(question, body=body, tags=("a", "b"), explain=question.explain.strip())
        (found,) = read_table(table(made), ",", "t.csv").found
        assert replace(found.question, sources=()) == held(made)
        cited = [f"{c.source.title}|{c.locator}" for c in found.question.sources]
        assert len(cited) == len(made.sources)

    comes_back()


@given(st.lists(st.text("=+-@\t\r'a1,;\"\n |", max_size=8), min_size=2, max_size=4))
def test_no_cell_begins_as_a_formula_does(cells: list[str]) -> None:
    for cell in cells:
        assert guarded(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    made = Question(id="f/q", body=Short("=HYPERLINK(1)", "-5", tuple(filter(str.strip, cells))))
    for row in csv.reader(io.StringIO(table(made))):
        assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row)


def test_two_columns_are_what_quizlet_takes() -> None:
    made = [
        Question(id="f/1", body=Term("Mukden", "*Shenyang*,\n\nin the northeast")),
        Question(id="f/2", body=Truth("It rained.", False, "It snowed.")),
    ]
    assert table(*made, two=True) == (
        "Mukden\tShenyang, in the northeast\r\nIt rained.\tFalse. It snowed.\r\n"
    )


def read(text: str, delimiter: str = ",") -> list[object]:
    arrivals = read_table(text, delimiter, "t.csv")
    assert not list(arrivals.skipped.sentences())
    return [arrival.question.body for arrival in arrivals.found]


def test_quizlets_export_becomes_terms() -> None:
    text = "Mukden\tShenyang\n2*3\tsix\n"
    assert read(text, "\t") == [Term("Mukden", "Shenyang"), Term("2*3", "six")]


@pytest.mark.parametrize(
    ("rows", "body"),
    [
        ("Question;Answer\nWho?;I", Short("Who?", "I")),
        ("question,correct answer,wrong 1,wrong 2\nWho?,I,you,she",
         Choice("Who?", (Option("I", True), Option("you", False), Option("she", False)))),
        ("Question,A,B,C,Correct\nWho?,I,you,she,B",
         Choice("Who?", (Option("you", True), Option("I", False), Option("she", False)))),
        ('Question,Answer 1,Answer 2,Answer 3,Correct answer(s)\nWho?,I,you,she,"1,3"',
         Choices("Who?", (Option("I", True), Option("she", True), Option("you", False)))),
        ("Who?,I,you", Choice("Who?", (Option("I", True), Option("you", False)))),
        ("Question,Answer\nSo?,TRUE", Truth("So?", True)),
        ("kind,ask,answer,rubric\n,Why?,,No food\n",
         Recall("Why?", "", (Point("No food"),))),
    ],
)  # fmt: skip
def test_tables_that_people_make(rows: str, body: object) -> None:
    assert read(rows) == [body]


@pytest.mark.parametrize("text", ["", "one\ncolumn\n", 'a,"' + "b\n" * 100_000])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(TrainerError, match=r"^t\.csv.*\.$"):
        read_table(text, ",", "t.csv")


def test_aiken() -> None:
    text = (
        "Who founded the *Tang*?\r\nA. Li Yuan\r\nB) Wu\r\n Zetian\r\nANSWER: A\r\n\r\n"
        "Which?\nA. x\nB. y\nANSWER: C\n\nWhat of it?\n"
    )
    arrivals = read_aiken(text)
    options = (Option("Li Yuan", True), Option("Wu Zetian", False))
    assert [a.question.body for a in arrivals.found] == [
        Choice(r"Who founded the \*Tang\*?", options)
    ]
    assert list(arrivals.skipped.sentences()) == [
        "1 question is left out: there is no option C, which is its answer (such as “Which?”)",
        "1 question is left out: it has no `ANSWER:` (such as “What of it?”)",
    ]


def test_a_question_of_aiken_without_its_answer_leaves_the_next_one_whole() -> None:
    text = "Q one?\nA. x\nB. y\n\nQ two?\nA. z\nB. w\nANSWER: B\n"
    arrivals = read_aiken(text)
    assert [a.question.body for a in arrivals.found] == [
        Choice("Q two?", (Option("w", True), Option("z", False)))
    ]
    assert list(arrivals.skipped.sentences()) == [
        "1 question is left out: it has no `ANSWER:` (such as “Q one?”)"
    ]


@pytest.mark.parametrize("points", ["-3", "0", "nan", "1e400", "three"])
def test_points_that_are_no_number_above_0_leave_only_their_row_out(points: str) -> None:
    text = f"kind,ask,answer,points\nshort,Who?,I,{points}\nshort,What?,That,2\n"
    arrivals = read_table(text, ",", "t.csv")
    assert [a.question.points for a in arrivals.found] == [2]
    (said,) = arrivals.skipped.sentences()
    assert f"`points` is a number above 0, not `{points}`" in said and "Who?" in said
