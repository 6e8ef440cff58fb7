"""What learners' overrules amount to, question by question."""

from __future__ import annotations

import json

from trainer.fingerprint import graded
from trainer.history.event import Event, What
from trainer.question import (
    Blank,
    Choice,
    Cloze,
    GaveUp,
    Number,
    Option,
    Picked,
    Question,
    Reject,
    Short,
    Typed,
)
from trainer.reports.amending import Addition
from trainer.reports.overrules import Overrule, Overrules, additions, overrules, turned
from trainer.study.record import given_json
from trainer.wording.normalise import known_form
from trainer.wording.quantity import Quantity

FOUNDER = Question(
    id="tang/founder", body=Short("Who?", "Gaozu", ("Li Yuan",), (Reject("Taizong", "His son."),))
)
PICK = Question(id="tang/pick", body=Choice("Which?", (Option("Tang", True), Option("Sui", False))))
PEOPLE = Question(id="tang/people", body=Number("How many?", Quantity("50", 50, 50)))
FALL = Question(id="tang/fall", body=Cloze(("In ", Blank("907", group="c1"), " it fell.")))
ALL = {question.key: question for question in (FOUNDER, PICK, PEOPLE, FALL)}


def overruled(
    answer: Typed | Picked | GaveUp | str, question: Question = FOUNDER, judged: str = "wrong"
) -> Event:
    given = answer if isinstance(answer, str) else given_json(answer)
    facet = "#c1" if question is FALL else ""
    return Event(
        what=What.ANSWER, card=question.key + facet, at_ms=0, offset_min=0, day=0, given=given,
        outcome=judged, fingerprint=graded(question),
    )  # fmt: skip


def typed(*texts: str, judged: str = "wrong") -> list[Event]:
    return [overruled(Typed((text,)), judged=judged) for text in texts]


def report(*events: Event) -> Overrules:
    return overrules(events, ALL, {known_form("Luoyang")}.__contains__)


def only(*events: Event) -> Overrule:
    (found,) = report(*events).found
    return found


def test_spellings_of_one_answer_are_one_line_with_the_most_frequent() -> None:
    found = only(*typed("li, shimin", "Li Shimin", "Li Shimin"))
    assert (found.key, found.add, found.times) == ("accept", "Li Shimin", 3)
    assert found.spellings == (("Li Shimin", 2), ("li, shimin", 1))


def test_what_the_file_accepts_by_now_is_settled() -> None:
    found = report(*typed("Li Yuan", "Li Yüan"), *typed("Wu Zetian", judged="right"))
    assert (found.found, found.settled) == ((), 3)


def test_a_misspelling_that_is_wrong_becomes_a_reject() -> None:
    found = only(*typed("Gaozo", judged="right-spelling"))
    assert (found.key, found.add) == ("reject", "Gaozo")


def test_the_answer_itself_is_never_rejected() -> None:
    found = only(*typed("li yuan", judged="right"))
    assert not found.add and "under `accept`" in found.note


def test_what_the_file_rejects_is_for_the_author_to_decide() -> None:
    found = only(*typed("taizong"))
    assert not found.add and "rejects it" in found.note


def test_learners_who_differ_are_not_decided_between() -> None:
    found = report(*typed("Gaozo"), *typed("gaozo", judged="right-spelling"))
    assert [(one.add, one.note) for one in found.found] == [("", "learners differ on it")]
    assert found.settled == 1


def test_a_text_that_the_library_knows_is_proposed_with_a_warning() -> None:
    found = only(*typed("Luoyang"))
    assert found.add == "Luoyang" and "library knows it" in found.note


def test_a_text_is_written_without_what_a_terminal_obeys() -> None:
    assert only(*typed("\x1b[31m Li \t Shimin\u202e ")).add == "[31m Li Shimin"
    assert not only(*typed(" \u200b ")).add
    assert not only(*typed("long " * 50)).add


def test_other_kinds_are_listed_with_what_was_given() -> None:
    found = report(
        overruled(Picked((1,)), PICK),
        overruled(Typed(("49",)), PEOPLE),
        overruled(Typed(("nine hundred",)), FALL),
    ).found
    assert [one.spellings[0][0] for one in found] == ["Sui", "49", "nine hundred"]
    assert not any(one.add for one in found) and all(one.note for one in found)


def test_an_answer_that_history_lacks_is_told_as_such() -> None:
    for lacking in ("", "{}", "[]", "{", '{"typed": 1}', json.dumps({"arranged": [0]})):
        found = only(overruled(lacking))
        assert (found.spellings, found.add) == ((), "") and "does not say" in found.note
    assert "asked for" in only(overruled(GaveUp())).note


def test_options_picked_before_an_edit_are_left_out() -> None:
    before = Question(id="tang/pick", body=Choice("Which?", (Option("Sui", True),)))
    event = overruled(Picked((0,)), before)
    assert report(event) == Overrules((), 0, 1)
    gone = overruled(Typed(("x",)), Question(id="tang/gone", body=FOUNDER.body))
    assert report(gone) == Overrules((), 0, 1)


def test_only_verdicts_that_changed_sides_are_overrules() -> None:
    wrong, right, partly, near = (
        overruled("", judged=outcome) for outcome in ("wrong", "right", "partly", "right-spelling")
    )
    pairs = [(wrong, right), (right, wrong), (partly, right), (near, right), (wrong, partly)]
    assert turned(pairs) == [wrong, right, partly]


def test_a_file_gets_all_texts_of_a_question_together() -> None:
    found = report(*typed("Li Shimin", "Wu"), *typed("Gaozo", judged="right"))
    assert additions(found.found) == {
        "": {"tang/founder": Addition(("Li Shimin", "Wu"), ("Gaozo",))}
    }
