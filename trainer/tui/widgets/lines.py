"""Lines that a screen puts together itself: texts that answer to no key."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.message import Message

from trainer.tui.widgets.panel import Panel

Make = Callable[[Panel, int], list[Content]]
"""(widget, for its inks; width in cells) → lines."""


class Lines(Panel):
    """Shows what a function makes of its width."""

    def __init__(self, make: Make | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make = make

    class Clicked(Message):
        """A line that is tagged as a row's was clicked."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.style)
        if row is not None:
            self.post_message(self.Clicked(row))

    def show(self, make: Make) -> None:
        self._make = make
        self.changed()

    def lines(self, width: int) -> list[Content]:
        return self._make(self, width) if self._make else []
