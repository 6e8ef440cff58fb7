"""What is read must be readable: in each built-in theme, in ANSI ones, without any colour."""

from __future__ import annotations

import asyncio
import itertools
import re
from typing import Any

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tests.tui.conftest import press, settled
from trainer.study.settings_file import SettingsFile
from trainer.tui.app import TrainerApp
from trainer.tui.contrast import READABLE, ratio
from trainer.tui.inks import DRAWN, INKS, mixed

TINTED = [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi]


def contrast(style: Any) -> float:
    return ratio(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


def judged(desk: Any, theme: str) -> list[Any]:
    """The segments of a screen after a wrong answer."""

    async def play() -> list[Any]:
        app = TrainerApp(desk, lambda: desk.session("all"), theme=theme)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            wrong = next(i for i, o in enumerate(app.screen.session.current.order) if o == 1)  # type: ignore[attr-defined]
            await pilot.press(str(wrong + 1))
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            return [segment for strip in strips for segment in strip]

    return asyncio.run(play())


VIEWS: list[tuple[str, list[str]]] = [
    ("home", []),
    ("settings", ["comma", "down"]),
    ("a setting being typed", ["enter", "'x'"]),
    ("palette", ["escape", "escape", "ctrl+p"]),
    ("help", ["escape", "question_mark"]),
    ("statistics", ["escape", "s"]),
    ("asked", ["escape", "enter", "h", "down"]),
    ("judged", ["1"]),
    ("why", ["w"]),
    ("marked", ["escape", "3", "1", "2"]),
    ("partly right", ["enter"]),
    ("typed", ["3", "t", "3", "'Gaozu'"]),
    ("unsure", ["enter"]),
    ("ordered", ["n", "3", "'9'", "enter", "3", "'Tang'", "enter", "enter", "3", "space", "down"]),
    ("paired", ["enter", "3", "1", "2"]),
]


WORST = ("textual-light", "atom-one-light", "catppuccin-frappe", "catppuccin-latte")
"""Themes whose own colours miss the most."""
WRITTEN = sorted(INKS.keys() - DRAWN)


@pytest.mark.parametrize("theme", TINTED)
def test_every_ink_stands_out_on_every_ground(theme: str, desk: Any) -> None:
    async def play() -> list[tuple[str, str]]:
        app = TrainerApp(desk(), theme=theme)
        async with app.run_test() as pilot:
            await pilot.pause()
            page = app.screen
            palette = [app.theme_variables[name] for name in ("background", "surface", "panel")]
            grounds = [Color.parse(color) for color in palette]
            return [
                (name, ground.hex)
                for ground in grounds
                for name in WRITTEN
                if not stands_out(mixed(page, name, ground), ground)  # type: ignore[arg-type]
            ]

    assert not asyncio.run(play())


def stands_out(style: Any, ground: Color) -> bool:
    beneath = style.background or ground
    color = style.foreground or beneath.get_contrast_text(0.87)
    return ratio(beneath + color, beneath) >= READABLE


def test_texts_stand_out_on_every_screen(learner: Any, tmp_path: Any) -> None:
    faint: set[tuple[str, str, str]] = set()

    async def play() -> None:
        ticks = itertools.count()
        settings = SettingsFile(tmp_path / "settings.toml")
        app = TrainerApp(learner.desk, settings=settings, now=lambda: float(next(ticks)))
        async with app.run_test(size=(100, 40), notifications=True) as pilot:
            await settled(pilot)
            for view, keys in VIEWS:
                for key in keys:
                    await press(pilot, key)
                    await settled(pilot)
                for theme in WORST:
                    app.theme = theme
                    await pilot.pause()
                    faint.update((view, theme, text) for text in hard_to_read(app))
            assert app.screen.moment == "pair"  # type: ignore[attr-defined]

    asyncio.run(play())
    assert not faint


def hard_to_read(app: TrainerApp) -> list[str]:
    """The texts on the screen that don't stand out; what a dialog covers is meant to step back."""
    found: list[Any] = []
    dialog = app.screen.query("#dialog")
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        shown = strip
        if dialog and y < app.size.height - 1:
            region = dialog.first().region
            shown = strip.crop(region.x, region.right if region.contains(region.x, y) else region.x)
        found += [one for one in shown if re.search(r"\w|[✓✗≈›]", one.text)]
    return [one.text.strip() for one in found if contrast(one.style) < READABLE]


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_right_and_wrong_never_stand_on_their_own_colour(theme: str, desk: Any) -> None:
    for segment in judged(desk(), theme):
        if segment.text.strip() and segment.style and segment.style.color:
            color, ground = segment.style.color, segment.style.bgcolor
            assert color.is_default or color != ground, segment


def test_without_colour_marks_and_words_say_it(desk: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = "".join(segment.text for segment in judged(desk(), ""))
    assert "✗" in text and "✓" in text and "Not quite" in text and "› 1 Again" in text
