"""How much of a whole, as a bar that is filled from the left."""

from __future__ import annotations

from textual.content import Content

from trainer.tui.widgets.panel import Panel


def gauge(widget: Panel, width: int, share: float, ink: str = "bar") -> Content:
    """`share` is from 0 to 1; whatever is more than nothing shows."""
    filled = max(round(width * share), 1) if share > 0 else 0
    return Content.assemble(
        ("━" * filled, widget.ink(ink)), ("─" * (width - filled), widget.ink("track"))
    )
