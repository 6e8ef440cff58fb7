"""What is read must be readable: in each built-in theme, in ANSI ones, without any colour."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual.theme import BUILTIN_THEMES

from trainer.tui.app import TrainerApp

READABLE = 4.5
"""WCAG 2.1, success criterion 1.4.3, level AA."""
CONTENT = ("capital in 750", "Chang'an", "Luoyang", "Not quite", "secondary", "Again", "1 min")
TINTED = [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi]


def luminance(color: Any) -> float:
    parts = (part / 255 for part in color.triplet)
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(style: Any) -> float:
    one, other = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (other + 0.05) / (one + 0.05)


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


@pytest.mark.parametrize("theme", TINTED)
def test_texts_stand_out_in_each_theme(theme: str, desk: Any) -> None:
    for segment in judged(desk(), theme):
        if any(text in segment.text for text in CONTENT):
            assert contrast(segment.style) >= READABLE, (segment.text, segment.style)


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
