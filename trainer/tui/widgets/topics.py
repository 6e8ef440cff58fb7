"""How each topic went: a name, a bar of the share that was right, and how much of how much."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from trainer.tui.content import plain, shorten
from trainer.tui.widgets.gauge import gauge
from trainer.tui.widgets.panel import Panel

BAR = 12
LONGEST, SHORTEST = 24, 6
"""Cells of a name."""

Topic = tuple[str, float, str]
"""(name, share from 0 to 1, the same in numbers)"""


def topic_lines(widget: Panel, width: int, topics: Sequence[Topic]) -> list[Content]:
    """A heading and a line for each topic, the names in a column of their own."""
    names = [plain(shorten(name or "(none)", LONGEST)) for name, _, _ in topics]
    tail = BAR + 4 + max((len(text) for _, _, text in topics), default=0)
    wide = max((name.cell_length for name in names), default=0)
    wide = min(max(wide, SHORTEST), max(width - tail, SHORTEST))
    lines = [plain("By topic", widget.ink("heading"))]
    for name, (_, share, text) in zip(names, topics, strict=True):
        first = name.truncate(wide, ellipsis=True)
        line = first.pad_right(wide - first.cell_length) + Content("  ")
        line += gauge(widget, BAR, share)
        lines.append(line + plain(f"  {text}", widget.ink("muted")))
    return lines
