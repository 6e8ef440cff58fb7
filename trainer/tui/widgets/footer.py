"""The line of keys below every screen; it follows the moment and can be clicked."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style

from trainer.tui.content import plain, shorten
from trainer.tui.keys import Key
from trainer.tui.widgets.panel import ROW, Panel

GAP = "   "
COLUMN = 92
"""Cells of a page's column, unless its stylesheet gives it more."""
LAST = 2
"""Help and quit stay when there is no room for all; but quit, which the help has too, goes if that
lets the first two keys in, or at least the first."""


class Footer(Panel):
    """Shows as many keys as fit, those that matter most first."""

    ALLOW_SELECT = False
    keys: tuple[Key, ...] = ()
    typing = False
    note = ""

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    def show(self, keys: tuple[Key, ...], typing: bool) -> None:
        shown = tuple(key for key in keys if key.label)
        if (shown, typing) != (self.keys, self.typing):
            self.keys, self.typing = shown, typing
            self.changed()

    def say(self, note: str) -> None:
        """A word that stands there until the next key."""
        if note != self.note:
            self.note = note
            self.changed()

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.style)
        if row is not None:
            self.post_message(self.Pressed(self.keys[row]))

    def lines(self, width: int) -> list[Content]:
        edge = self._edge(width)
        if self.note:
            return [Content(edge) + plain(shorten(self.note, width - len(edge)), self.ink("note"))]
        # A session goes to and fro between few of them.
        return self.kept((self.keys, self.typing, width), lambda: self._row(width, edge))

    def _edge(self, width: int) -> str:
        """Spaces up to the left edge of what stands above it in the middle of a wide screen."""
        room = width + self.styles.gutter.width
        if room <= COLUMN:
            return ""
        columns = self.screen.query("#column")
        widest = columns.first().styles.max_width if columns else None
        return " " * (max(0, room - int(widest.value if widest else COLUMN)) // 2)

    def _row(self, width: int, edge: str) -> list[Content]:
        width -= len(edge)
        items = [self._item(row, key) for row, key in enumerate(self.keys)]
        kept, last = items[:-LAST], items[-LAST:]
        for first in ([*kept[:2], *last], [*kept[:1], *last]):
            if _length(first) > width >= _length(first[:-1]):
                last = last[:-1]
                break
        while kept and _length([*kept, *last]) > width:
            kept.pop()
        while len(last) > 1 and _length([*kept, *last]) > width:
            last.pop(0)
        return [Content(edge) + Content(GAP).join([*kept, *last]).truncate(width)]

    def _item(self, row: int, key: Key) -> Content:
        shown = key.shown(self.typing)
        item = Content.assemble((shown, self.ink("key")), (f" {key.label}", self.ink("label")))
        return item.stylize(Style.from_meta({ROW: row}))


def _length(items: list[Content]) -> int:
    return sum(item.cell_length for item in items) + len(GAP) * (len(items) - 1)
