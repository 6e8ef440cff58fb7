"""Every mistake of a file is reported in one run, on its own line, in about one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.language.reader import Reading, Shared, read

DATA = Path(__file__).parent / "data"
MARK = "¶¶"


def read_marked(file: Path) -> tuple[Reading, set[int]]:
    """A file without its marks, as read, and the lines that had one."""
    text = file.read_text(encoding="utf-8")
    marked = {n for n, line in enumerate(text.split("\n"), 1) if line.endswith(MARK)}
    plain = text.replace(MARK, "").encode()
    return read(plain, f"questions/{file.name}", "file", Shared()), marked


def test_all_mistakes_of_a_file_are_reported_on_their_lines() -> None:
    reading, marked = read_marked(DATA / "mistakes.yaml")
    reported = {one.line for one in reading.diagnostics}
    assert len(marked) >= 40
    assert len(reported & marked) / len(marked) >= 0.95
    assert len(reading.diagnostics) / len(marked) <= 1.2
    assert sorted(marked - reported) == []
    assert sorted(reported - marked) == []


def test_good_questions_among_bad_ones_stay_usable() -> None:
    reading, _ = read_marked(DATA / "mistakes.yaml")
    assert [question.id for question in reading.questions] == [
        "mistakes/comment",
        "mistakes/column-two",
        "mistakes/fine",
    ]


@pytest.mark.parametrize("file", sorted((DATA / "damage").glob("*.yaml")), ids=lambda f: f.stem)
def test_one_damage_one_message_at_its_line(file: Path) -> None:
    reading, marked = read_marked(file)
    code = file.stem.split("-")[0]
    assert [(one.code, one.line) for one in reading.diagnostics] == [
        (code, line) for line in sorted(marked)
    ]


@pytest.mark.parametrize("file", sorted((DATA / "damage").glob("*.yaml")), ids=lambda f: f.stem)
def test_damage_costs_its_own_question_only(file: Path) -> None:
    reading, _ = read_marked(file)
    assert {"before", "after"} <= {question.id.split("/")[1] for question in reading.questions}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("Q", "did you mean `ask`?"),
        ("notes", "did you mean `explain`?"),
        ("kind", "a question's kind follows"),
        ("alt", "it goes with its picture"),
    ],
)
def test_a_key_of_another_program_is_told_in_ours(key: str, said: str) -> None:
    text = f"questions:\n- ask: Who?\n  answer: Mao\n  {key}: Mao Zedong\n"
    (found,) = read(text.encode(), "questions/f.yaml", "f", Shared()).diagnostics
    assert found.code == "Q010" and said in found.help


HELPS = [
    (
        "questions:\n- {ask: Who?, answer: Mao, wrong: [A], options: [Mao, A]}\n",
        "lists all options",
    ),
    (
        "sources: {a: {title: B}}\nquestions:\n- {ask: Who?, answer: C, source: a p. 3}\n",
        "`a, p. 3`",
    ),
    ("questions:\n- {aks: Who?, answer: Mao}\n", "did you mean `ask`?"),
    ("title: T\nquestions:\n- ask: Who?\nanswer: Mao\n", "indent it as the other keys"),
    ("level: 2\nquestions:\n- {ask: Who?, answer: Mao}\n", "or put it under `defaults:`"),
    ("questions:\n- {statement: It rains., answer: maybe}\n", "write `true` or `false`"),
    ("questions:\n- {statement: It rains., answer: ture}\n", "did you mean `true`?"),
    ("questions:\n- {ask: Who?, answer: Mao, lang: english}\n", "for example `en`"),
    ("questions:\n- ask: Who?\n  answer: Mao\n  image: [a.png]\n", "for example `image: {file:"),
    ("sources: [lewis]\nquestions:\n- {ask: Who?, answer: Mao}\n", "`sources: {lewis: {title:"),
    ("sources: {a: Empire}\nquestions:\n- {ask: Who?, answer: Mao}\n", "`a: {title: China's"),
    (
        "questions:\n- {ask: W?, options: [Luoyang, Kaifeng], answer: b}\n",
        "write it out, as in `answer: Kaifeng`",
    ),
    (
        "questions:\n- {ask: W?, options: [Luoyang, Kaifeng], answer: Kaifenk}\n",
        "holds all of them, letter for letter",
    ),
    ("questions: - ask: Who?\n  answer: Mao\n", "begin a line with each dash"),
    ("questions:\n- {ask: Who?, answer: Mao, size: 3}\n", "`trainer schema` lists all keys"),
]


@pytest.mark.parametrize(("value", "warned"), [
    ("Luoyang, Kaifeng", True),
    ("'Luoyang, Kaifeng'", False),
    ("[Luoyang, Kaifeng]", False),
    ("Luoyang", False),
    ("['Luoyang, the eastern one']", False),
])  # fmt: skip
def test_several_options_without_brackets_are_one_which_is_told(value: str, warned: bool) -> None:
    text = f"questions:\n- ask: Which?\n  answer: Chang'an\n  wrong: {value}\n"
    reading = read(text.encode(), "questions/f.yaml", "f", Shared())
    assert [(one.code, one.line) for one in reading.diagnostics] == [("Q015", 4)] * warned
    assert len(reading.questions) == 1


@pytest.mark.parametrize(("above", "code"), [("title: T\n", "Y011"), ("", "Y022")])
def test_sources_that_cannot_be_read_make_no_citation_unknown(above: str, code: str) -> None:
    text = (
        f"{above} sources:\n  a: {{title: B}}\nquestions:\n- {{ask: Who?, answer: C, source: a}}\n"
    )
    [found] = read(text.encode(), "questions/f.yaml", "f", Shared()).diagnostics
    assert found.code == code


@pytest.mark.parametrize(("text", "said"), HELPS)
def test_help_says_what_to_write(text: str, said: str) -> None:
    found = read(text.encode(), "questions/f.yaml", "f", Shared()).diagnostics
    assert said in " ".join(one.help for one in found)
