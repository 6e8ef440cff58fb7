"""Bars that lie: a name, a length, a number."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from trainer.tui.content import shorten
from trainer.tui.widgets.chart import Chart

PARTS = " ▏▎▍▌▋▊▉█"


class Bars(Chart):
    """Rows of (name, value, what stands behind the bar)."""

    rows: Sequence[tuple[str, float, str]] = ()

    def show(self, rows: Sequence[tuple[str, float, str]]) -> None:
        self.rows = rows
        self.changed()

    def drawn(self, width: int) -> list[Content]:
        names = min(max((len(name) for name, _, _ in self.rows), default=0), width // 2)
        texts = max((len(text) for _, _, text in self.rows), default=0)
        room = max(width - names - texts - 3, 1)
        most = max((value for _, value, _ in self.rows), default=0) or 1
        return [
            Content.assemble(
                (f"{shorten(name, names):>{names}} ", self.ink("muted")),
                (_bar(value / most * room), self.ink("bar")),
                f" {text}",
            )
            for name, value, text in self.rows
        ]


def _bar(length: float) -> str:
    """A bar to the eighth of a cell; whatever is more than nothing shows."""
    eighths = max(round(length * 8), 1) if length > 0 else 0
    return "█" * (eighths // 8) + PARTS[eighths % 8].strip()
