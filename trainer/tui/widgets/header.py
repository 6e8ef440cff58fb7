"""The one line above a session: deck, progress bar, done of all, right and wrong."""

from __future__ import annotations

from textual.content import Content

from trainer.study.showing import Progress
from trainer.tui.content import ends, plain, shorten
from trainer.tui.widgets.gauge import gauge
from trainer.tui.widgets.panel import Panel

LONGEST_BAR = 36
SHORTEST_BAR = 8


class Header(Panel):
    """Grows and shrinks with the screen: first the bar goes, then the title is shortened."""

    title = ""
    progress = Progress(0, 0, 0, 0)

    def show(self, title: str, progress: Progress) -> None:
        if (title, progress) != (self.title, self.progress):
            self.title, self.progress = title, progress
            self.changed()

    def wait(self, said: str) -> None:
        """Says what the session waits for."""
        self.show(said, Progress(0, 0, 0, 0))

    def lines(self, width: int) -> list[Content]:
        done, total = self.progress.done, self.progress.total
        counts = Content.assemble(
            f"{done}/{total}",
            "   ",
            (f"✓ {self.progress.right}", self.ink("word-right")),
            "  ",
            (f"✗ {self.progress.wrong}", self.ink("word-wrong")),
        )
        if not total:
            counts = Content()
        title = plain(shorten(self.title, width - counts.cell_length - 2), self.ink("title"))
        room = width - title.cell_length - counts.cell_length - 4
        bar = Content()
        if total and room >= SHORTEST_BAR:
            bar = gauge(self, min(room, LONGEST_BAR), done / total) + Content("  ")
        return [ends(title, bar + counts, width)]
