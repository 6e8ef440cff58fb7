"""Columns over time: how much on each day or week, in eighths of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from textual.content import Content

from trainer.tui.content import plain
from trainer.tui.widgets.chart import Chart, axis, ruler

EIGHTHS = " ▁▂▃▄▅▆▇█"


class Columns(Chart):
    """Where there is no room for a column each, neighbours share one and show their mean; where
    there is plenty, each is wider."""

    height = 5
    values: Sequence[float] = ()
    across: Mapping[int, str] = {}

    def show(self, values: Sequence[float], across: Mapping[int, str]) -> None:
        """`across` labels some of the values, by their place."""
        self.values, self.across = values, across
        self.changed()

    def drawn(self, width: int) -> list[Content]:
        top = _round_up(max(self.values, default=0.0))
        label = f"{top:,.0f}" if top >= 1 else f"{top:.1f}"
        edge = axis(self.height, {0: label, self.height - 1: "0"})
        room = width - len(edge[0])
        ends = self._ends(room)
        heights = [
            sum(self.values[a:b]) / (b - a) / top * self.height * 8 for a, b in pairwise(ends)
        ]
        wide = max(1, min(4, room // max(1, len(heights))))
        gap = " " if wide > 1 else ""
        muted, bar = self.ink("muted"), self.ink("bar")
        rows = []
        for row in range(self.height):
            floor = (self.height - 1 - row) * 8
            body = "".join(
                EIGHTHS[_eighths(height, floor)] * (wide - len(gap)) + gap for height in heights
            )
            rows.append(plain(edge[row], muted) + plain(body, bar))
        drawn = wide * len(heights)
        foot = " " * (len(edge[0]) - 1) + "└" + "─" * drawn
        places = {
            next(n for n, end in enumerate(ends[1:]) if at < end) * wide: label
            for at, label in self.across.items()
        }
        return [
            *rows,
            plain(foot, muted),
            plain(ruler(len(edge[0]), max(drawn, 8), places), muted),
        ]

    def _ends(self, room: int) -> list[int]:
        """Where each column's values begin, and the end of the last."""
        each = -(-len(self.values) // max(1, room))
        return [*range(0, len(self.values), max(1, each)), len(self.values)]


def _eighths(height: float, floor: int) -> int:
    """How much of a row is filled; whatever is more than nothing shows at the foot."""
    filled = round(height) - floor
    if floor == 0 and height > 0:
        filled = max(filled, 1)
    return min(max(filled, 0), 8)


def _round_up(most: float) -> float:
    """A round number that nothing is above."""
    if most <= 0:
        return 1.0
    unit = 10.0 ** len(str(int(most))) / 10 if most >= 1 else 0.1
    steps = (1, 2, 3, 4, 5, 6, 8, 10) if unit < 10 else (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return next(step * unit for step in steps if step * unit >= most)
