"""Every question that comes along, asked at the smallest usual sizes: all of it is in sight."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from tests.desks import NOON
from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.tui.app import TrainerApp
from trainer.tui.screens.session import SessionScreen
from trainer.tui.widgets.sheet import Sheet

from .conftest import SIZE, settled, waits

LIBRARY = Path(__file__).parents[2]


@pytest.mark.parametrize("size", [SIZE, (40, 24)])
def test_no_question_is_asked_with_its_options_out_of_sight(
    size: tuple[int, int], tmp_path: Path
) -> None:
    with Desk(
        libraries=[library_at(LIBRARY)],
        history=tmp_path / "history.db",
        cache=tmp_path / "cache",
        settings=Settings(),
        clock=Clock(source=lambda: NOON),
        zone=ZoneInfo("UTC"),
        rng=Random(7),
    ) as desk:
        keys = [
            card.key for bank in desk.banks for card in bank.candidates(bank.deck("xinjiang-mixed"))
        ]
        hidden = asyncio.run(_hidden(desk, keys, size))
    assert len(hidden) == len(keys) > 200
    assert not [key for key, lines in hidden.items() if lines]


async def _hidden(desk: Desk, keys: list[str], size: tuple[int, int]) -> dict[str, float]:
    """The cards, each with how many of its lines are out of sight when it is asked."""
    session = desk.practice(keys)
    found: dict[str, float] = {}
    app = TrainerApp(desk, lambda: session)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, SessionScreen)
        while session.current is not None:
            await _laid_out(pilot)
            key = session.current.card.key
            assert key not in found, f"{key} is asked again"
            found[key] = screen.query_one(Sheet).max_scroll_y
            screen.action_give_up()
            screen.action_rate(3)
    return found


async def _laid_out(pilot: Pilot[None]) -> None:
    """Waits for the layout alone: the screen need not be drawn for this."""
    await pilot._wait_for_screen()
    while waits(pilot.app):
        await asyncio.sleep(0)
