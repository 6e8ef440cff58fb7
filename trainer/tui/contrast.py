"""Colours that can be read on what lies beneath them, whatever a theme says."""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color

READABLE = 4.5
"""WCAG 2.1, success criterion 1.4.3, level AA."""
STEPS = 20


@lru_cache(maxsize=1024)
def readable(color: Color, *grounds: Color) -> Color:
    """The colour itself where it stands out from all grounds, else the nearest one on its way to
    black or white that does: the one from which they differ more."""
    if _stands_out(color, grounds):
        return color
    flat = grounds[0] + color
    away = max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda end: _least(end, grounds))
    for step in range(STEPS):
        nearer = flat.blend(away, step / STEPS, 1.0)
        if _stands_out(nearer, grounds):
            return nearer
    return away


def ratio(one: Color, other: Color) -> float:
    """WCAG's contrast of two opaque colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _stands_out(color: Color, grounds: tuple[Color, ...]) -> bool:
    return _least(color, grounds) >= READABLE


def _least(color: Color, grounds: tuple[Color, ...]) -> float:
    return min(ratio(ground + color, ground) for ground in grounds)


def _luminance(color: Color) -> float:
    parts = (part / 255 for part in color.rgb)
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
