"""`trainer preview` without a terminal: the file in lines, answers marked, findings in place."""

from __future__ import annotations

import pytest

from tests.desks import ALL_KINDS
from tests.shells import TANG, Shell


def test_every_question_stands_there_with_its_answer(shell: Shell) -> None:
    shell.write("questions/kinds.yaml", ALL_KINDS)
    done = shell.run("preview", "questions/kinds.yaml")
    assert done.returncode == 0
    assert done.stdout.startswith("Kinds (questions/kinds.yaml)\n\n1. Which month?\n")
    for line in (
        "[x] October", "[ ] June", "Feedback: June: Too early.", "[x] False",
        "Correction: It was traded.", "Answer: Peng Dehuai", "Answer: 10000 tons",
        "6. Mao asked ____ for ____.", "(cloze, kinds/cloze, line 28, card 2 of 2)",
        "1. plea (September)", "Mao -> chairman", "-> ambassador (belongs to none)",
        "Answer: a state aligned with Moscow", "Source: Charles Kraus, How Stalin helped, ¶1",
    ):  # fmt: skip
        assert line in done.stdout, line


def test_a_rubric_shows_what_counts_how_often(shell: Shell) -> None:
    question = "{ask: Why?, id: a, recall: Because., rubric: [One., 2x Two.]}"
    shell.write("questions/tang.yaml", f"questions:\n- {question}\n")
    lines = shell.run("preview", "questions/tang.yaml").stdout.splitlines()
    answers = ["   Answer: Because.", "   Point: One.", "   Point: Two. (counts 2 times)"]
    assert lines[lines.index(answers[0]) :][:3] == answers


def test_a_broken_question_shows_what_is_wrong_in_its_place(shell: Shell) -> None:
    broken = "- ask: And then?\n  anser: x\n# a remark\n- {ask: Last?, id: last, answer: x}\n"
    shell.write("questions/tang.yaml", TANG + broken)
    lines = shell.run("preview", "questions/tang.yaml").stdout.splitlines()
    at = lines.index("2. Can't be read:")
    assert lines[at + 1 : at + 3] == ["   | - ask: And then?", "   |   anser: x"]
    assert any("8:1: error[Q01" in line or "9:3: error[Q010]" in line for line in lines[at:])
    assert "3. Last?" in lines


@pytest.mark.parametrize(
    ("questions", "shown"),
    [
        ("", "There are no questions in it yet."),
        ("- [", "1. Can't be read:"),
        ("- {ask: [, answer: x}\n- {ask: Fine?, id: a, answer: b}\n", "2. Fine?"),
        ("- ask: One: two\n  answer: x\n\n- ask: Three: four\n  answer: x\n", "2. Can't be read:"),
        ("  - ask: Who?\n    answr: x\n  - {ask: Fine?, id: a, answer: b}\n", "2. Fine?"),
    ],
)
def test_nothing_in_a_file_stops_the_preview(questions: str, shown: str, shell: Shell) -> None:
    shell.write("questions/tang.yaml", f"title: Tang\nquestions:\n{questions}")
    done = shell.run("preview", "questions/tang.yaml")
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert shown in done.stdout.splitlines()


def test_a_file_outside_every_library_can_be_seen(shell: Shell) -> None:
    shell.write("tang.yaml", TANG)
    assert "Answer: Gaozu" in shell.run("preview", "tang.yaml").stdout


@pytest.mark.parametrize("name", ["nowhere.yaml", "questions", "decks/tang.yaml", "notes.txt"])
def test_what_is_no_file_of_questions_is_told_in_a_sentence(name: str, shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    shell.write("decks/tang.yaml", "title: Tang\nquestions: [tang.yaml]\n")
    shell.write("notes.txt", "")
    done = shell.run("preview", name)
    assert done.returncode == 2 and "Traceback" not in done.stderr
