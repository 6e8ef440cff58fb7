"""QTI packages: sound by their schema, taken by a converter of others, and the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from qti_convert import convert_qti3_to_qti21, upgrade_package

from tests.strategies import questions
from trainer.exchange import qti12, qti21
from trainer.exchange.export import Work
from trainer.exchange.losses import IN_FORMULA, Losses
from trainer.exchange.pictures import Pictures
from trainer.question import Blank, Choices, Cloze, Kind, Option, Question, Recall

HERE = Path(__file__).parent
QUESTIONS = HERE.parents[1] / "questions"
PROFILE = etree.RelaxNG(etree.parse(str(HERE / "data" / "qti21.rng")))
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
NAMED = [
    f"{QTI}{name}"
    for name in ("assessmentTest", "testPart", "assessmentSection", "assessmentItemRef")
]
ASI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def packed(write: object, *made: Question) -> dict[str, bytes]:
    assert callable(write)
    return unpacked(write(Work("deck", "Deck & more", made, Pictures(QUESTIONS)), Losses({})))


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def sound(files: dict[str, bytes]) -> None:
    """Every document is valid, and the manifest names just the files that are there."""
    manifest = etree.fromstring(files["imsmanifest.xml"])
    named = [file.get("href") for file in manifest.iter("{*}file")]
    assert {"imsmanifest.xml", *named} == set(files)
    for name, data in files.items():
        if name == "test.xml" or name.startswith("items/"):
            assert PROFILE.validate(etree.fromstring(data)), (name, PROFILE.error_log)
    if "test.xml" in files:
        # Test, part, section and items share one space of names, by the schema's own rules.
        test = etree.fromstring(files["test.xml"])
        names = [one.get("identifier") for one in test.iter(*NAMED)]
        assert len(set(names)) == len(names)


def test_the_bank_in_qti21(bank: tuple[Question, ...]) -> None:
    files = packed(qti21.write, *bank)
    sound(files)
    items = [etree.fromstring(data) for name, data in files.items() if name.startswith("items/")]
    assert [item.get("label") for item in items] == [q.id for q in bank if not q.retired]


def test_a_converter_takes_the_bank_to_qti3_and_back(bank: tuple[Question, ...]) -> None:
    before = packed(qti21.write, *bank)
    after = upgrade_package(before).files
    assert len(after) >= len(before)
    for name, data in before.items():
        if name.startswith("items/"):
            text = after[name] if isinstance(after[name], str) else after[name].decode()
            back = convert_qti3_to_qti21(text)
            # What it marks for scorers on the way up, it has to take off on the way down.
            assert {warning.code for warning in back.warnings} <= {"removed-attribute"}, name
            assert answers(etree.fromstring(back.xml.encode())) == answers(etree.fromstring(data))


def answers(item: etree._Element) -> list[str]:
    found = item.iter(f"{QTI}value", f"{QTI}simpleChoice", f"{QTI}simpleAssociableChoice")
    return [" ".join("".join(one.itertext()).split()) for one in found]


@pytest.mark.parametrize("kind", Kind)
def test_any_question_is_valid(kind: Kind) -> None:
    @settings(max_examples=15, deadline=None)
    @given(questions(kind))
    def valid(question: Question) -> None:
        question = replace(question, retired=False)
        sound(packed(qti21.write, question))
        etree.fromstring(packed(qti12.write, question)["assessment/assessment.xml"])

    valid()


def test_each_response_has_its_declaration(bank: tuple[Question, ...]) -> None:
    for name, data in packed(qti21.write, *bank).items():
        if name.startswith("items/"):
            item = etree.fromstring(data)
            declared = [one.get("identifier") for one in item.iter(f"{QTI}responseDeclaration")]
            used = [v for one in item.iter() if (v := one.get("responseIdentifier"))]
            assert sorted(declared) == sorted(used), name
            choices = {one.get("identifier") for one in item.iter() if one.get("identifier")}
            for value in item.iter(f"{QTI}correctResponse"):
                parent = value.getparent()
                if parent is not None and parent.get("baseType") == "identifier":
                    assert {v.text for v in value} <= choices, name


def test_the_bank_for_canvas(bank: tuple[Question, ...]) -> None:
    files = packed(qti12.write, *bank)
    sound(files)
    root = etree.fromstring(files["assessment/assessment.xml"])
    items = list(root.iter(f"{ASI}item"))
    assert len(items) == len([question for question in bank if not question.retired])
    assert len({item.get("ident") for item in items}) == len(items)
    for item in items:
        idents = {one.get("ident") for one in item.iter() if one.get("ident")}
        for equal in item.iter(f"{ASI}varequal"):
            assert equal.get("respident") in idents
        for shown in item.iter(f"{ASI}displayfeedback"):
            assert shown.get("linkrefid") in idents


def test_canvas_asks_for_each_right_option_and_no_wrong_one() -> None:
    body = Choices("Which?", (Option("a", True), Option("b", True), Option("c", False)))
    files = packed(qti12.write, Question(id="f/q", body=body))
    root = etree.fromstring(files["assessment/assessment.xml"])
    (both,) = root.iter(f"{ASI}and")
    assert [one.tag.removeprefix(ASI) for one in both] == ["varequal", "varequal", "not"]


def test_an_id_that_is_too_long_for_a_label_stays_away_and_is_said() -> None:
    short, long = (Question(id=f"f/{'q' * n}", body=Recall("Why?", "So.")) for n in (254, 255))
    losses = Losses({})
    data = qti21.write(Work("deck", "Deck", (short, long), Pictures(QUESTIONS)), losses)
    assert losses.sentences() == (f"1 question: {qti21.LONG_ID}",)
    files = unpacked(data)
    sound(files)
    items = [etree.fromstring(files[name]) for name in files if name.startswith("items/")]
    assert [item.get("label") for item in items] == [short.id, None]


@pytest.mark.parametrize("write", [qti12.write, qti21.write])
def test_a_blank_within_a_formula_is_left_out_and_said(write: Callable[..., bytes]) -> None:
    blank = Blank("2", group="c1")
    made = (
        Question(id="f/in", body=Cloze(("It is $a_", blank, "$ today."))),
        Question(id="f/beside", body=Cloze(("It is $a$, ", blank, " today."))),
    )
    losses = Losses({})
    data = write(Work("deck", "Deck", made, Pictures(QUESTIONS)), losses)
    assert losses.sentences() == (f"1 question: {IN_FORMULA}",)
    sound(unpacked(data))


def test_the_same_questions_give_the_same_bytes() -> None:
    made = (Question(id="f/q", body=Recall("Why?", "So.")),)
    for write in (qti12.write, qti21.write):
        work = Work("deck", "Deck", made, Pictures(QUESTIONS))
        assert write(work, Losses({})) == write(work, Losses({}))
