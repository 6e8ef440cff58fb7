"""Curves in fine dots, with points as marks: what was against what should have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from trainer.records import record
from trainer.tui.content import plain
from trainer.tui.widgets.chart import Chart, axis, ruler

BLANK = 0x2800
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of a Braille character, by column and row."""


@record(frozen=True, slots=True)
class Series:
    """Points from left to right. A line in dots, `sparse` with gaps; with a `mark` only the points,
    each as that character."""

    points: tuple[tuple[float, float], ...]
    ink: str
    name: str
    mark: str = ""
    sparse: bool = False


class Curve(Chart):
    """Later series lie on top of earlier ones."""

    height = 8
    series: Sequence[Series] = ()
    bounds = (0.0, 0.0, 1.0, 1.0)
    across: Mapping[float, str] = {}
    up: Mapping[float, str] = {}

    def show(
        self,
        series: Sequence[Series],
        bounds: tuple[float, float, float, float],
        across: Mapping[float, str],
        up: Mapping[float, str],
    ) -> None:
        """`bounds` are left, bottom, right, top; `across` and `up` label places on the axes."""
        self.series, self.bounds, self.across, self.up = series, bounds, across, up
        self.changed()

    def drawn(self, width: int) -> list[Content]:
        left, _, right, _ = self.bounds
        labels = {self._row(y): label for y, label in self.up.items()}
        edge = axis(self.height, labels)
        room = width - len(edge[0])
        cells: list[list[tuple[str, str]]] = [[(" ", "")] * room for _ in range(self.height)]
        for series in self.series:
            put = _marks if series.mark else _line
            for (column, row), character in put(series, room, self.height, self.bounds).items():
                cells[row][column] = (character, series.ink)
        muted = self.ink("muted")
        rows = [plain(e, muted) + self._joined(row) for e, row in zip(edge, cells, strict=True)]
        foot = " " * (len(edge[0]) - 1) + "└" + "─" * room
        places = {
            round((x - left) / (right - left) * (room - 1)): label
            for x, label in self.across.items()
        }
        rows.append(plain(foot, muted))
        rows.append(plain(ruler(len(edge[0]), room, places), muted))
        return [*rows, *self._legend(width)]

    def _row(self, y: float) -> int:
        _, bottom, _, top = self.bounds
        return round((top - y) / (top - bottom) * (self.height - 1))

    def _joined(self, cells: Sequence[tuple[str, str]]) -> Content:
        return Content("").join(
            plain(character, self.ink(ink)) if ink else Content(character)
            for character, ink in cells
        )

    def _legend(self, width: int) -> list[Content]:
        items = [
            plain(series.mark or ("⠒ ⠒" if series.sparse else "⠒⠒⠒"), self.ink(series.ink))
            + plain(f" {series.name}", self.ink("muted"))
            for series in self.series
            if series.name and series.points
        ]
        lines = [items[0]] if items else []
        for item in items[1:]:
            if lines[-1].cell_length + 3 + item.cell_length <= width:
                lines[-1] = lines[-1] + Content("   ") + item
            else:
                lines.append(item)
        return lines


Bounds = tuple[float, float, float, float]
Cells = dict[tuple[int, int], str]


def _marks(series: Series, wide: int, high: int, bounds: Bounds) -> Cells:
    return {
        _place(x, y, wide, high, bounds): series.mark
        for x, y in series.points
        if bounds[0] <= x <= bounds[2]
    }


def _line(series: Series, wide: int, high: int, bounds: Bounds) -> Cells:
    """The points joined by straight lines of dots."""
    bits: dict[tuple[int, int], int] = {}
    at = [_place(x, y, wide * 2, high * 4, bounds) for x, y in series.points]
    for (x0, y0), (x1, y1) in zip(at, at[1:] or at, strict=False):
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            x, y = x0 + round((x1 - x0) * step / steps), y0 + round((y1 - y0) * step / steps)
            if not series.sparse or x % 4 < 2:
                cell = (x // 2, y // 4)
                bits[cell] = bits.get(cell, 0) | DOTS[x % 2][y % 4]
    return {cell: chr(BLANK + dots) for cell, dots in bits.items()}


def _place(x: float, y: float, wide: int, high: int, bounds: Bounds) -> tuple[int, int]:
    """The column and row of a point; one beyond an edge lies on it."""
    left, bottom, right, top = bounds
    across = (x - left) / (right - left) * (wide - 1)
    down = (top - y) / (top - bottom) * (high - 1)
    return round(min(max(across, 0), wide - 1)), round(min(max(down, 0), high - 1))
