"""Home at the keys: which deck the cursor stands on, what the figures count, whole titles."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.tui.conftest import SIZE, Learner, settled
from trainer.tui.app import TrainerApp
from trainer.tui.widgets.decks import DeckList

CHOICE = """
- ask: Which is the capital?
  id: a
  options: [Chang'an, Luoyang]
  answer: Chang'an
"""
DECKS = {
    name: f"title: The {name} of Tang and Song China, as the two histories have it\n"
    f"questions:\n- {{ask: Which of the {name}?, id: a, answer: x, wrong: [y]}}\n"
    for name in ("cities", "rulers", "wars")
}
Only = Callable[..., Any]


def test_home_opens_the_deck_and_escape_comes_back(only: Only) -> None:
    learner = only(CHOICE)
    learner.home("enter", "escape")
    assert "1 new" in learner.seen[0]
    assert "Which is the capital?" in learner.seen[1]
    assert "1 new" in learner.seen[2]


def test_a_deck_with_nothing_left_says_so(only: Only) -> None:
    learner = only(CHOICE)
    learner.study("1", "4")
    assert "Nothing is left in this deck today." in learner.home("enter")


def test_home_says_what_to_do_once_nothing_is_left(only: Only) -> None:
    learner = only(CHOICE)
    shown = learner.study("1", "4", "enter")
    assert "✓ Done for today" in shown and "practise now, browse (b) and drill (d)." in shown


def test_home_of_a_library_of_mistakes_says_how_to_mend_them(only: Only) -> None:
    shown = only("- {asks: What?, id: a, answer: x}\n" * 9).home()
    assert "No question here can be read. `trainer check` shows what to mend" in shown
    assert "asks the first questions" not in shown
    assert shown.count("unknown key `asks`") == 5
    assert "4 more mistakes; `trainer check` shows them all." in shown


def test_home_of_decks_without_questions_says_how_to_write_one(only: Only) -> None:
    shown = " ".join(only(" []").home().split())
    assert "Begin with one such file" in shown and "asks the first questions" not in shown


def test_home_of_what_is_all_put_aside_promises_no_question(only: Only) -> None:
    learner = only(CHOICE)
    learner.home("b", "at")
    shown = learner.home()
    assert "Nothing is due today" in shown and "asks the first questions" not in shown


def test_home_opens_again_on_the_deck_that_was_left(desk: Any) -> None:
    learner = Learner(desk(**DECKS))
    learner.home("down", "enter", "1", "3", "escape", "s", "escape", "down", "x", "escape")
    assert "Which of the rulers?" in learner.seen[2]
    assert "› The rulers" in learner.seen[5] and "› The rulers" in learner.seen[7]
    assert "› The wars" in learner.seen[10]


def test_home_opens_on_the_deck_that_was_studied_from_the_command_line(desk: Any) -> None:
    learner = Learner(desk(**DECKS), deck="rulers")
    assert "› The rulers" in learner.study("1", "4", "enter")
    assert "› The rulers" in learner.study("escape")


def test_titles_that_differ_at_their_ends_are_told_apart_where_it_is_narrow(desk: Any) -> None:
    shown = Learner(desk(**DECKS), size=(40, 24)).home()
    assert len(re.findall("histories have it", shown)) == 3
    assert all(len(line) <= 40 for line in shown.split("\n"))


def test_home_shows_what_was_written_since_the_last_time(desk: Any, tmp_path: Path) -> None:
    one = "questions:\n- ask: Which year?\n  answer: 618\n"
    cached = {"cache": tmp_path / "cache"}
    with replace(desk(all=one), **cached) as before:
        before.home()
    with replace(desk(all=one, more=one), **cached) as now:
        assert now.warm
        shown = Learner(now).home()
    assert re.search(r"More .* 0/1\n", shown) and "2 new" in shown


def test_a_key_draws_only_the_decks_anew_that_it_changes(desk: Any) -> None:
    async def play() -> tuple[list[Any], list[Any]]:
        app = TrainerApp(desk(**DECKS))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            decks = app.screen.query_one(DeckList)
            before = decks.lines(76)
            decks.move(1)
            return before, decks.lines(76)

    before, after = asyncio.run(play())
    same = [a is b for a, b in zip(before[1:], after[1:], strict=True)]
    titles = [line.plain for line, kept in zip(after[1:], same, strict=True) if kept]
    assert any("The wars" in title for title in titles)
    assert not any("The cities" in title or "The rulers" in title for title in titles)
