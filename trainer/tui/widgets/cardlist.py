"""A list of questions of any length, of which only what is in sight is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from trainer.language.markup import to_plain
from trainer.tui.content import plain, shorten
from trainer.tui.widgets.panel import Panel, fill, tag

if TYPE_CHECKING:
    from trainer.study.browsing import Line

MARKS = {
    "new": ("·", "muted"),
    "due": ("●", "word-right"),
    "suspended": ("‖", "word-partly"),
    "buried": ("∪", "muted"),
    "flagged": ("⚑", "word-wrong"),
}
"""For each mark its character and its style."""
KIND, WITH_KIND = 9, 50
"""Cells that a kind takes, and from which there is room for it."""

Read = Callable[[int, int], Sequence["Line"]]
"""The lines from one place to before another."""


class CardList(Panel):
    """Fills the height it is given; a bar at the right says where in the whole it is."""

    ALLOW_SELECT = False
    total = 0
    cursor = 0
    first = 0
    read: Read | None = None

    @dataclass
    class Moved(Message):
        """The cursor stands on another question."""

        at: int

    def show(self, total: int, read: Read, cursor: int = 0) -> None:
        self.total, self.read = total, read
        self.cursor = min(max(cursor, 0), max(total - 1, 0))
        self.changed()

    def move(self, by: int) -> None:
        """Moves the cursor, to the ends and no further."""
        self.go(self.cursor + by)

    def go(self, to: int) -> None:
        to = min(max(to, 0), max(self.total - 1, 0))
        if to != self.cursor:
            self.cursor = to
            self.changed()
            self.post_message(self.Moved(to))

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.style)
        if row is not None:
            self.go(row)

    def on_mouse_scroll_down(self) -> None:
        self.move(3)

    def on_mouse_scroll_up(self) -> None:
        self.move(-3)

    def on_resize(self) -> None:
        self.changed()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return container.height

    def lines(self, width: int) -> list[Content]:
        height = max(self.content_size.height, 1)
        if not self.total or self.read is None:
            return []
        # The cursor stays a line from the edge, so that one sees what comes.
        edge = 1 if height > 4 else 0
        low, high = self.cursor - height + 1 + edge, self.cursor - edge
        self.first = min(max(self.first, low, 0), max(high, 0), max(self.total - height, 0))
        rows = self.read(self.first, self.first + height)
        bar = self._bar(height)
        return [
            tag([self._row(line, self.first + n, width - 1) + bar[n]], self.first + n, width)[0]
            for n, line in enumerate(rows)
        ]

    def _row(self, line: Line, at: int, width: int) -> Content:
        here = at == self.cursor
        marks = [MARKS[mark] for mark in line.marks if mark in MARKS]
        signs = Content("").join(plain(sign, self.ink(ink)) for sign, ink in marks[:3])
        signs = signs.pad_right(max(0, 3 - signs.cell_length))
        tail = (
            plain(f" {line.kind:<{KIND}}", self.ink("muted")) if width >= WITH_KIND else Content()
        )
        room = width - 6 - tail.cell_length
        text = to_plain(line.ask) or "(can't be read now)"
        ask = plain(shorten(text, room), self.ink("strong" if here else "title-idle"))
        row = plain(" › " if here else "   ") + signs + ask
        row = row.pad_right(max(0, width - tail.cell_length - row.cell_length)) + tail
        return fill(row, width, self.ink("cursor")) if here else row

    def _bar(self, height: int) -> list[Content]:
        """A scroll bar of its own: the list has no more rows than the screen."""
        if self.total <= height:
            return [Content(" ")] * height
        size = max(1, height * height // self.total)
        top = round((height - size) * self.first / max(self.total - height, 1))
        on, off = plain("┃", self.ink("bar")), plain("│", self.ink("track"))
        return [on if top <= n < top + size else off for n in range(height)]
