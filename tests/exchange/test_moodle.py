"""Moodle XML out and in, and the XML of strangers."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given, settings

from tests.exchange.held import in_moodle, same
from tests.exchange.test_gift import QUANTITIES, is_sound
from tests.strategies import questions
from trainer.errors import TrainerError
from trainer.exchange.export import Work
from trainer.exchange.giftreader import read_gift
from trainer.exchange.losses import Losses
from trainer.exchange.moodle import write
from trainer.exchange.moodlereader import read_moodle
from trainer.exchange.numbers import FRACTIONS
from trainer.exchange.pictures import Pictures
from trainer.language.markup import ListItem, blocks
from trainer.question import Choices, Kind, Media, Number, Option, Question, Short
from trainer.wording.quantity import Quantity

QUESTIONS = Path(__file__).parents[2] / "questions"


def xml(*made: Question, root: Path = QUESTIONS, losses: Losses | None = None) -> bytes:
    return write(Work("deck", "Deck", made, Pictures(root)), losses or Losses({}))


@pytest.mark.parametrize("kind", Kind)
def test_what_moodle_holds_of_a_question_comes_back(kind: Kind) -> None:
    @settings(max_examples=30, deadline=None)
    @given(questions(kind), QUANTITIES)
    def holds(question: Question, number: Quantity) -> None:
        if isinstance(question.body, Number):
            question = replace(question, body=Number(question.ask, number, bool(number.unit)))
        assume(is_sound(question.body))
        assume(not any(isinstance(part, ListItem) for part in blocks(question.explain)))
        made = replace(question, retired=False, tags=("a", "b"), image=None, audio=None)
        losses = Losses({})
        data = xml(made, losses=losses)
        if losses.kept:
            arrivals = read_moodle(data, "deck.xml")
            assert not list(arrivals.skipped.sentences())
            assert [same(a.question) for a in arrivals.found] == [same(in_moodle(made))]

    holds()


def test_the_bank_comes_back_with_its_pictures(bank: tuple[Question, ...]) -> None:
    data = xml(*bank)
    arrivals = read_moodle(data, "bank.xml")
    kept = [question for question in bank if not question.retired]
    assert len(arrivals.found) == len(kept)
    for question, arrival in zip(kept, arrivals.found, strict=True):
        if question.image:
            name = Path(question.image.file).name
            assert arrival.files == {name: (QUESTIONS / question.image.file).read_bytes()}
            assert arrival.question.image and arrival.question.image.alt == question.image.alt


def test_every_share_of_the_mark_is_one_that_moodle_knows(bank: tuple[Question, ...]) -> None:
    many = tuple(Option(f"o{n}", n < 7) for n in range(11))
    root = ElementTree.fromstring(xml(*bank, Question(id="f/q", body=Choices("Which?", many))))
    shares = {
        answer.get("fraction", "")
        for question in root.iter("question")
        if question.get("type") != "ordering"
        for answer in question.iter("answer")
        if answer.get("fraction")
    }
    assert {"100", "0", "14.28571", "-25"} <= shares
    for share in shares - {"0"}:
        assert abs(Decimal(share)) in FRACTIONS
        assert re.fullmatch(r"-?\d{1,3}(\.\d{1,5})?", share)


def test_a_picture_outside_of_the_bank_stays_outside(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "questions").mkdir()
    pictures = Pictures(tmp_path / "questions")
    made = Question(id="f/q", body=Short("Who?", "I"), image=Media("../secret.png"))
    data = write(Work("deck", "Deck", (made,), pictures), Losses({}))
    assert b"PLUGINFILE" not in data and b"<file" not in data
    assert pictures.problems == [
        "../secret.png: it lies outside the bank; its questions go without it"
    ]


@pytest.mark.parametrize("name", ["my map.png", "100%25.png", "Ürümqi & co.png", "a'b#?.png"])
def test_a_picture_comes_back_whatever_its_file_is_called(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"picture")
    made = Question(id="f/q", body=Short("Where?", "Here"), image=Media(name, "A map"))
    arrivals = read_moodle(xml(made, root=tmp_path), "deck.xml")
    assert not list(arrivals.skipped.sentences())
    (found,) = arrivals.found
    assert found.question.image == Media(name, "A map") and found.files == {name: b"picture"}


def test_a_number_whose_share_is_none_counts_for_nothing() -> None:
    answers = "".join(
        f'<answer fraction="{share}"><text>{number}</text></answer>'
        for share, number in (("all of it", 7), ("100", 8))
    )
    document = (
        '<quiz><question type="numerical"><questiontext><text>How many?</text></questiontext>'
        f"{answers}</question></quiz>"
    )
    (found,) = read_moodle(document.encode(), "deck.xml").found
    assert isinstance(found.question.body, Number) and found.question.body.number.value == 8


LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
)


@pytest.mark.parametrize(
    "document",
    [
        f"<!DOCTYPE quiz [{LAUGHS}]><quiz>&l9;</quiz>",
        '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        '<!DOCTYPE quiz SYSTEM "http://127.0.0.1:1/x.dtd"><quiz/>',
        "<quiz>" + "<a>" * 200 + "</a>" * 200 + "</quiz>",
        "<quiz><question></quiz>",
        "<quiz>&nbsp;</quiz>",
        "<html><body>no quiz</body></html>",
        '<?xml version="1.0" encoding="klingon"?><quiz/>',
        "<",
        "<quiz>\x01</quiz>",
    ],
    ids=[
        "laughs",
        "entity",
        "dtd",
        "deep",
        "open",
        "undefined",
        "html",
        "coding",
        "cut",
        "control",
    ],
)
def test_documents_that_could_do_harm_are_refused_in_a_sentence(document: str) -> None:
    tracemalloc.start()
    with pytest.raises(TrainerError, match=r"^bad\.xml.*\.$"):
        read_moodle(document.encode(), "bad.xml")
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def test_a_file_as_moodle_writes_it() -> None:
    """CDATA, auto format, a wildcard, partial marks, an embedded picture and unknown kinds."""
    data = (Path(__file__).parent / "data" / "moodle.xml").read_bytes()
    arrivals = read_moodle(data, "moodle.xml")
    capital, star, gaps = (arrival.question for arrival in arrivals.found)
    assert [arrival.category for arrival in arrivals.found] == [("China", "Tang/Song")] * 3
    assert capital.body == Short("Which city was *the* capital?", "Chang'an", pattern="")
    assert (capital.id, capital.tags, capital.hints) == (
        "capital",
        ("tang-china",),
        ("In the west.",),
    )
    assert capital.image and capital.image.alt == "A map"
    assert isinstance(star.body, Short) and star.body.pattern == "Li .*"
    assert gaps.ask == "Rice grows in the ____, wheat in the ____."
    assert set(arrivals.skipped.sentences()) == {
        "1 question is left out: there is no counterpart to Moodle's “calculated” here (such as "
        "“What is {a} + {b}?”)",
        "1 question: an answer that is worth part of the mark is now wrong (such as "
        "“Which family ruled?”)",
        "1 question: feedback for any other answer is left out (such as “Which family ruled?”)",
        "1 question: gaps with options are now typed (such as “Rice grows in the ___, wheat in the"
        " ___.”)",
    }


OPENS = ["<img ", "<audio ", "[a.mp", "{1:SA:=", "{1:SA:=a~", "@@PLUGINFILE@@/", "&lt;", "*_`["]


@pytest.mark.parametrize("part", OPENS)
@pytest.mark.parametrize("kind", ["cloze", "essay"])
def test_no_text_is_searched_again_and_again(part: str, kind: str) -> None:
    """Twenty thousand characters of what opens and never closes: read, or left out."""
    said = part * (20_000 // len(part))
    question = f'<question type="{kind}"><questiontext><text><![CDATA[{said}]]></text>'
    arrivals = read_moodle(f"<quiz>{question}</questiontext></question></quiz>".encode(), "f")
    assert len(arrivals.found) + arrivals.skipped.out.total() == 1
    read_gift(f"{said}{{={part}}}")
