"""What is written is read back as it was, and looks like something a person would write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer import fingerprint
from trainer.language.cloze import parse_cloze, write_cloze
from trainer.language.reader import Shared, read
from trainer.language.writer import write_file
from trainer.question import (
    Blank,
    Body,
    Choice,
    Choices,
    Citation,
    Cloze,
    Item,
    Match,
    Media,
    Number,
    Option,
    Order,
    Place,
    Point,
    Question,
    Recall,
    Reject,
    Short,
    Source,
    Term,
    Truth,
)
from trainer.wording.numbers import parse_quantity

QUESTIONS = Path(__file__).parents[2] / "questions"

# What YAML and this language give a meaning to, more often than chance would.
VALUES = Path(__file__).parent / "data" / "trap-values.txt"
INDICATORS = (
    "{{x}},[],*a*,&b,!c,',\",\\d+,],---,|,>,%,@,`,a:,:a,?,<<,#,"
    "a: b,a #b,- a,a\nb, a,a ,a  b,2x a,\tx"
)
TRAPS = [*VALUES.read_text(encoding="utf-8").split("\n")[:-1], *INDICATORS.split(","), "[a, b]"]
CHARACTERS = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Zl", "Zp"],
    exclude_characters="\ufeff\ufffe\uffff",
    include_characters="\n\t",
)
TEXT = (st.sampled_from(TRAPS) | st.text(CHARACTERS, min_size=1, max_size=120)).filter(str.strip)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)


def distinct(least: int, most: int = 5) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(TEXT, min_size=least, max_size=most, unique=True).map(tuple)


@st.composite
def choices(draw: st.DrawFn, several: bool) -> Body:
    texts = draw(distinct(2 + several))
    n_right = draw(st.integers(1, len(texts) - 1)) if several else 1
    fixed = draw(st.booleans())
    options = [
        Option(text, n < n_right, draw(TEXT | st.just("")) if fixed or n >= n_right else "")
        for n, text in enumerate(texts)
    ]
    ask = draw(TEXT)
    if several:
        return Choices(ask, tuple(options), fixed, draw(st.booleans()))
    return Choice(ask, tuple(options), fixed)


@st.composite
def truths(draw: st.DrawFn) -> Body:
    answer = draw(st.booleans())
    return Truth(draw(TEXT), answer, "" if answer else draw(TEXT | st.just("")))


@st.composite
def shorts(draw: st.DrawFn) -> Body:
    answer, *others = draw(distinct(1, 6))
    cut = draw(st.integers(0, len(others)))
    rejects = tuple(Reject(text, draw(TEXT | st.just(""))) for text in others[cut:])
    return Short(
        draw(TEXT),
        answer,
        tuple(others[:cut]),
        rejects,
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from(["", r"\d+", "(the )?Tang", "a: b"])),
    )


@st.composite
def numbers(draw: st.DrawFn) -> Body:
    written = ["618", "9.81 ± 0.05 m/s²", "5 +- 2%", "30..50 km", "50..80 million", "1,000"]
    quantity = parse_quantity(draw(st.sampled_from(written)))
    return Number(draw(TEXT), quantity, bool(quantity.unit) and draw(st.booleans()))


WORD = st.text(r"abc |\é1", min_size=1, max_size=8).map(str.strip).filter(bool)


@st.composite
def clozes(draw: st.DrawFn) -> Body:
    plain = st.text("abc |:\\\n$", min_size=1, max_size=12).filter(str.strip)
    parts: list[str | Blank] = [draw(plain)]
    for number in range(draw(st.integers(1, 4))):
        accept = draw(st.lists(WORD, max_size=2).map(tuple))
        hint = draw(WORD | st.just(""))
        parts.append(Blank(draw(WORD), accept, hint, f"c{draw(st.integers(1, number + 1))}"))
        parts.append(draw(plain))
    return Cloze(tuple(parts))


@st.composite
def orders(draw: st.DrawFn) -> Body:
    texts = draw(distinct(2))
    label = TEXT | st.just("")
    return Order(draw(TEXT), tuple(Item(text, draw(label)) for text in texts))


@st.composite
def matches(draw: st.DrawFn) -> Body:
    lefts = draw(distinct(2))
    pairs = tuple((left, draw(TEXT)) for left in lefts)
    rights = {right for _, right in pairs}
    return Match(draw(TEXT), pairs, tuple(t for t in draw(distinct(0)) if t not in rights))


@st.composite
def recalls(draw: st.DrawFn) -> Body:
    points = tuple(Point(text, draw(st.integers(1, 3))) for text in draw(distinct(0)))
    model = draw(TEXT) if not points else draw(TEXT | st.just(""))
    return Recall(draw(TEXT), model, points)


TERMS = st.builds(Term, TEXT, TEXT, st.booleans())
BODIES = {
    "choice": choices(False),
    "choices": choices(True),
    "truth": truths(),
    "short": shorts(),
    "number": numbers(),
    "cloze": clozes(),
    "order": orders(),
    "match": matches(),
    "recall": recalls(),
    "term": TERMS,
}
SOURCE = Source("lewis", "China: an empire", "M. E. Lewis", "2009", "", "", ("p. 1–300",))


@st.composite
def questions(draw: st.DrawFn, bodies: st.SearchStrategy[Body]) -> Question:
    body = draw(bodies)
    named = draw(st.booleans())
    name = draw(IDS) if named else "~" + fingerprint.identity(body)[:12]
    locator = draw(st.sampled_from(["", "p. 86", "¶7, note", "ch. 3: war"]))
    media = st.none() | st.builds(
        Media, st.sampled_from(["map.png", "a/b.png"]), TEXT | st.just("")
    )
    return Question(
        id=f"file/{name}",
        body=body,
        was=draw(st.sampled_from([(), ("file/old",), ("other/old", "file/older")])),
        tags=draw(st.lists(IDS, max_size=3, unique=True).map(tuple)),
        level=draw(st.none() | st.integers(1, 5)),
        objective=draw(TEXT | st.just("")),
        sources=draw(st.sampled_from([(), (Citation(SOURCE, locator),)])),
        explain=draw(TEXT | st.just("")),
        hints=draw(distinct(0, 3)),
        image=draw(media),
        audio=draw(media),
        points=draw(st.sampled_from([1.0, 2.0, 0.5])),
        lang=draw(st.sampled_from(["", "en", "zh-Hant"])),
        fact=draw(IDS | st.just("")),
        after=draw(st.sampled_from([(), ("file/first",), ("other/first", "file/second")])),
        names=draw(distinct(0, 3)),
        romanisation=draw(st.sampled_from(["", "pinyin"])),
        retired=draw(st.booleans()),
    )


@pytest.mark.parametrize("kind", BODIES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_written_is_read_back(kind: str, data: st.DataObject) -> None:
    question = data.draw(questions(BODIES[kind]))
    text = write_file("file", [question], title="A title: with a colon")
    reading = read(text.encode(), "questions/file.yaml", "file", Shared())
    assert reading.diagnostics == (), text
    assert [replace(q, place=Place("")) for q in reading.questions] == [question]


@pytest.mark.parametrize("file", sorted(QUESTIONS.glob("*/*.yaml")), ids=lambda file: file.stem)
def test_bundled_questions_are_read_back(file: Path) -> None:
    from trainer.language.reader import read_library

    shared, _ = read_library((QUESTIONS / "library.yaml").read_bytes(), "library.yaml")
    folder = file.parent.name
    first = read(file.read_bytes(), f"questions/{folder}/{file.name}", file.stem, shared)
    text = write_file(first.head.id, first.questions, folder=folder)
    again = read(text.encode(), f"questions/{folder}/x.yaml", "x", shared)
    assert again.diagnostics == ()
    placeless = Place("")
    assert [replace(q, place=placeless) for q in again.questions] == [
        replace(q, place=placeless) for q in first.questions
    ]


def test_a_question_mark_behind_a_colon_is_quoted_between_brackets() -> None:
    question = Question(id="q", body=Truth("No", False), names=("0:?", "1:a"))
    text = write_file("file", [question])
    assert "names: ['0:?', 1:a]" in text
    (again,) = read(text.encode(), "questions/file.yaml", "file", Shared()).questions
    assert again.names == question.names


def test_quotes_only_where_they_are_needed() -> None:
    question = Question(
        id="tang/capital",
        body=Choice(
            "Which city was the capital in 750?",
            (
                Option("Chang'an", True),
                Option("Luoyang", False, "It was the eastern capital: a second one."),
                Option("Kaifeng", False),
            ),
        ),
        tags=("tang", "cities"),
        explain="Modern Xi'an. It held about a million people, more than any other city of "
        "its time, and its walls enclosed eighty-four square kilometres.",
    )
    assert write_file("tang", [question]).partition("questions:\n")[2] == (
        "- ask: Which city was the capital in 750?\n"
        "  id: capital\n"
        "  answer: Chang'an\n"
        "  wrong:\n"
        "    Luoyang: 'It was the eastern capital: a second one.'\n"
        "    Kaifeng:\n"
        "  tags: [tang, cities]\n"
        "  explain: >-\n"
        "    Modern Xi'an. It held about a million people, more than any other city of its time,\n"
        "    and its walls enclosed eighty-four square kilometres.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        r"{{a\|b}} and {{c\::d}}",
        r"{{c1::x|y::hint: one}} {{c1::z}}",
        r"{{\frac{1}{2}}} and $\{{{c1::1}}, 2\}$",
        r"a \{{ literal and {{blank}} \\",
    ],
)
def test_cloze_notation_is_kept(text: str) -> None:
    assert write_cloze(parse_cloze(text)) == text
