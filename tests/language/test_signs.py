"""A text that begins with a sign of YAML's is told of wherever it stands, and mended as a whole."""

from __future__ import annotations

import pytest

from trainer.language.fixes import fix
from trainer.language.reader import Shared, read

BEFORE = "questions:\n- {ask: Before?, id: before, answer: b}\n"
AFTER = "- {ask: After?, id: after, answer: c}\n"
CHOICE = "- ask: Which?\n  id: own\n  answer: right\n"

SIGNS = (
    "{{Rome}} fell", "*Rome* fell", "[sic] he said", '"Veni" and so', "'Veni' and so", "& so",
    ">50 men", "> 50 men", "|x| norm", "| x", "@home", "`code` it", "%50 of", "**bold** text",
    "* x",
)  # fmt: skip
ALONE = {
    "a stem": "- ask: {}\n  id: own\n  answer: right\n",
    "an answer": "- ask: Which?\n  id: own\n  answer: {}\n",
    "an option": CHOICE + "  wrong:\n  - other\n  - {}\n  - third\n",
    "feedback": CHOICE + "  wrong:\n    other: fine\n    third: {}\n",
    "an option with feedback": CHOICE + "  wrong:\n    other: fine\n    {}: feedback\n",
    "an item in its order": "- ask: Which?\n  id: own\n  order:\n  - first\n  - {}\n  - third\n",
}
BETWEEN = {
    "a list": CHOICE + "  wrong: [other, {}]\n",
    "a map": CHOICE + "  wrong: {{other: fine, third: {}}}\n",
    "a question": "- {{ask: Which?, id: own, answer: {}, wrong: [other, third]}}\n",
}


@pytest.mark.parametrize("question", ALONE.values(), ids=ALONE)
@pytest.mark.parametrize("text", SIGNS)
def test_a_text_is_quoted_as_a_whole_and_nothing_beside_it(text: str, question: str) -> None:
    data = f"{BEFORE}{question.format(text)}{AFTER}".encode()
    reading = read(data, "questions/f.yaml", "f", Shared())
    [found] = reading.diagnostics
    assert (found.code, found.line) == ("Y012", _line(data, text))
    assert [one.id for one in reading.questions] == ["f/before", "f/after"]
    quoted = "'" + text.replace("'", "''") + "'"
    assert fix(data, reading.diagnostics).decode() == data.decode().replace(text, quoted)


@pytest.mark.parametrize("question", BETWEEN.values(), ids=BETWEEN)
@pytest.mark.parametrize("text", [*SIGNS, "[x]", "{x}", "#1 of all", "}x", "a: b: c"])
def test_between_brackets_a_fix_takes_none_of_them(text: str, question: str) -> None:
    data = f"{BEFORE}{question.format(text)}{AFTER}".encode()
    reading = read(data, "questions/f.yaml", "f", Shared())
    [found] = reading.diagnostics
    assert found.line == _line(data, text)
    assert [one.id for one in reading.questions] == ["f/before", "f/after"]
    mended = fix(data, reading.diagnostics)
    again = read(mended, "questions/f.yaml", "f", Shared())
    assert mended == data or again.diagnostics == ()


@pytest.mark.parametrize("text", ["#1 of all", "# one", "a #b"])
def test_a_comment_that_takes_the_closing_bracket_is_told_of(text: str) -> None:
    data = f"{BEFORE}{BETWEEN['a list'].format(text)}{AFTER}".encode()
    [found] = read(data, "questions/f.yaml", "f", Shared()).diagnostics
    assert found.code == "Y012" and "comment" in found.message


def _line(data: bytes, text: str) -> int:
    return data.decode().partition(text)[0].count("\n") + 1


@pytest.mark.parametrize("item", [
    "answer: *Rome* fell\n    and rose",
    "answer: >50 men\n    and women",
    "answer: right\n  wrong:\n  - *Rome* fell\n    and rose\n  - other",
    "answer: right\n  explain: @>-\n    It fell.",
])  # fmt: skip
def test_the_first_of_several_lines_is_not_quoted_alone(item: str) -> None:
    data = f"questions:\n- ask: Which?\n  {item}\n".encode()
    [found] = read(data, "questions/f.yaml", "f", Shared()).diagnostics
    assert found.code == "Y012" and not found.fix and ">-" in found.help


@pytest.mark.parametrize(("line", "said"), [
    ("id: *own", "`id: own`"),
    ("fact: #capital", "`fact: capital`"),
    ("level: @2", "`level: 2`"),
    ("%explain: so", "`explain: …`"),
])  # fmt: skip
def test_where_quotes_would_be_another_mistake_the_sign_goes(line: str, said: str) -> None:
    data = f"questions:\n- ask: Which?\n  answer: right\n  {line}\n".encode()
    [found] = read(data, "questions/f.yaml", "f", Shared()).diagnostics
    assert (found.code, found.line) == ("Y012", 4)
    assert said in found.help and not found.fix


@pytest.mark.parametrize("items", ["  - a\n\t- b\n  - c\n", "\t- a\n    - b\n", "\t- a\n  - b\n"])
def test_an_item_behind_a_tab_comes_below_those_beside_it(items: str) -> None:
    data = f"questions:\n- ask: Which?\n  answer: right\n  wrong:\n{items}".encode()
    reading = read(data, "questions/f.yaml", "f", Shared())
    assert [one.code for one in reading.diagnostics] == ["Y010"]
    mended = fix(data, reading.diagnostics)
    assert read(mended, "questions/f.yaml", "f", Shared()).diagnostics == ()
