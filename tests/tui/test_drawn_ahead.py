"""Lines that were kept, or drawn before they were asked for, are those that would be made now."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from tests.tui.conftest import press, settled
from trainer.tui.app import THEME, TrainerApp

QUESTIONS = "".join(
    f"""
- {{ask: Which letter is number {n}?, id: one{n}, answer: '{n} *a*', wrong: ['{n} b', '{n} c']}}
- {{ask: Which are of number {n}?, id: many{n}, options: [b {n}, c {n}, d], answer: [b {n}, d]}}
- {{statement: 'Number {n} is *true*.', id: true{n}, answer: true}}
- {{term: number {n}, means: the one after {n - 1}, id: term{n}}}
"""
    for n in range(3)
)
KEYS = (
    *("1", "3", "1", "2", "enter", "o", "space", "u", "t", "2", "enter", "1", "U", "!", "1", "4"),
    *("ctrl+d", "1", "-", "s", "g", "down", "size:60x20", "enter", "u", "u", "size:120x40", "2"),
    *("space", "1", "enter", "3", "enter", "w", "escape", "3", "1", "size:80x24", "space", "@"),
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_screen_is_what_it_is_when_all_of_it_is_made_anew(
    size: tuple[int, int], only: Callable[..., Any]
) -> None:
    desk = only(QUESTIONS).desk
    app = TrainerApp(desk, lambda: desk.session("all"), now=itertools.count().__next__)

    async def study() -> None:
        async with app.run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            for at, key in enumerate(KEYS):
                await press(pilot, key)
                await settled(pilot)
                shown = pictured(app)
                # Another ground has every line made and drawn again.
                for theme in ("textual-light", THEME):
                    app.wear(theme)
                    await settled(pilot)
                assert pictured(app) == shown, f"after {KEYS[: at + 1]}"

    asyncio.run(study())


def pictured(app: TrainerApp) -> list[list[tuple[str, str]]]:
    """Every line of the screen: its runs of one style and that style."""
    return [
        [(run.text, str(run.style)) for run in strip.simplify()]
        for strip in app.screen._compositor.render_strips()
    ]
