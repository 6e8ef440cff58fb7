"""What a screen says of an exam's time stays true while it stands there, and when time runs out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.candidate import Candidate
from tests.tui.conftest import PATIENCE, press, screen_text, settled
from trainer.study.exam import Stage
from trainer.tui.app import TrainerApp

Play = Callable[[Pilot[None]], Awaitable[Any]]


def watched(candidate: Candidate, app: TrainerApp, play: Play) -> Any:
    """What a test finds on a screen whose clock is in its hands."""
    app.now = lambda: candidate.hands.now_ms / 1000

    async def go() -> Any:
        async with app.run_test(size=candidate.size, notifications=True) as pilot:
            await settled(pilot)
            return await play(pilot)

    return asyncio.run(go())


async def until(pilot: Pilot[None], words: str) -> str:
    """The screen once these words stand there."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while words not in (shown := " ".join(screen_text(pilot.app).split())):
        assert loop.time() < end, f"never shown: {words}\n{shown}"
        await pilot.pause(0.02)
    return shown


@pytest.mark.parametrize(
    ("keys", "before", "after"),
    [
        ([], "goes on: 15 min left", "goes on: 14 min left"),
        (["x"], "run on: 15:00 left", "run on: 14:00 left"),
        (["x", "enter", "alt+H"], "15:00 left.", "14:00 left."),
    ],
)
def test_what_is_left_of_an_exam_runs_on(
    keys: list[str], before: str, after: str, candidate: Candidate
) -> None:
    candidate.sit("1")
    candidate.hands.later(seconds=300)

    async def play(pilot: Pilot[None]) -> None:
        for key in keys:
            await press(pilot, key)
            await settled(pilot)
        await until(pilot, before)
        candidate.hands.later(seconds=60)
        await until(pilot, after)

    watched(candidate, TrainerApp(candidate.desk), play)


def test_an_exam_that_runs_out_on_the_home_screen_is_said_to_be_over(candidate: Candidate) -> None:
    candidate.sit("1")

    async def play(pilot: Pilot[None]) -> None:
        candidate.hands.later(seconds=1200)
        await until(pilot, "Mock exam (Tang China) is over: x on its deck shows what it came to.")

    watched(candidate, TrainerApp(candidate.desk), play)


@pytest.mark.parametrize(
    ("key", "late"), [("", 0), ("", 10), ("enter", 10), ("alt+n", 10), ("alt+H", 10)]
)
def test_it_is_told_once_that_the_time_is_up(key: str, late: int, candidate: Candidate) -> None:
    async def play(pilot: Pilot[None]) -> str:
        for pressed in ["enter", *candidate.way("founder"), "'Gao'"]:
            await press(pilot, pressed)
            await settled(pilot)
        candidate.hands.later(seconds=1200 + late)
        if key:
            # It may find that out before the next look at the clock does.
            await press(pilot, key)
        await until(pilot, "The time is up")
        return await settled(pilot)

    assert watched(candidate, candidate.app(), play).count("The time is up") == 1


def test_who_types_on_when_the_time_is_up_grades_nothing_by_it(candidate: Candidate) -> None:
    candidate.at("why", "'Taxes'", "alt+n")

    async def play(pilot: Pilot[None]) -> tuple[Stage, Stage]:
        for key in ["enter", *candidate.way("founder"), "'Gao'"]:
            await press(pilot, key)
            await settled(pilot)
        candidate.hands.later(seconds=1200)
        await until(pilot, "The time is up")
        for key in ("z", "u", "enter", "q"):
            candidate.hands.later(seconds=0.5)
            await press(pilot, key)
            await settled(pilot)
        typed = candidate.desk.exam("tang-deck").stage
        candidate.hands.later(seconds=2)
        await press(pilot, "enter")
        await settled(pilot)
        shown = screen_text(pilot.app)
        return typed, shown

    typed, shown = watched(candidate, candidate.app(), play)
    assert typed is Stage.GRADING
    assert "Not passed" in shown and "the time was up" in shown
