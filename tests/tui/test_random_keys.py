"""Keys at random, typed ahead, with the terminal resized in between: nothing falls over, and the
history stays what its events say.

A longer walk: TRAINER_WALKS=300 python -m pytest tests/tui/test_random_keys.py
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from random import Random
from typing import Any, cast

import pytest

from tests.tui.conftest import NOON, press, settled
from trainer.history.doctor import Severity, examine
from trainer.question import Claimed
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.settings_file import SettingsFile
from trainer.tui.app import TrainerApp
from trainer.tui.keys import TABLE
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.session import SessionScreen
from trainer.tui.widgets.decks import DeckList

WALKS = int(os.environ.get("TRAINER_WALKS", "3"))
STEPS = 120
YEAR_MS = 366 * 86_400_000
DECK = (
    "id: d\ntitle: Deck\nquestions: [all.yaml]\nexams:\n- {title: Mock, questions: 5, minutes: 2}\n"
)
OFTEN = ("enter", "enter", "enter", "1", "2", "3", "space", "ctrl+d", "'grain 12'")
"""What leads from question to question."""
BESIDE = (
    *("é", "'a'", "paste:1949", "paste:x\ny", "shift+tab", "shift+up", "backspace", "ctrl+a", "f1"),
    *("alt+w", "alt+u", "alt+h", "alt+s", "click:10,5", "click:3,10", "click:15,23", "click:30,8"),
    *("size:60x20", "size:80x24", "size:20x6", "size:200x60", "size:1x1"),
)
"""What stands in no table of keys."""
# An editor would take the terminal, and quitting end the walk.
KEYS = sorted({name for key in TABLE for name in key.keys.split(",")} - {"e", "q"})


@pytest.mark.parametrize("seed", range(WALKS))
def test_no_keys_break_anything(seed: int, desk: Callable[..., Desk]) -> None:
    rng, made = Random(seed), desk()
    history = made.history
    folder = history.parent
    (folder / "decks").mkdir()
    (folder / "decks" / "d.yaml").write_text(DECK, encoding="utf-8")

    def refit(settings: Settings) -> None:
        made.refit(settings, made.zone, made.libraries)

    app = TrainerApp(made, settings=SettingsFile(folder / "settings.toml", refit))
    asyncio.run(_walk(app, rng))
    made.close()
    assert app.failure is None
    if history.exists():
        found = examine(history, NOON + YEAR_MS)
        assert [one for one in found if one.severity is not Severity.NOTE] == []


async def _walk(app: TrainerApp, rng: Random) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        for _ in range(STEPS):
            key = rng.choice([*KEYS, *BESIDE, *OFTEN])
            if key.startswith("click:") and app.size != (80, 24):
                continue
            await press(pilot, key)
            # Mostly the next key is there before the last one has had its effect.
            if rng.random() < 0.25:
                await settled(pilot)
        await settled(pilot)


def test_keys_that_come_after_their_page_was_left_do_nothing(desk: Callable[..., Desk]) -> None:
    async def hurry() -> None:
        app = TrainerApp(desk())
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            home = cast(HomeScreen, app.screen)
            assert home.home is not None
            # Two clicks that were both on their way open two sessions, of which the first is left
            # before it was ever there.
            home.action_open()
            home.action_open()
            await home.run_action("open")
            home.post_message(DeckList.Opened())
            await settled(pilot)
            assert isinstance(app.screen, SessionScreen)
            assert len(app.screen_stack) == 2

    asyncio.run(hurry())


@pytest.mark.parametrize("key", ["b", "s", "enter", "x"])
def test_quitting_before_a_page_is_there_ends_in_order(key: str, learner: Any, play: Any) -> None:
    app = TrainerApp(learner.desk)
    play(app, (80, 24), [[key, "q"]])
    assert app.return_code == 0


def test_an_answer_that_comes_late_is_not_taken_for_the_next_question(
    desk: Callable[..., Desk],
) -> None:
    made = desk(two="questions:\n- {statement: a, answer: true}\n- {statement: b, answer: true}\n")

    async def hurry() -> None:
        app = TrainerApp(made, lambda: made.session("two"))
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            screen = cast(SessionScreen, app.screen)
            assert screen.body is not None
            screen.body.answered(Claimed(True))
            screen.action_skip()
            await settled(pilot)

    asyncio.run(hurry())
    assert made.home().answers == 0
