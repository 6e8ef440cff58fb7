"""GIFT out and in: other people's parsers read it, and our own gives the questions back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from tests.exchange.conftest import Judge
from tests.exchange.held import in_gift, same
from tests.strategies import questions
from trainer.exchange.gift import BLANKS, write_gift
from trainer.exchange.giftreader import read_gift
from trainer.exchange.losses import Losses
from trainer.exchange.texts import formatted
from trainer.language.markup import ListItem, blocks, to_html
from trainer.question import (
    Blank,
    Body,
    Choice,
    Choices,
    Cloze,
    Kind,
    Match,
    Number,
    Option,
    Point,
    Question,
    Recall,
    Short,
    Truth,
)
from trainer.wording.numbers import parse_quantity
from trainer.wording.quantity import Quantity

# Words that GIFT, Markdown, HTML or Moodle read as something else.
NASTY = [
    "[html]a", "[markdown] b", "[x] c", "a=b", "=a", "~b", "#c", "####d", "{e}", "}", "{", "f:g",
    "::h::", "\\", "\\n", "\\\\", "\\=", "a\\:b", "// i", "$CATEGORY: j", "k -> l", "->", "%50%m",
    "T", "FALSE", "*", "a*b", "*em*", "**st**", "_u_", "`co=de`", "<b>n</b>", "&amp;",
    "&lt;", "&&058;", "$x^2$", "$\\frac{a}{b} = c$", "o\n\np", "1. q", "- r", "> s", "# t",
    "a  b", "中文", "é", "[a](http://b.c/?d=e)", "http://x.y/#z", "\u00a0a", "![a](b)", "a | b",
    "“q”", "‘’", "😀",
]  # fmt: skip
nasty = st.sampled_from(NASTY) | st.lists(st.sampled_from(NASTY), min_size=2, max_size=3).map(
    " ".join
)
QUANTITIES = st.sampled_from(
    ["618", "0.5 ± 0.02", "-5..-3", "50..80 million", "5 ± 2%", "9.81 ± 0.05 m/s²", "-12.5..3e4"]
).map(parse_quantity)
several = st.lists(nasty, min_size=3, max_size=5, unique=True)
feedback = st.just("") | nasty


@st.composite
def hard(draw: st.DrawFn) -> Question:
    """A question of a kind that GIFT has, made of what GIFT finds hardest."""
    texts = draw(several)
    kind = draw(st.sampled_from(["choice", "choices", "truth", "short", "match", "recall"]))
    ask = draw(nasty)
    body: Choice | Choices | Truth | Short | Match | Recall
    match kind:
        case "choice" | "choices":
            n_right = 1 if kind == "choice" else 2
            options = tuple(
                Option(text, n < n_right, draw(feedback) if n >= n_right else "")
                for n, text in enumerate(texts)
            )
            body = Choice(ask, options) if n_right == 1 else Choices(ask, options)
        case "truth":
            answer = draw(st.booleans())
            body = Truth(ask, answer, "" if answer else draw(feedback))
        case "short":
            clean = [text for text in texts if "->" not in text] or ["a"]
            body = Short(ask, clean[0], tuple(clean[1:]))
        case "match":
            body = Match(ask, tuple((text, draw(nasty)) for text in texts))
        case _:
            body = Recall(ask, draw(nasty), tuple(map(Point, texts)))
    tags = draw(st.lists(st.sampled_from(["a", "b-c", "x.y"]), unique=True, max_size=2))
    explain = draw(feedback)
    # Below a model answer or its rubric a list would be taken for the rubric.
    assume(not (kind == "recall" and any(isinstance(part, ListItem) for part in blocks(explain))))
    return Question(id="f/q", body=body, tags=tuple(tags), explain=explain)


def gift(*made: Question) -> str:
    losses = Losses({})
    text = write_gift(made, "Deck", losses)
    assert losses.kept == len(made), losses.sentences()
    return text


def is_sound(body: Body) -> bool:
    """Whether the language could say it, and GIFT's line for a blank be told from its text."""
    match body:
        case Choices(options=options):
            return not all(option.right for option in options)
        case Truth(answer=answer, correction=correction):
            return not (answer and correction)
        case Cloze(parts=parts):
            return not any(isinstance(part, str) and part.endswith("_") for part in parts)
        case _:
            return True


def back(text: str) -> list[Question]:
    arrivals = read_gift(text)
    assert not list(arrivals.skipped.sentences())
    return [same(arrival.question) for arrival in arrivals.found]


@pytest.fixture(scope="module")
def made() -> list[Question]:
    """Four hundred hard questions, for judges that would take a process for each."""
    found: list[Question] = []

    @settings(max_examples=400, deadline=None, phases=[Phase.generate], database=None)
    @given(hard())
    def gather(question: Question) -> None:
        found.append(question)

    gather()
    return [replace(question, id=f"f/q{n}") for n, question in enumerate(found[:400])]


def test_hard_questions_come_back_unchanged(made: list[Question]) -> None:
    assert back(gift(*made)) == [same(in_gift(question)) for question in made]


