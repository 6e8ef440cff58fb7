"""Texts of the bank → Textual's Content: always literal, nothing a terminal would obey.

Content is never built from markup strings here or anywhere below: `[` in a question crashes
whatever parses it, and `[@click=…]` would run it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from trainer.wording.controls import strip_controls

if TYPE_CHECKING:
    from trainer.tui.field import Field

CURSOR = Style(reverse=True)
UNSPACED = "\u2e80"
"""From here on characters may be of a script without spaces between words."""


def plain(text: str, style: Style | None = None) -> Content:
    """The text as it stands."""
    clean = strip_controls(text).expandtabs(4)
    return Content.styled(clean, style or "", strip_control_codes=False)


def shorten(text: str, width: int) -> str:
    """One line of at most `width` cells, with an ellipsis where something was left out."""
    content = Content(strip_controls(" ".join(text.split())))
    return content.truncate(max(width, 1), ellipsis=True).plain


def ends(left: Content, right: Content, width: int) -> Content:
    """One line with a text at either end; where they would touch, with the left one alone."""
    between = width - left.cell_length - right.cell_length
    return left + Content(" " * between) + right if between > 0 else left


def dotted(parts: Sequence[str], width: int, style: Style) -> list[Content]:
    """Facts behind one another with dots between them; a line ends after one where it can."""
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines[-1] else part
        if plain(longer).cell_length <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return [row for line in lines if line for row in wrapped(plain(line, style), width)]


def typed(field: Field, ground: Style, *, active: bool = True) -> Content:
    """What stands in a field, with its cursor while it is `active`: on a space where it stands
    behind the text."""
    text = Content.styled(field.text, ground)
    if not active:
        return text
    start, end = field.under
    if start == end:
        return text + Content.styled(" ", ground + CURSOR)
    return text.stylize(CURSOR, start, end)


def wrapped(text: Content, width: int) -> list[Content]:
    """The text in lines of at most `width` cells."""
    letters = text.plain
    if letters.isascii() or max(letters) < UNSPACED:
        return text.wrap(width)
    from trainer.tui.wrapping import broken

    return broken(text, width)


def hang(first: Content, text: Content, width: int, rest: Content | None = None) -> list[Content]:
    """Text wrapped behind `first`, its later lines behind `rest`, or as many spaces."""
    indent = Content(" " * first.cell_length) if rest is None else rest
    room = width - max(first.cell_length, indent.cell_length)
    # Most texts fit on a line: to look for where they would break is most of a row's cost.
    fits = text.cell_length <= room and "\n" not in text.plain
    lines = [text] if fits else wrapped(text, max(room, 4)) or [Content()]
    return [(indent if n else first) + line for n, line in enumerate(lines)]
