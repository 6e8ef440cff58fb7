"""A whole exam in lines, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.desks import Hands, make_desk
from tests.exams import FILES
from tests.shells import Shell
from trainer.plain.exam import ExamConversation
from trainer.plain.exam_lines import ExamLines
from trainer.plain.exam_protocol import ExamJson

FORM = 5
"""capital, why, years, begin, wu, founder, chronology, jiedushi, rulers, fall: in this order."""

ANSWERS: dict[str, object] = {
    "tang/capital": 1,
    "tang/why": "Taxes were lost",
    "tang/years": [3, 1],
    "tang/begin": "618",
    "tang/wu": False,
    "tang/founder": "Gaozu",
    "tang/chronology": [2, 1, 3],
    "tang/jiedushi#forward": "a governor",
    "tang/rulers": [1, 2],
    "tang/fall#tang": ["Tang"],
}


def talk(
    folder: Path, sent: Iterable[object], hands: Hands | None = None, files: Any = None
) -> list[dict[str, Any]]:
    """What the program writes when a client sends these messages in the mock exam."""
    written: list[str] = []
    lines = (one if isinstance(one, str) else json.dumps(one) for one in sent)
    with make_desk(folder, hands or Hands(), FILES if files is None else files) as desk:
        exam = desk.exam("tang-deck", "mock", FORM)
        ExamConversation(exam, ExamJson(written.append, ZoneInfo("UTC"))).run(lines)
    return [json.loads(line) for line in written]


def read_aloud(folder: Path, typed: Iterable[str], plan: str = "mock") -> list[str]:
    written: list[str] = []
    with make_desk(folder, Hands(), FILES) as desk:
        exam = desk.exam("tang-deck", plan, FORM)
        ExamConversation(exam, ExamLines(written.append)).run(typed)
    return written


def right_answers(folder: Path) -> list[object]:
    """What a client sends that reads the questions and knows everything."""
    asked = talk(folder, [{"go": n} for n in range(1, 11)])[2:-1]
    assert [event["event"] for event in asked] == ["question"] * 10
    sent: list[object] = []
    for event in asked:
        known = ANSWERS[event["id"]]
        if event["kind"] == "choice":
            known = event["options"].index("Chang'an") + 1
        elif event["kind"] == "choices":
            known = [event["options"].index(ruler) + 1 for ruler in ("Taizong", "Xuanzong")]
        elif event["kind"] == "order":
            known = [event["items"].index(item) + 1 for item in ("Sui", "Tang", "Song")]
        elif event["kind"] == "match":
            known = [event["right"].index(right) + 1 for right in ("581", "618")]
        sent += [{"go": event["n"]}, {"answer": known}]
    return sent


def test_client_that_knows_everything_gets_every_point(tmp_path: Path) -> None:
    sent = right_answers(tmp_path)
    events = talk(tmp_path, [*sent, {"hand-in": True}, {"points": [1, 2]}, {"score": 1}], files={})
    assert events[-1]["event"] == "report"
    assert (events[-1]["reached"], events[-1]["points"], events[-1]["passed"]) == (11, 11, True)
    assert not any(event["event"] == "verdict" for event in events)
    assert [e["n"] for e in events if e["event"] == "grade"] == [2, 8]


def test_every_question_says_what_was_answered(tmp_path: Path) -> None:
    sent = right_answers(tmp_path)
    talk(tmp_path, sent, files={})
    again = talk(tmp_path, [{"go": n} for n in range(1, 11)], files={})[2:-1]
    given = [message["answer"] for message in sent if "answer" in message]  # type: ignore[operator,index]
    assert [event["answer"] for event in again] == given


def test_broken_off_exam_goes_on_with_its_clock(tmp_path: Path) -> None:
    hands = Hands()
    first = talk(tmp_path, [{"answer": 1}, {"flag": True}], hands)
    assert first[-1] == {
        "event": "broken-off", "open": list(range(2, 11)), "seconds_left": 1200,
    }  # fmt: skip
    hands.later(seconds=100)
    second = talk(tmp_path, [{"map": True}, {"quit": True}, {"answer": "never read"}], hands, {})
    assert second[0]["resumed"] is True and second[0]["seconds_left"] == 1100
    assert second[1]["n"] == 2
    assert second[2]["flagged"] == [2]


def test_time_that_is_up_is_told_and_the_report_follows(tmp_path: Path) -> None:
    hands = Hands()

    def lines() -> Iterable[object]:
        yield {"answer": 1}
        hands.later(seconds=1300)
        yield {"answer": "too late"}
        yield {"answer": "not even read"}

    events = talk(tmp_path, lines(), hands)
    assert [e["event"] for e in events[-2:]] == ["error", "report"]
    assert events[-1]["ended_by"] == "time" and events[-1]["answered"] == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("{", "not JSON"),
        ({"answer": 9}, "there is no option 9"),
        ({"go": 11}, "there is no question 11"),
        ({"go": "1"}, "`go` is the number"),
        ({"rate": "good"}, "`rate` is not a request"),
        ({"score": 1}, "`score` is not a request"),
    ],
)
def test_line_that_can_not_be_read_changes_nothing(sent: object, said: str, tmp_path: Path) -> None:
    events = talk(tmp_path, [sent, {"map": True}])
    assert said in events[2]["message"]
    assert events[3]["open"] == list(range(1, 11))


@pytest.mark.parametrize("sent", [{"points": [3]}, {"points": [True]}, {"score": 2}, {"right": 1}])
def test_grade_that_can_not_be_is_asked_for_again(sent: object, tmp_path: Path) -> None:
    answer = [{"go": 2}, {"answer": "Taxes"}, {"hand-in": True}]
    events = talk(tmp_path, [*answer, sent, {"points": [2]}])
    assert events[-2]["event"] == "error"
    assert events[-1]["marks"][1]["reached"] == 0.75


def test_lines_lead_through_an_exam(tmp_path: Path) -> None:
    said = read_aloud(
        tmp_path,
        ["2", ":flag", "Taxes", ":go 5", "f", ":clear", ":map", ":hand-in", ":hand-in", "2"],
    )
    for line in (
        "Tang China: Mock exam, form 5.",
        "10 questions, 20 minutes, 60% of the points pass. No answer is judged before the end. "
        "Type :help for help.",
        "Question 1 of 10. 20 min left.",
        "Question 1: answered.",
        "Question 2: open, flagged.",
        "Type the answer; you grade it yourself after the exam.",
        "Flagged: 2.",
        "2. Tax registers were lost. (counts 3 times)",
        "Type the numbers of the points that your answer has, or 0 for none.",
        "You graded 1 answer yourself.",
        "Form 5 is drawn again by --seed 5.",
    ):
        assert line in said, line
    assert any(line.startswith("Not passed: ") for line in said)
    assert said.index("By topic:") < said.index("Missed:")


def test_lines_ask_before_an_exam_ends_with_open_questions(tmp_path: Path) -> None:
    said = read_aloud(tmp_path, [":hand-in", ":map", ":quit"], "small")
    assert said[-1].startswith(
        "Broken off. The clock runs on: 5 min left. `trainer exam tang-deck`"
    )
    assert any("Type :hand-in again" in line for line in said)


def test_lines_are_one_thing_each_without_marks_a_voice_would_stumble_on(tmp_path: Path) -> None:
    said = read_aloud(tmp_path, ["1", ":hand-in", ":hand-in"])
    assert all("\n" not in line and "\x1b" not in line for line in said)
    assert not set("✓✗●○━─▌") & set("".join(said))


def test_command_keeps_the_report_and_goes_on_after_a_break(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    for name, text in FILES.items():
        shell.write(name, text)
    first = shell.run("exam", "tang-deck", "small", "--seed", "2", sent="t\n")
    assert (first.returncode, "Broken off." in first.stdout) == (0, True)
    done = shell.run("exam", "tang-deck", "--report", "r.json", sent=":hand-in\n:hand-in\n")
    assert "It was begun before; its clock has run on." in done.stdout
    assert json.loads(shell.read("r.json"))["answered"] == 1
    wrong = shell.run("exam", "tang-deck", "small", "--report", "r.pdf")
    assert (wrong.returncode, "end in .html or .json" in wrong.stderr) == (2, True)
    none = shell.run("exam", "tang-deck", "too", sent="1\n")
    assert (none.returncode, "draws 9 questions" in none.stderr) == (2, True)
