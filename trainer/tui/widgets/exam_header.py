"""The one line above an exam: its title, how much is answered, and the clock."""

from __future__ import annotations

from textual.content import Content

from trainer.tui.content import ends, plain, shorten
from trainer.tui.widgets.gauge import gauge
from trainer.tui.widgets.header import LONGEST_BAR, SHORTEST_BAR, Header

SOON, NOW = 300, 60
"""Seconds from which the clock draws the eye."""


class ExamHeader(Header):
    """Grows and shrinks as a session's: first the bar goes, then the title is shortened."""

    left = -1

    def tick(self, left_ms: int) -> None:
        """What is left of the time; drawn once a second."""
        left = -(-left_ms // 1000)
        if left != self.left:
            self.left = left
            self.changed()

    def lines(self, width: int) -> list[Content]:
        done, total = self.progress.done, self.progress.total
        if not total:
            return [Content()]
        clock = plain(clock_face(self.left), self.ink(self._clock_ink()))
        counts = plain(f"{done}/{total} answered" if width >= 48 else f"{done}/{total}")
        end = counts + Content("   ") + clock
        title = plain(shorten(self.title, width - end.cell_length - 2), self.ink("title"))
        room = width - title.cell_length - end.cell_length - 4
        bar = Content()
        if room >= SHORTEST_BAR:
            bar = gauge(self, min(room, LONGEST_BAR), done / total) + Content("  ")
        return [ends(title, bar + end, width)]

    def _clock_ink(self) -> str:
        if self.left > SOON:
            return "strong"
        return "word-partly" if self.left > NOW else "word-wrong"


def clock_face(seconds: int) -> str:
    """`24:59`, `1:02:05`."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
