"""Lines that a screen puts together itself: texts that don't answer to keys."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from trainer.tui.widgets.panel import Panel

Make = Callable[[Panel, int], list[Content]]
"""(widget, for its inks; width in cells) → lines."""


class Lines(Panel):
    """Shows what a function makes of its width."""

    def __init__(self, make: Make | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make = make

    def show(self, make: Make) -> None:
        self._make = make
        self.changed()

    def lines(self, width: int) -> list[Content]:
        return self._make(self, width) if self._make else []
