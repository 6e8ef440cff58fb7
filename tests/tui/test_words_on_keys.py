"""Sentences that name a key name the learner's own."""

from __future__ import annotations

from typing import Any

import pytest

from trainer.tui.app import TrainerApp
from trainer.tui.screens.browse import BrowseScreen

OWN = {
    "open": "f5",
    "quit": "Q",
    "yes": "+",
    "no": "-",
    "give-up": "ctrl+x",
    "bury": "b",
    "suspend": "f2",
    "hint": "f3",
    "guess": "f4",
}


@pytest.fixture
def shown(play: Any) -> Any:
    """The last screen of an app with these keys."""

    def go(desk: Any, deck: str | None, *keys: str, first: Any = None) -> str:
        begin = None if deck is None else lambda: desk.session(deck)
        app = TrainerApp(desk, begin, keys=OWN, first=first)
        return " ".join(play(app, (80, 60), [[key] for key in keys])[-1].split())

    return go


def test_the_first_home_says_how_to_begin_and_to_end(desk: Any, shown: Any) -> None:
    home = shown(desk(), None)
    assert "F5 asks the first questions" in home and "Q ends at any time" in home


def test_a_judge_that_asks_back_names_the_keys_to_answer(only: Any, shown: Any) -> None:
    learner = only("- {ask: Who founded it?, id: a, answer: Emperor Gaozu}")
    asked = shown(learner.desk, "all", "'Gaozu'", "enter")
    assert "+ yes, I was right - no, I meant something else" in asked


def test_an_empty_field_names_the_key_of_not_knowing(only: Any, shown: Any) -> None:
    learner = only("- {ask: Who founded it?, id: a, answer: Gaozu}")
    assert "Type an answer; ctrl+x: don't know." in shown(learner.desk, "all", "enter")


def test_the_browser_names_the_key_that_resumes(desk: Any, shown: Any) -> None:
    said = shown(desk(), None, "f2", first=lambda keys: BrowseScreen(keys))
    assert "Suspended until f2 is pressed again." in said


def test_help_gives_an_example_of_a_key_that_needs_alt(desk: Any, shown: Any) -> None:
    told = shown(desk(), None, "question_mark", "pagedown", "pagedown")
    assert "(alt+s: put the card last" in told
