"""The base of every chart: a heading, what is drawn, and a line that says what it means."""

from __future__ import annotations

from textual.content import Content

from trainer.tui.content import plain
from trainer.tui.widgets.panel import Panel

LEAST = 24
"""Cells below which nothing can be made out any more."""


class Chart(Panel):
    """Shows a sentence in the picture's place while there is nothing to draw."""

    def __init__(self, heading: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.heading = heading
        self.note = ""
        self.empty = ""

    def drawn(self, width: int) -> list[Content]:
        """The picture."""
        raise NotImplementedError

    def lines(self, width: int) -> list[Content]:
        muted = self.ink("muted")
        heading = plain(self.heading, self.ink("heading")).wrap(width)
        if self.empty:
            return [*heading, *plain(self.empty, muted).wrap(width)]
        note = plain(self.note, muted).wrap(width) if self.note else []
        return [*heading, *self.drawn(max(width, LEAST)), *note]


def axis(height: int, labels: dict[int, str]) -> list[str]:
    """The left edge of a picture of so many rows, with labels at some of them."""
    wide = max((len(label) for label in labels.values()), default=0)
    return [
        f"{labels.get(row, ''):>{wide}}{'┤' if row in labels else '│'}" for row in range(height)
    ]


def ruler(left: int, width: int, labels: dict[int, str]) -> str:
    """What stands below a picture that begins at `left`: labels under some of its columns, each
    within the picture, left out where one stands already."""
    row, free = [" "] * (left + width), 0
    for at, label in sorted(labels.items()):
        start = min(max(left + at - len(label) // 2, 0), left + width - len(label))
        if start >= free:
            row[start : start + len(label)] = label
            free = start + len(label) + 1
    return "".join(row).rstrip()
