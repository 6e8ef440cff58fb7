"""The ten kinds, defaults, sources and ids: what an instructor writes and what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.language.alone import read_item
from trainer.language.fixes import fix
from trainer.language.reader import Reading, Shared, read, read_library
from trainer.question import (
    Blank,
    Choice,
    Choices,
    Citation,
    Cloze,
    Item,
    Kind,
    Match,
    Media,
    Number,
    Option,
    Order,
    Point,
    Recall,
    Reject,
    Short,
    Source,
    Term,
    Truth,
)

DATA = Path(__file__).parent / "data"
QUESTIONS = Path(__file__).parents[2] / "questions"
LEWIS = Source("lewis", "China's Cosmopolitan Empire", "Mark Edward Lewis", "2009")
HEAD = "title: Tang\nid: tang\n"


@pytest.fixture(scope="module")
def tang() -> Reading:
    """The file that the guide shows first."""
    return read((DATA / "tang.yaml").read_bytes(), "questions/tang.yaml", "file", Shared("lib"))


def items(text: str, head: str = "", shared: Shared | None = None) -> Reading:
    data = f"{head}questions:\n{text}".encode()
    return read(data, "questions/history/tang.yaml", "tang", shared or Shared())


def test_every_kind_follows_from_its_keys(tang: Reading) -> None:
    assert tang.diagnostics == ()
    assert [(question.id, question.kind) for question in tang.questions] == [
        ("tang/capital", Kind.CHOICE),
        ("tang/rulers", Kind.CHOICES),
        ("tang/wu", Kind.TRUTH),
        ("tang/founder", Kind.SHORT),
        ("tang/people", Kind.NUMBER),
        ("tang/fall", Kind.CLOZE),
        ("tang/chronology", Kind.ORDER),
        ("tang/years", Kind.MATCH),
        ("tang/why", Kind.RECALL),
        ("tang/jiedushi", Kind.TERM),
    ]


def test_bodies_hold_what_was_written(tang: Reading) -> None:
    bodies = [question.body for question in tang.questions]
    assert bodies[0] == Choice(
        "Which city was the main Tang capital in 750?",
        (
            Option("Chang'an", True),
            Option("Luoyang", False, "It was the secondary, eastern capital."),
            Option("Kaifeng", False, "It was the capital of the Northern Song."),
        ),
    )
    assert bodies[1] == Choices(
        "Which of these ruled the Tang?",
        (Option("Taizong", True), Option("Xuanzong", True), Option("Kublai Khan", False)),
    )
    assert bodies[2] == Truth(
        "Wu Zetian ruled only as regent.", False, "She took the throne herself in 690."
    )
    founders = Reject("Taizong", "His son, the second emperor.")
    assert bodies[3] == Short("Who founded the dynasty?", "Gaozu", ("Li Yuan",), (founders,))
    assert isinstance(bodies[4], Number)
    assert (bodies[4].number.low, bodies[4].number.high) == (50e6, 80e6)
    assert bodies[5] == Cloze(
        (
            Blank("Tang", group="tang"),
            " rule ended, and ",
            Blank("Five Dynasties", ("5 Dynasties",), "how many?", "c1"),
            " and ",
            Blank("Ten Kingdoms", group="c1"),
            " followed.",
        )
    )
    ask = "Put these in order, the earliest first."
    assert bodies[6] == Order(ask, (Item("Sui"), Item("Tang"), Item("Song")))
    pairs = (("Sui", "581"), ("Tang", "618"))
    assert bodies[7] == Match("Match each dynasty to its founding year.", pairs, ("1271",))
    points = (Point("Governors became autonomous."), Point("Tax registers were lost."))
    assert bodies[8] == Recall("Why did the court weaken after 763?", "", points)
    assert bodies[9] == Term("jiedushi", "a military governor of a frontier region")


def test_defaults_fill_in_and_tags_add_up(tang: Reading) -> None:
    first, second, *_ = tang.questions
    assert (first.tags, first.level, first.lang) == (("tang",), 2, "en")
    assert first.sources == (Citation(LEWIS, "p. 86"),)
    assert second.sources == (Citation(LEWIS),)
    own = items("- ask: Who?\n  answer: x\n  tags: [a]\n  level: 4\n",
                "defaults: {tags: [tang], level: 2}\n")  # fmt: skip
    assert (own.questions[0].tags, own.questions[0].level) == (("tang", "a"), 4)


def test_defaults_reach_only_kinds_that_have_the_key() -> None:
    reading = items(
        "- ask: Who?\n  answer: x\n- statement: So it is.\n  answer: true\n",
        "defaults: {typos: false}\n",
    )
    short, truth = (question.body for question in reading.questions)
    assert isinstance(short, Short)
    assert not short.typos
    assert truth == Truth("So it is.", True)


def test_sources_and_names_may_come_from_the_library() -> None:
    shared, found = read_library(
        b"id: han-a1b2c3\ntitle: Han\nsources: {hulsewe: {title: Remnants}}\nnames: [Luoyang]\n",
        "questions/library.yaml",
    )
    assert found == ()
    assert (shared.library, shared.names) == ("han-a1b2c3", ("Luoyang",))
    reading = items("- ask: Who?\n  answer: x\n  source: hulsewe, 3\n", shared=shared)
    (question,) = reading.questions
    assert question.sources == (Citation(Source("hulsewe", "Remnants"), "3"),)
    assert question.key == f"han-a1b2c3:{question.id}"


def test_ids_of_others_are_made_full() -> None:
    (question,) = items("- ask: Who?\n  answer: x\n  after: [a, other/b]\n  was: c\n").questions
    assert question.after == ("tang/a", "other/b")
    assert question.was == ("tang/c",)


def test_question_without_id_is_known_by_what_it_asks_and_expects() -> None:
    first = items("- ask: Who?\n  answer: x\n  explain: A.\n").questions[0]
    same = items("- ask: Who?\n  answer: x\n  explain: B.\n").questions[0]
    other = items("- ask: Who else?\n  answer: x\n").questions[0]
    assert first.id == same.id != other.id
    assert first.id.startswith("tang/~")
    assert not first.named


def test_media_are_relative_to_the_file_and_stay_inside() -> None:
    (question,) = items(
        "- ask: Who?\n  answer: x\n  image: {file: ../maps/a.png, alt: A}\n"
    ).questions
    assert question.image == Media("maps/a.png", "A")
    assert items("- ask: Who?\n  answer: x\n  image: ../../a.png\n").diagnostics[0].code == "Q025"


def test_options_stay_in_their_order() -> None:
    (question,) = items("- ask: Who?\n  answer: b\n  options: [a, b, c]\n").questions
    assert question.body == Choice(
        "Who?", (Option("a", False), Option("b", True), Option("c", False)), fixed=True
    )


def test_labels_weights_and_strictness() -> None:
    order, recall, short = items(
        "- ask: Order?\n  order: [Sui: 581, Tang]\n"
        "- ask: Why?\n  rubric: [2x war, peace]\n  recall: War.\n"
        "- ask: Who?\n  answer: x\n  case: strict\n  accents: strict\n  typos: False\n"
    ).questions
    assert order.body == Order("Order?", (Item("Sui", "581"), Item("Tang")))
    assert recall.body == Recall("Why?", "War.", (Point("war", 2), Point("peace")))
    assert short.body == Short("Who?", "x", typos=False, case=True, accents=True)


def test_blanks_with_one_answer_get_groups_of_their_own() -> None:
    (question,) = items("- cloze: '{{Tang}} and {{Tang}} and {{c1::Tang}}'\n").questions
    assert isinstance(question.body, Cloze)
    assert question.body.groups == ("tang", "tang-2", "c1")


@pytest.mark.parametrize("file", sorted(QUESTIONS.glob("*/*.yaml")), ids=lambda file: file.stem)
def test_one_item_alone_reads_as_in_its_file(file: Path) -> None:
    shared, _ = read_library((QUESTIONS / "library.yaml").read_bytes(), "library.yaml")
    data = file.read_bytes()
    name = f"questions/{file.parent.name}/{file.name}"
    reading = read(data, name, file.stem, shared)
    assert reading.diagnostics == ()
    assert reading.entries
    for entry in reading.entries:
        item = data[entry.start : entry.end]
        assert read_item(item, reading.head, name, entry.line, shared) == entry.question


@pytest.mark.parametrize("text", [
    "questions:\r\n- ask: Wér?\r\n  answer: ü\r\n\r\n# c\r\n- ask: B?\r\n  answer: b\r\n",
    "questions:\n  -\n    ask: Wér?\n    answer: ü\n  - {ask: B?, answer: b}\ntitle: T\n",
    "questions: [{ask: Wér?, answer: ü}, {ask: B?, answer: b}]\n",
    "\ufeffquestions:\n- ask: Wér?\n  answer: ü\n- ask: broken: here\n- ask: B?\n  answer: b\n",
    "questions:\r- ask: Wér?\r  answer: ü\r\r# c\r- ask: B?\r  answer: b\r",
    "questions:\n- ask: Wér?\n<<<<<<< o\n  answer: ü\n=======\n  answer: u\n>>>>>>> t\n"
    "- ask: B?\n  answer: b\n",
    "questions:\n<<<<<<< o\n- ask: Wér?\n  answer: ü\n||||||| b\n- ask: C?\n  answer: c\n=======\n"
    "- ask: D?\n  answer: d\n>>>>>>> t\n- ask: B?\n  answer: b\n",
    "questions:\n- ask: Wér?\n  answer: ü\n<<<<<<< o\n- ask: B?\n  answer: b\n=======\n",
    "questions:\n- ask: Wér?\n  answer: ü\n- ask: B?\n||||||| b\n  answer: b\n",
    "questions':\n- ask: Wér?\n  answer: ü\n- ask: B?\n  answer: b\nword\n  a: *\nlevel: 1\n",
])  # fmt: skip
def test_spans_count_bytes_whatever_the_file_looks_like(text: str) -> None:
    data = text.encode()
    reading = read(data, "questions/f.yaml", "f", Shared())
    assert [question.ask for question in reading.questions] == ["Wér?", "B?"]
    for entry in reading.entries:
        item = data[entry.start : entry.end]
        again = read_item(item, reading.head, "questions/f.yaml", entry.line, Shared())
        assert again is not None
        assert again.body == entry.question.body


@pytest.mark.parametrize(("data", "code"), [
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Y001"),
    ("questions:\n- ask: a\n".encode("utf-16"), "Y002"),
    ("questions:\n- ask: a\n".encode("utf-16-le"), "Y002"),
    ("questions:\n- ask: Ürümqi\n".encode("latin-1"), "Y003"),
    (b"questions:\n" + b"#" * (16 * 1024 * 1024), "Y004"),
    (b"[" * 25_000, "Y005"),
    (b"questions:\n" + b"- " * 25_000 + b"a", "Y005"),
    (b"", "Q001"),
    (b"questions:\n", "Q001"),
    (b"just a sentence\n", "Q002"),
    (b"- ask: a\n  answer: b\n", "Q002"),
    (b"questions:\n- ask: a\n  answer: " + b"x" * 70_000, "Y006"),
    (b"\xef\xbb\xbfquestions:\n- ask: a\n  answer: b\n", "Y024"),
])  # fmt: skip
def test_files_that_are_no_question_files(data: bytes, code: str) -> None:
    assert [one.code for one in read(data, "questions/f.yaml", "f", Shared()).diagnostics] == [code]


@pytest.mark.parametrize(("written", "help"), [
    ("question: Who?", "did you mean `ask`?"),
    ("correct: Gaozu", "did you mean `answer`?"),
    ("explanation: In 618.", "did you mean `explain`?"),
    ("type: short", "remove it: a question's kind follows from which keys are there"),
])  # fmt: skip
def test_a_key_of_another_program_gets_one_message(written: str, help: str) -> None:
    keys = {"question": "answer: Gaozu", "correct": "ask: Who?"}
    rest = keys.get(written.split(":")[0], "ask: Who?\n  answer: Gaozu")
    text = f"questions:\n- {written}\n  {rest}\n"
    [found] = read(text.encode(), "questions/f.yaml", "f", Shared()).diagnostics
    assert (found.code, found.line, found.help) == ("Q010", 2, help)


@pytest.mark.parametrize(("written", "mended"), [
    ("80..50 million", "50..80 million"),
    ("'80-50'", "'50-80'"),
    ("80 to 50 km", "50 to 80 km"),
])  # fmt: skip
def test_a_reversed_range_is_turned(written: str, mended: str) -> None:
    text = "questions:\n- ask: How many?\n  number: {}  # people\n"
    data = text.format(written).encode()
    [found] = read(data, "questions/f.yaml", "f", Shared()).diagnostics
    assert (found.code, found.line) == ("Q041", 3)
    assert fix(data, [found]).decode() == text.format(mended)
