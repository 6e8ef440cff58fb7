"""The gap around a scrolling page, which says when there is more of it out of sight."""

from __future__ import annotations

from textual.content import Content

from trainer.tui.content import plain
from trainer.tui.widgets.panel import Panel


class More(Panel):
    """One empty line, until lines are hidden above or below it."""

    def __init__(self, arrow: str, where: str, id: str) -> None:
        super().__init__(id=id)
        self.arrow, self.where, self.hidden = arrow, where, 0

    def on_click(self) -> None:
        self.page.action_page(1 if self.where == "below" else -1)

    def show(self, hidden: int) -> None:
        if hidden != self.hidden:
            self.hidden = hidden
            self.changed()

    def lines(self, width: int) -> list[Content]:
        if not self.hidden:
            return [Content()]
        noun = "line" if self.hidden == 1 else "lines"
        key = self.page.shown_key("page(1)") if self.where == "below" else ""
        text = f"{self.arrow} {self.hidden} more {noun} {self.where}{key and f': {key}'}"
        if len(text) > width:
            text = f"{self.arrow} {self.hidden} more"
        return [plain(text, self.ink("more")).center(width)]
