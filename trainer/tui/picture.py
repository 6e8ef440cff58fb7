"""A question's picture in half blocks, two dots a cell, which every terminal with colours can show.

Needs Pillow (`pip install quiz-trainer[images]`), imported with the first picture.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from textual.color import Color
from textual.content import Content
from textual.style import Style

LARGEST = 50_000_000
"""Dots. More than that would take seconds, and gigabytes."""


@lru_cache(maxsize=8)
def picture(path: Path, width: int, height: int) -> tuple[Content, ...]:
    """The lines of a picture within so many cells; none where it can't be shown."""
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        return ()
    try:
        with Image.open(path) as file:
            if file.width * file.height > LARGEST:
                return ()
            file.draft("RGB", (width * 4, height * 8))
            whole = file.convert("RGBA")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return ()
    except Image.DecompressionBombWarning:
        return ()
    whole.thumbnail((width, height * 2))
    white = Image.new("RGBA", whole.size, "white")
    flat = Image.alpha_composite(white, whole).convert("RGB")
    data = flat.tobytes()
    dots = [Color(*data[n : n + 3]) for n in range(0, len(data), 3)]
    rows = [dots[n : n + flat.width] for n in range(0, len(dots), flat.width)]
    return tuple(_line(rows[n], rows[n + 1 : n + 2]) for n in range(0, len(rows), 2))


def _line(upper: list[Color], lower: list[list[Color]]) -> Content:
    if not lower:
        return Content.assemble(*(("▀", Style(foreground=dot)) for dot in upper))
    both = zip(upper, lower[0], strict=True)
    return Content.assemble(*(("▀", Style(foreground=a, background=b)) for a, b in both))
