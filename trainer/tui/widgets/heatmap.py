"""A year of study days as squares: the more answers, the stronger the square."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from textual.content import Content
from textual.style import Style

from trainer.study.words import EPOCH, day_date
from trainer.tui.content import plain
from trainer.tui.widgets.panel import Panel

WEEKS = 53
LABELS = 4
"""Cells that the names of the weekdays take."""
STEPS = (1, 10, 25, 50)
"""Answers from which a square is one step stronger, where nobody answers more than that."""
SHADES = "·░▒▓█"
"""Where colours have no shades, or are off, the character says how much."""


class Heatmap(Panel):
    """Columns are weeks from Monday to Sunday, the last one is this week."""

    heat: Mapping[int, int] = {}
    today = 0

    def show(self, heat: Mapping[int, int], today: int) -> None:
        self.heat, self.today = heat, today
        self.changed()

    def lines(self, width: int) -> list[Content]:
        last = day_date(self.today)
        gap = " " if width >= LABELS + 2 * WEEKS - 1 else ""
        weeks = min(WEEKS, (width - LABELS + len(gap)) // (1 + len(gap)))
        first = last - timedelta(days=last.weekday() + 7 * (weeks - 1))
        mondays = [first + timedelta(weeks=n) for n in range(weeks)]
        steps = self._steps()
        return [
            self._months(mondays, 1 + len(gap)),
            *(self._weekday(n, mondays, last, gap, steps) for n in range(7)),
        ]

    def _steps(self) -> tuple[float, ...]:
        """Quarters of the learner's own busy days, so that a light year is not all pale."""
        busy = sorted(self.heat.values())
        top = busy[int(len(busy) * 0.9)] if busy else 0
        return tuple(min(step, top * n / 4) for n, step in enumerate(STEPS)) if top else STEPS

    def _months(self, mondays: list[date], wide: int) -> Content:
        """Each name over the first week that begins in its month, where it fits."""
        row = [" "] * (LABELS + len(mondays) * wide)
        free = LABELS
        for n, monday in enumerate(mondays):
            at = LABELS + n * wide
            new = n == 0 or monday.month != mondays[n - 1].month
            # A month of which only its last week is in sight would push the next name away.
            partial = n == 0 and monday.day > 21
            if new and not partial and at >= free and at + 3 <= len(row):
                row[at : at + 3] = monday.strftime("%b")
                free = at + 4
        return plain("".join(row), self.ink("muted"))

    def _weekday(
        self, n: int, mondays: list[date], last: date, gap: str, steps: tuple[float, ...]
    ) -> Content:
        label = plain(("Mon", "", "Wed", "", "Fri", "", "")[n].ljust(LABELS), self.ink("muted"))
        days = [monday + timedelta(days=n) for monday in mondays]
        levels = [self._level(day, steps) for day in days if day <= last]
        colour = not (self.app.no_color or self.app.native_ansi_color)
        # A span for each run of one shade: for each square, 371 of them cost a tenth of a start.
        runs = [
            (gap.join(("■" if colour else SHADES[level]) * len(list(run))), f"heat-{level}")
            for level, run in groupby(levels)
        ]
        return label.append(Content.assemble(*self._inked(runs, gap)))

    def _inked(self, runs: list[tuple[str, str]], gap: str) -> Iterator[str | tuple[str, Style]]:
        for n, (squares, name) in enumerate(runs):
            if n:
                yield gap
            yield squares, self.ink(name)

    def _level(self, day: date, steps: tuple[float, ...]) -> int:
        answers = self.heat.get(day.toordinal() - EPOCH, 0)
        return sum(answers >= max(step, 1) for step in steps)