def test_gift_pegjs_reads_hard_questions_as_they_were(
    gift_pegjs: Judge, made: list[Question]
) -> None:
    read = gift_pegjs(gift(*made))[1:]
    assert len(read) == len(made) == 400
    for question, found in zip(made, read, strict=True):
        assert found["id"] == question.id
        assert tuple(found["tags"] or ()) == question.tags
        assert said(found["stem"]) == shown(question.ask)
        match question.body:
            case Choice(options=options) | Choices(options=options):
                assert found["type"] == "MC"
                assert [said(choice["text"]) for choice in found["choices"]] == [
                    shown(option.text) for option in options
                ]
                assert [choice["isCorrect"] for choice in found["choices"]] == [
                    isinstance(question.body, Choice) and option.right for option in options
                ]
                assert [said(choice["feedback"]) for choice in found["choices"]] == [
                    shown(option.feedback) if option.feedback else None for option in options
                ]
            case Truth(answer=answer, correction=correction):
                assert (found["type"], found["isTrue"]) == ("TF", answer)
                # Its names are those of the first and the second feedback.
                assert said(found["trueFeedback"]) == (shown(correction) if correction else None)
            case Short(accept=accept):
                assert found["type"] == "Short"
                assert len(found["choices"]) == 1 + len(accept)
            case Match(pairs=pairs):
                assert found["type"] == "Matching"
                assert len(found["matchPairs"]) == len(pairs)
            case Recall():
                assert found["type"] == "Essay"


def shown(text: str) -> tuple[str, str]:
    """How a text should stand: an arrow would part a pair, and is an entity in HTML."""
    return ("html", to_html(text)) if "->" in formatted(text)[1] else formatted(text)


def said(found: dict[str, str] | None) -> tuple[str, str] | None:
    return (found["format"], found["text"]) if found else None


@pytest.mark.parametrize("kind", Kind)
def test_what_gift_holds_of_a_question_comes_back(kind: Kind) -> None:
    @settings(max_examples=30, deadline=None)
    @given(questions(kind), QUANTITIES)
    def holds(question: Question, number: Quantity) -> None:
        if isinstance(question.body, Number):
            question = replace(question, body=Number(question.ask, number))
        assume(is_sound(question.body))
        # Below a model answer without a rubric a list would be taken for one.
        assume(not any(isinstance(part, ListItem) for part in blocks(question.explain)))
        question = replace(question, retired=False, tags=("a", "b"))
        losses = Losses({})
        text = write_gift([question], "Deck", losses)
        if losses.kept:
            assert back(text) == [same(in_gift(question))]
        else:
            assert losses.sentences()

    holds()


def test_every_question_of_the_bank_is_read_by_gift_pegjs(
    gift_pegjs: Judge, bank: tuple[Question, ...]
) -> None:
    losses = Losses({})
    text = write_gift(bank, "Bank", losses)
    read = gift_pegjs(text)[1:]
    assert len(read) == losses.kept > 100
    assert {found["id"] for found in read} <= {question.id for question in bank}


def test_every_question_of_the_bank_is_read_by_pygiftparser(bank: tuple[Question, ...]) -> None:
    # It knows no general feedback of essays, where a model answer stands.
    known = [question for question in bank if not isinstance(question.body, Recall)]
    losses = Losses({})
    text = write_gift(known, "Bank", losses)
    done = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "pygift.py")],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == losses.kept > 100


def test_a_gift_file_reads_like_one_that_was_written_by_hand() -> None:
    capital = Question(
        id="tang/capital",
        body=Choice(
            "Which city was the capital in 750?",
            (Option("Chang'an", True), Option("Luoyang", False, "It was the *second* one.")),
        ),
        tags=("tang",),
        explain="Modern Xi'an.",
    )
    wu = Question(id="tang/wu", body=Truth("Wu was a regent.", False, "She took the throne."))
    assert gift(capital, wu) == (
        "$CATEGORY: $course$/top/Deck\n"
        "\n"
        "// [id:tang/capital] [tag:tang]\n"
        "::tang/capital::[markdown]Which city was the capital in 750?{\n"
        "\t=[markdown]Chang'an\n"
        "\t~[markdown]Luoyang#[markdown]It was the *second* one.\n"
        "\t####[markdown]Modern Xi'an.\n"
        "}\n"
        "\n"
        "// [id:tang/wu]\n"
        "::tang/wu::[markdown]Wu was a regent.{FALSE#[markdown]She took the throne.}\n"
    )


def test_several_right_options_have_weights_and_no_equals_sign() -> None:
    options = (Option("a", True), Option("b", True), Option("c", True), Option("d", False))
    text = gift(Question(id="f/q", body=Choices("Which?", options)))
    assert text.count("~%33.33333%") == 3 and "~%-50%[markdown]d" in text
    assert "=" not in text


def test_what_gift_cant_hold_is_counted() -> None:
    blanks = Cloze(("a ", Blank("b", group="b"), " c ", Blank("d", group="d")))
    losses = Losses({"level": "no levels"})
    made = [
        Question(id="f/1", body=blanks),
        Question(id="f/2", body=Short("Who?", "I"), retired=True),
        Question(id="f/3", body=Short("Who?", "I"), level=3),
    ]
    write_gift(made, "Deck", losses)
    assert losses.kept == 1
    assert f"1 question: {BLANKS}" in losses.sentences()
    assert "1 question: left out, as `retired: true` says so" in losses.sentences()
    assert "1 question: no levels" in losses.sentences()
