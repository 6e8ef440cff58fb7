"""Exams by keys: the clock, answers that stay, the map, handing in, grades, the report."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.desks import Hands, make_desk
from tests.exams import DECK
from tests.tui.candidate import FORM, ORDER, Candidate
from tests.tui.phases import Phase, at_each_size
from trainer.history.event import What
from trainer.question import Recalled, Typed
from trainer.study.exam import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.exams import ExamsScreen

Golden = Callable[[str, str], None]


def test_form_of_these_tests_is_the_one_they_think(candidate: Candidate) -> None:
    paper = candidate.desk.exam("tang-deck", "mock", FORM).paper
    names = [item.key.partition("/")[2].partition("#")[0] for item in paper.items]
    assert tuple(names) == ORDER


# --- what is shown


def test_screens_of_an_exam(candidate: Candidate, golden: Golden) -> None:
    app = TrainerApp(candidate.desk, first=lambda keys: ExamsScreen(keys, "tang-deck", None, FORM))
    at_each_size(
        golden,
        lambda keys: candidate.play(app, candidate.size, [[key] for key in keys]),
        Phase("exams"),
        Phase("exam-asked", ["enter"]),
        Phase("exam-flagged", ["2", "exclamation_mark"]),
        Phase("exam-map", ["enter", "alt+m"], "All questions", 84),
    )
    candidate.hands.later(seconds=1200 - 45)
    match = Phase("exam-match", [*candidate.way("years"), "1"])
    at_each_size(golden, candidate.sits, match)
    candidate.at("why", "'Taxes'")
    at_each_size(
        golden,
        candidate.sits,
        Phase("exam-hand-in", ["alt+H"], "Hand in the exam?"),
        Phase("exam-grading", ["enter"]),
        Phase("exam-report", ["2", "enter"]),
    )


def test_what_an_exam_is_about_breaks_between_its_facts(candidate: Candidate) -> None:
    candidate.size = (30, 24)
    lines = [line.strip() for line in candidate.from_home(["x"])[-1].split("\n")]
    assert "10 questions" in lines and "20 minutes · 60% passes" in lines


def test_exam_that_was_broken_off_is_offered_with_its_clock(
    candidate: Candidate, golden: Golden
) -> None:
    candidate.sit("1")
    candidate.hands.later(seconds=300)
    candidate.again()
    app = TrainerApp(candidate.desk)
    shown = " ".join(candidate.play(app, (80, 24), [])[0].split())
    assert "Mock exam (Tang China) goes on: 15 min left; x on its deck goes back to it." in shown
    at_each_size(golden, candidate.from_home, Phase("exams-underway", ["x"]))


def test_deck_without_exam_shows_how_one_is_written(candidate: Candidate, golden: Golden) -> None:
    deck = candidate.folder / "library" / "decks" / "tang-deck.yaml"
    deck.write_text(DECK.partition("exams:")[0], encoding="utf-8")
    at_each_size(golden, candidate.from_home, Phase("exams-none", ["x", "enter"]))


# --- answering


def test_answers_are_kept_when_they_are_left_and_stand_there_again(candidate: Candidate) -> None:
    keys = {
        "capital": ["2"], "why": ["'Taxes'"], "years": ["2", "1"], "begin": ["'618'"],
        "wu": ["f"], "founder": ["'Gaozu'"], "chronology": ["shift+down"],
        "jiedushi": ["'A governor'"], "rulers": ["1", "3"], "fall": ["'907'"],
    }  # fmt: skip
    answering = [batch for name in ORDER for batch in (keys[name], ["alt+n"])]
    before = candidate.play(candidate.app(), candidate.size, [["enter"], *answering])[2:-1:2]
    candidate.again()
    turning = [["alt+n"]] * (len(ORDER) - 1)
    after = candidate.play(candidate.app(), candidate.size, [["enter"], *turning])[1:]
    assert candidate.desk.exam("tang-deck").open() == ()
    assert candidate.given("why") == Recalled("Taxes")
    assert candidate.given("fall") == Typed(("907",))
    assert [_answers(shown) for shown in before] == [_answers(shown) for shown in after]


def number(shown: str) -> int:
    """Which question is on the screen."""
    found = re.search(r"Question (\d+)", shown)
    return int(found[1]) if found else 0


def _answers(shown: str) -> list[str]:
    """The lines between the clock and the map, without cursors."""
    return [line.replace("›", " ").replace("↕", " ").rstrip() for line in shown.split("\n")[2:-3]]


def test_enter_goes_on_to_the_next_open_question(candidate: Candidate) -> None:
    assert number(candidate.at("founder", "'Gaozu'", "enter")) == 7
    assert number(candidate.at("fall", "'907'", "enter")) == 1
    assert number(candidate.at("capital", "1", "enter")) == 2


def test_no_verdict_shows_and_no_key_of_a_session_counts(candidate: Candidate) -> None:
    shown = candidate.at("capital", "1", "h", "o", "u", "w", "ctrl+d", "s", "g", "at", "minus")
    assert number(shown) == 1
    assert not any(mark in shown for mark in "✓✗")
    whats = {event.what for event in candidate.desk.store.log()}
    assert whats == {What.EXAM}


def test_help_has_the_keys_of_an_exam_and_no_others(candidate: Candidate) -> None:
    candidate.size = (80, 60)
    shown = candidate.sit("alt+question_mark")
    assert "End the exam" in shown and "Take the answer away" in shown
    assert not any(words in shown for words in ("hint: show", "Undo", "Overrule", "Home"))


def test_help_over_an_exam_scrolls_by_arrows(candidate: Candidate) -> None:
    candidate.size = (60, 14)
    top = candidate.sit("alt+question_mark")
    below = candidate.sit("alt+question_mark", "down", "j")
    assert "Answering" in top and "Answering" not in below
    assert candidate.sit("alt+question_mark", "down", "up") == top


def test_answer_can_be_taken_away(candidate: Candidate) -> None:
    candidate.at("capital", "1", "x", "n")
    assert candidate.given("capital") is None


def test_text_that_is_emptied_is_no_answer(candidate: Candidate) -> None:
    candidate.at("founder", "'Gaozu'", "alt+n")
    candidate.at("founder", "ctrl+u", "alt+n")
    assert candidate.given("founder") is None


def test_questions_are_gone_to_by_the_mouse(candidate: Candidate) -> None:
    line = candidate.sit().split("\n")
    y = next(n for n, text in enumerate(line) if "10○" in text)
    assert number(candidate.sit(f"click:{line[y].index('10○')},{y}")) == 10


def test_quitting_in_the_middle_loses_nothing_that_was_typed(candidate: Candidate) -> None:
    candidate.at("founder", "'Gaozu'", "ctrl+c")
    candidate.again()
    assert candidate.given("founder") == Typed(("Gaozu",))


def test_handing_in_asks_first_and_can_be_taken_back(candidate: Candidate) -> None:
    shown = candidate.sit("1", "H")
    assert "9 questions are unanswered: 2, 3, 4, 5, 6, 7, 8, 9, 10." in shown
    assert number(candidate.sit("alt+H", "escape")) == 2
    assert candidate.desk.exam("tang-deck").stage is Stage.SITTING


def test_time_that_runs_out_takes_what_stands_there(candidate: Candidate) -> None:
    candidate.at("founder", "'Gaozu'")
    candidate.hands.later(seconds=1200 - 1)

    async def go() -> str:
        app = TrainerApp(
            candidate.desk, first=lambda keys: ExamsScreen(keys, "tang-deck", None, None)
        )
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("alt+p")
            candidate.hands.later(seconds=1)
            for _ in range(100):
                await pilot.pause(0.02)
                if type(app.screen).__name__ == "ExamReportScreen":
                    return "report"
        return "never"

    assert asyncio.run(go()) == "report"


# --- after it


def test_rubric_is_graded_by_its_points(candidate: Candidate) -> None:
    candidate.at("why", "'Taxes'", "alt+n")
    shown = candidate.sit("alt+H", "enter")
    assert "(counts 3×)" in shown and "Taxes" in shown
    candidate.sit("2", "enter")
    marked = [e for e in candidate.desk.store.log() if e.what is What.ANSWER]
    assert [event.score for event in marked] == [0.75]


def test_report_is_kept_as_page_and_json(candidate: Candidate) -> None:
    shown = candidate.at("capital", "1", "H", "enter", "s")
    assert "The report is in" in shown
    kept = sorted((candidate.desk.history.parent / "exams").iterdir())
    assert [path.suffix for path in kept] == [".html", ".json"]
    assert json.loads(kept[1].read_text())["form"] == FORM
    assert kept[0].name == "2026-11-23-1200-mock-exam-form-5.html"


def test_report_is_kept_where_the_command_line_says(candidate: Candidate) -> None:
    path = candidate.folder / "report.json"
    candidate.sit("alt+H", "enter", kept=path)
    assert json.loads(path.read_text())["answered"] == 0


def test_missed_questions_can_be_drilled(candidate: Candidate) -> None:
    assert "Question" not in candidate.sit("alt+H", "enter", "r")
    assert candidate.desk.exams("tang-deck").underway is None


def test_nasty_content_is_shown_as_it_stands(
    tmp_path: Path, play: Callable[..., list[str]], request: Any
) -> None:
    nasty = "x [/] y [@click=app.quit]z[/] 漢字"
    questions = f"""\
id: nasty
questions:
- {{ask: '{nasty}', id: a, answer: '{nasty} b', wrong: ['{nasty} c']}}
- {{ask: '{nasty} 2', id: b, rubric: ['{nasty} d'], tags: ['n']}}
"""
    deck = "id: d\ntitle: '[/] d'\nquestions: [nasty.yaml]\n"
    deck += "exams: [{title: 'M [/] x', questions: 2, minutes: 5}]\n"
    desk = make_desk(tmp_path, Hands(), {"questions/nasty.yaml": questions, "decks/d.yaml": deck})
    request.addfinalizer(desk.close)
    app = TrainerApp(desk, first=lambda keys: ExamsScreen(keys, "d", None, 1))
    keys = ["enter", "m", "escape", "2", "n", "2", "alt+H", "enter", "enter", "s"]
    seen = play(app, (80, 24), [[key] for key in keys])
    assert "M [/] x" in seen[0]
    assert "x [/] y [@click=app.quit]z[/] 漢字" in seen[1]
    assert "x [/] y" in seen[-1]
