"""Texts added to `accept` and `reject`: the line that is meant, and not a byte besides."""

from __future__ import annotations

from difflib import ndiff

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import TrainerError
from trainer.language.reader import Shared, read
from trainer.question import Short
from trainer.reports.amending import Addition, amended

HEAD = "title: Tang   # a title\nquestions:\n"
BEFORE = "- ask: Before?\n  id: before\n  answer: Ä"
AFTER = "# the end\n- ask: After?\n  id: after\n  answer: b\n"


def changed(data: bytes, accept: tuple[str, ...] = (), reject: tuple[str, ...] = ()) -> str:
    new = Addition(accept, reject)
    return amended(data, "t.yaml", Shared(), "t/q", new).decode()


def file_with(*lines: str) -> bytes:
    return "\n".join([HEAD + BEFORE, *lines, AFTER]).encode()


def difference(data: bytes, after: str) -> list[str]:
    lines = ndiff(data.decode().splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\n") for line in lines if line[0] in "+-"]


ASK = ("- ask: Who?", "  id: q")
LAYOUTS = {
    "no list yet": (
        (*ASK, "  answer: Gaozu  # the first"),
        ["+   accept: [Li Yuan]", "+   reject: [Taizong]"],
    ),
    "a list in brackets": (
        (*ASK, "  answer: Gaozu", "  accept: [Li Yüan, 'L, Y']  # two"),
        [
            "-   accept: [Li Yüan, 'L, Y']  # two",
            "+   accept: [Li Yüan, 'L, Y', Li Yuan]  # two",
            "+   reject: [Taizong]",
        ],
    ),
    "a list in brackets over two lines, with a comma at its end": (
        (*ASK, "  accept: [Li Yüan,", "    L Y,  # short", "  ]", "  answer: Gaozu"),
        ["-     L Y,  # short", "+     L Y, Li Yuan,  # short", "+   reject: [Taizong]"],
    ),
    "a list of dashes below the key": (
        (*ASK, "  answer: Gaozu", "  accept:", "  - L Y  # short", "", "  # more to come"),
        ["+   - Li Yuan", "+   reject: [Taizong]"],
    ),
    "a list of dashes further in": (
        (*ASK, "  accept:", "      - >-", "        L", "        Y", "  answer: Gaozu"),
        ["+       - Li Yuan", "+   reject: [Taizong]"],
    ),
    "one text instead of a list": (
        (*ASK, "  accept: L, Y  # short", "  answer: Gaozu"),
        [
            "-   accept: L, Y  # short",
            "+   accept: ['L, Y', Li Yuan]  # short",
            "+   reject: [Taizong]",
        ],
    ),
    "one text in a block": (
        (*ASK, "  accept: >-", "    L", "    Y", "  answer: Gaozu"),
        [
            "+   accept: [L Y, Li Yuan]",
            "+   reject: [Taizong]",
            "-   accept: >-",
            "-     L",
            "-     Y",
        ],
    ),
    "a map of feedback": (
        (*ASK, "  answer: Gaozu", "  reject:", "    Wu: 'No: later.'", "    Sui:", "  # so far"),
        ["+   accept: [Li Yuan]", "+     Taizong:"],
    ),
    "a map of feedback in braces": (
        (*ASK, "  answer: Gaozu", "  reject: {Wu: Later., Sui: }", "  level: 2"),
        [
            "+   accept: [Li Yuan]",
            "-   reject: {Wu: Later., Sui: }",
            "+   reject: {Wu: Later., Sui: , Taizong: }",
        ],
    ),
    "a question in braces": (
        ("- {ask: Who?, id: q, answer: Gaozu, level: 2}  # short",),
        [
            "- - {ask: Who?, id: q, answer: Gaozu, level: 2}  # short",
            "+ - {ask: Who?, id: q, answer: Gaozu, accept: [Li Yuan], reject: [Taizong], level: 2}"
            "  # short",
        ],
    ),
    "an answer in a block": (
        (*ASK, "  answer: >-", "    Gaozu", "    of Tang", "", "  # a comment", "  level: 2"),
        ["+   accept: [Li Yuan]", "+   reject: [Taizong]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_only_the_lines_that_are_meant_change(name: str) -> None:
    lines, expected = LAYOUTS[name]
    data = file_with(*lines)
    assert difference(data, changed(data, ("Li Yuan",), ("Taizong",))) == expected


def test_windows_line_ends_and_a_last_line_without_one_stay() -> None:
    data = b"questions:\r\n- ask: Who?\r\n  id: q\r\n  answer: Gaozu"
    expected = data.decode() + "\r\n  accept: [Li Yuan]\r\n  reject: [Taizong]"
    assert changed(data, ("Li Yuan",), ("Taizong",)) == expected


def test_a_file_of_brackets_and_a_byte_order_mark_is_edited_too() -> None:
    data = (
        "\ufeffquestions: [{ask: Wör?, id: p, answer: ä}, {ask: Who?, id: q, answer: b}]".encode()
    )
    expected = data.decode().replace("answer: b", "answer: b, accept: [c]")
    assert changed(data, ("c",)) == expected


def test_many_texts_get_a_line_each() -> None:
    data = file_with(*ASK, "  answer: Gaozu")
    names = tuple(f"Name number {n}" for n in range(8))
    assert difference(data, changed(data, names)) == [
        "+   accept:", *(f"+   - {name}" for name in names)
    ]  # fmt: skip


def test_several_texts_go_into_braces_too() -> None:
    data = file_with("- {ask: Who?, id: q, answer: Gaozu, reject: {Wu: Later.}}")
    line = changed(data, (), ("a, b", "c")).splitlines()[5]
    assert line == "- {ask: Who?, id: q, answer: Gaozu, reject: {Wu: Later., 'a, b': , c: }}"


def test_a_question_without_an_id_would_lose_its_history() -> None:
    data = b"questions:\n- ask: Who?\n  answer: Gaozu\n"
    id = read(data, "questions/t.yaml", "t", Shared()).questions[0].id
    with pytest.raises(TrainerError, match="give it one first"):
        amended(data, "t.yaml", Shared(), id, Addition(("Li Yuan",)))


def test_what_would_not_be_as_meant_is_not_written() -> None:
    data = file_with(*ASK, "  answer: Gaozu", "  reject: [Taizong]")
    with pytest.raises(TrainerError, match="by hand"):
        changed(data, ("Taizong",))
    with pytest.raises(TrainerError, match="no question"):
        amended(data, "t.yaml", Shared(), "t/x", Addition(("Li Yuan",)))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1)


@given(TEXTS.map(str.strip).filter(bool), st.sampled_from(sorted(LAYOUTS)), st.booleans())
def test_any_text_comes_back_as_it_was_typed(text: str, name: str, right: bool) -> None:
    data = file_with(*LAYOUTS[name][0])
    before = read(data, "questions/t.yaml", "t", Shared()).questions[1].body
    assert isinstance(before, Short)
    taken = {before.answer, *before.accept, *(reject.text for reject in before.reject)}
    if text in taken:
        return
    after = changed(data, *(((text,), ()) if right else ((), (text,)))).encode()
    body = read(after, "questions/t.yaml", "t", Shared()).questions[1].body
    assert isinstance(body, Short)
    assert text in (body.accept if right else [reject.text for reject in body.reject])
