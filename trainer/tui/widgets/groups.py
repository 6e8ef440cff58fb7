"""A table of decks or tags: how many cards are learned and known, how well, in what time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from trainer.study.words import duration_words
from trainer.tui.content import plain, shorten
from trainer.tui.widgets.chart import Chart
from trainer.tui.widgets.gauge import gauge

if TYPE_CHECKING:
    from trainer.study.groups import Group

BAR, WITH_BAR, WITH_TIME = 12, 56, 72
NUMBERS, TIME = 8, 13
NAME = 6
"""Cells that a name gets at least; what stands behind it is cut then."""


class Groups(Chart):
    """Numbers in columns under their names; where there is room, a bar of what is known."""

    groups: Sequence[Group] = ()

    def show(self, groups: Sequence[Group]) -> None:
        self.groups = groups
        self.display = bool(groups)
        self.changed()

    def drawn(self, width: int) -> list[Content]:
        timed = any(group.answers is not None for group in self.groups)
        names = [f"{name:>{NUMBERS}}" for name in ("cards", "learned", "known")]
        if timed:
            names.append(f"{'recall':>{NUMBERS}}")
            names += [f"{'time':>{TIME}}"] if width >= WITH_TIME else []
        tail = "".join(names)
        room = max(width - len(tail), NAME)
        head = plain(f"{'':<{room}}{tail}", self.ink("muted"))
        return [head, *(self._row(group, room, timed, width) for group in self.groups)]

    def _row(self, group: Group, room: int, timed: bool, width: int) -> Content:
        known = f"{group.known / group.learned:.0%}" if group.learned else "·"
        numbers = [f"{group.total:,}", f"{group.learned:,}", known]
        if timed:
            numbers.append("·" if group.retention is None else f"{group.retention:.0%}")
        tail = "".join(f"{number:>{NUMBERS}}" for number in numbers)
        if timed and width >= WITH_TIME:
            tail += f"{duration_words(60 * round((group.took_ms or 0) / 60_000)):>{TIME}}"
        name, bar = room, Content()
        if width >= WITH_BAR:
            name -= BAR + 2
            share = group.known / group.total if group.total else 0.0
            bar = gauge(self, BAR, share) + Content("  ")
        title = Content(shorten(group.name, name - 1)).pad_right(0)
        return title.pad_right(max(0, name - title.cell_length)) + bar + plain(tail)
