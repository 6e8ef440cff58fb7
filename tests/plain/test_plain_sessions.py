"""A whole sitting in lines, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.desks import Hands, make_desk
from tests.history.conftest import behind
from trainer.plain.asked import asked_lines
from trainer.plain.conversation import Conversation
from trainer.plain.lines import LineFace
from trainer.plain.protocol import JsonFace
from trainer.question import Question, Term, cards
from trainer.study.draft import showing_of

ONE_CHOICE = """\
questions:
- ask: First?
  id: one
  options: [b, a]
  answer: a
  hint: Not b.
  explain: Because.
"""


def files_with(*kinds: str) -> dict[str, str]:
    return {"questions/q.yaml": "questions:\n" + "".join(kinds)}


def talk(
    folder: Path, sent: Iterable[object], files: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    """What the program writes when a client sends these messages."""
    written: list[str] = []
    lines = (one if isinstance(one, str) else json.dumps(one) for one in sent)
    with make_desk(folder, Hands(), files) as desk:
        session = desk.session(None)
        Conversation(session, JsonFace(written.append, ZoneInfo("UTC"))).run(lines, desk.notes())
    return [json.loads(line) for line in written]


def read_aloud(folder: Path, typed: Iterable[str], files: dict[str, str]) -> list[str]:
    written: list[str] = []
    with make_desk(folder, Hands(), files) as desk:
        session = desk.session(None)
        Conversation(session, LineFace(written.append)).run(typed, desk.notes())
    return written


def test_what_follows_from_an_answer_is_stored_once_its_verdict_is_written(tmp_path: Path) -> None:
    two = ONE_CHOICE + ONE_CHOICE.removeprefix("questions:\n").replace("one", "two")
    found: list[bool] = []
    with make_desk(tmp_path, Hands(), {"questions/q.yaml": two}) as desk:

        def lines() -> Iterator[str]:
            for sent in ({"answer": 2}, {"rate": "easy"}, {"answer": 2}):
                yield json.dumps(sent)
                found.append(behind(desk.history))

        Conversation(desk.session(None), JsonFace(print, ZoneInfo("UTC"))).run(lines())
    assert found == [False] * 3


def test_a_new_answer_is_noted_before_the_first_question(tmp_path: Path) -> None:
    talk(tmp_path, [{"answer": 2}, {"rate": "easy"}], {"questions/q.yaml": ONE_CHOICE})
    edited = {"questions/q.yaml": ONE_CHOICE.replace("answer: a", "answer: b")}
    said = read_aloud(tmp_path, [":quit"], edited)
    assert said[0] == "Note: 1 question has a new answer, and it comes again soon: q/one."
    assert "Its answer has changed since you saw it." in said
    broken = {"questions/q.yaml": ONE_CHOICE + "- ask: Second?\n  anwser: c\n"}
    note, *_ = talk(tmp_path, [], broken)
    assert note["event"] == "note" and "anwser" in note["text"]


def test_question_verdict_and_rating_follow_each_other(tmp_path: Path) -> None:
    said = talk(tmp_path, [{"answer": 2}, {"rate": "easy"}], {"questions/q.yaml": ONE_CHOICE})
    question, verdict, saved, end = said
    assert question == {
        "event": "question", "n": 1, "of": 1, "id": "q/one", "kind": "choice", "ask": "First?",
        "options": ["b", "a"], "hints": 1, "state": "new",
    }  # fmt: skip
    assert verdict["outcome"] == "right" and verdict["explain"] == "Because."
    assert set(verdict["intervals"]) == {"again", "hard", "good", "easy"}
    assert saved["id"] == "q/one" and saved["due"] > "2026-11-23"
    assert end == {"event": "end", "answered": 1, "right": 1, "seconds": 0}


@pytest.mark.parametrize(
    ("kind", "answer", "fields"),
    [
        ("- {ask: Q, id: a, answers: [x, y], wrong: [z], options: [x, y, z]}", None, {}),
        ("- {statement: S, id: a, answer: true}", True, {"statement": "S"}),
        ("- {ask: Q, id: a, answer: Mao}", "Mao", {"ask": "Q"}),
        ("- {ask: Q, id: a, number: 10 t, unit: required}", "10 t", {"unit": "t"}),
        ('- {cloze: "{{Mao}} went", id: a}', ["Mao"], {"text": "____ went", "blanks": 1}),
        ("- {ask: Q, id: a, recall: Because}", None, {"ask": "Q"}),
        ("- {term: ETR, id: a, means: a state}", "a state", {"side": "term", "ask": "ETR"}),
    ],
    ids=["choices", "truth", "short", "number", "cloze", "recall", "term"],
)
def test_each_kind_has_its_own_fields(
    tmp_path: Path, kind: str, answer: object, fields: dict[str, object]
) -> None:
    if "answers" in kind:
        kind = kind.replace(", options: [x, y, z]", "")
    said = talk(tmp_path, [{"answer": answer}], files_with(kind + "\n"))
    assert said[0]["event"] == "question"
    assert fields.items() <= said[0].items()
    if fields:
        assert said[1]["outcome"] in ("right", "self")


@pytest.mark.parametrize(
    ("typed", "how"),
    [("true", "Type the answer."), ("false", "Think of the answer, or type it, then press enter.")],
)
def test_a_term_says_which_side_is_asked_for(tmp_path: Path, typed: str, how: str) -> None:
    kind = f"- {{term: ETR, id: a, means: a state, typed: {typed}}}\n"
    said = read_aloud(tmp_path, [], files_with(kind))
    assert said[2:4] == ["What does it mean? ETR", how]
    asked = Question(id="q/a", body=Term("ETR", "a state"))
    _, back = cards(asked)
    assert next(asked_lines(showing_of(back))) == "Which term? a state"


def test_an_order_is_answered_by_the_numbers_shown(tmp_path: Path) -> None:
    files = files_with("- {ask: Q, id: a, order: [one, two, three]}\n")
    written: list[str] = []
    with make_desk(tmp_path, Hands(), files) as desk:
        session = desk.session(None)
        showing = session.advance()
        assert showing is not None
        shown = [showing.card.question.body.items[i].text for i in showing.order]
        assert shown != ["one", "two", "three"]
        session.close()
    right = [shown.index(text) + 1 for text in ("one", "two", "three")]
    said = talk(tmp_path, [{"answer": right}], files)
    assert said[1]["outcome"] == "right", written


def test_a_match_is_answered_by_a_number_for_each_left(tmp_path: Path) -> None:
    files = files_with("- {ask: Q, id: a, match: {Mao: chairman, Peng: commander}}\n")
    said = talk(tmp_path, [], files)
    rights = said[0]["right"]
    answer = [rights.index("chairman") + 1, rights.index("commander") + 1]
    assert talk(tmp_path, [{"answer": answer}], files)[1]["outcome"] == "right"


@pytest.mark.parametrize(
    "message",
    [
        "not json", "[]", "{}", '{"answer": 7}', '{"answer": "x"}', '{"answer": true}',
        '{"rate": "good"}', '{"rate": "splendid"}', '{"right": true}', '{"nonsense": true}',
        "[" * 10_000, '{"answer": 1e400}', '{"guessed": "yes", "answer": 1}', "", "\ud800",
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_served_is_answered_and_the_session_goes_on(
    tmp_path: Path, message: str
) -> None:
    said = talk(tmp_path, [message, {"answer": 2}], {"questions/q.yaml": ONE_CHOICE})
    assert [one["event"] for one in said] == ["question", "error", "verdict", "end"]
    assert said[1]["message"]


def test_an_unsure_verdict_is_settled_by_the_learner(tmp_path: Path) -> None:
    files = files_with("- {ask: Who?, id: a, answer: Peng Dehuai}\n")
    said = talk(tmp_path, [{"answer": "Dehuai Peng"}, {"right": True}, {"rate": "good"}], files)
    assert [one.get("outcome") for one in said[1:3]] == ["unsure", "right"]
    assert said[3]["event"] == "saved"


def test_overrule_brings_a_second_verdict(tmp_path: Path) -> None:
    said = talk(tmp_path, [{"answer": 1}, {"overrule": True}], {"questions/q.yaml": ONE_CHOICE})
    assert [one.get("outcome") for one in said[1:3]] == ["wrong", "right"]
    assert said[-1]["right"] == 1


def test_hint_skip_undo_and_quit(tmp_path: Path) -> None:
    said = talk(
        tmp_path,
        [{"hint": True}, {"hint": True}, {"answer": 2}, {"undo": True}, {"skip": True},
         {"quit": True}, {"answer": 2}],
        {"questions/q.yaml": ONE_CHOICE},
    )  # fmt: skip
    assert [one["event"] for one in said] == [
        "question", "hint", "hint", "verdict", "undo", "question", "skip", "question", "end",
    ]  # fmt: skip
    assert [one["text"] for one in said[1:3]] == ["Not b.", None]
    assert said[-1]["answered"] == 0


def test_plain_lines_say_one_thing_each_without_marks_a_voice_would_stumble_on(
    tmp_path: Path,
) -> None:
    said = read_aloud(tmp_path, ["2", ""], {"questions/q.yaml": ONE_CHOICE})
    assert said[1:5] == ["Question 1 of 1, new.", "First?", "1. b", "2. a"]
    assert "Because." in said and "Saved. Again in 10 min." in said
    assert all(line.isascii() and "\n" not in line and "\x1b" not in line for line in said)


def test_content_cannot_command_a_terminal(tmp_path: Path) -> None:
    files = files_with('- {ask: "Tell [/] [@click=x] now", id: a, answer: "**b** [red]"}\n')
    said = read_aloud(tmp_path, [":dontknow"], files)
    assert "Tell [/] [@click=x] now" in said
    assert "Answer: b [red]" in said


def test_whoever_hangs_up_after_the_verdict_has_lost_nothing(tmp_path: Path) -> None:
    files = {"questions/q.yaml": ONE_CHOICE}
    talk(tmp_path, [{"answer": 2}], files)
    with make_desk(tmp_path, Hands(), files) as desk:
        assert desk.store.counts().cards == 1


def test_a_rubric_is_read_once(tmp_path: Path) -> None:
    files = files_with("- {ask: Why?, id: a, recall: Because., rubric: [One., 2x Two.]}\n")
    said = read_aloud(tmp_path, [""], files)
    assert [line for line in said if "One." in line] == ["Look for: One."]
    assert "Answer: Because." in said


def test_a_range_is_read_as_people_print_it(tmp_path: Path) -> None:
    said = read_aloud(
        tmp_path, [":dontknow"], files_with("- {ask: Q, id: a, number: 2..3 years}\n")
    )
    assert "Answer: 2–3 years" in said


def test_right_options_are_read_with_the_numbers_they_had(tmp_path: Path) -> None:
    several = "- {ask: Which?, id: a, options: [w, x, y, z], answers: [x, z]}\n"
    said = read_aloud(tmp_path, [":dontknow"], files_with(several))
    start = said.index("Answer:")
    right = [line for line in said[:start] if line.endswith((". x", ". z"))]
    assert said[start + 1 : start + 3] == right and len(right) == 2
    single = tmp_path / "single"
    assert "Answer: 2. a" in read_aloud(single, ["1"], {"questions/q.yaml": ONE_CHOICE})
