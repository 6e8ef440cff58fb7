"""The scrolling middle of a screen, which knows what must be in sight and what isn't."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

BEGINNING = 4
"""Lines of what is shown that are enough to begin with, if so something else stays in sight."""


class Sheet(VerticalScroll, can_focus=False):
    """Scrolls by what it is told to show; says how many lines are out of sight."""

    virtual_size = Reactive(Size(0, 0), repaint=False)
    """How large what it holds is. Another size is found by a layout, and a bar that comes or goes
    asks for the next one itself; Textual's own lays the screen out once more in any case."""
    shown: Widget | None = None
    beside: Widget | None = None
    hidden = (0, 0)

    class Hid(Message):
        """So many lines are out of sight now."""

        def __init__(self, above: int, below: int) -> None:
            super().__init__()
            self.above = above
            self.below = below

    def on_mount(self) -> None:
        # Only after a layout is it known where things are; `call_after_refresh` may come before.
        self.screen.screen_layout_refresh_signal.subscribe(self, self._laid_out)

    def show(self, widget: Widget | None, beside: Widget | None = None) -> None:
        """Keeps a widget in sight from the next layout on, its first line above all else, and
        `beside` too where there is room for it and the beginning of the other; None goes to the
        top and keeps nothing."""
        self.shown, self.beside = widget, beside
        if widget is None and self.scroll_y:
            self.scroll_home(animate=False, immediate=True)

    def keep_in_sight(self, widget: Widget, top: int, bottom: int) -> None:
        """Scrolls to these lines of a widget that it holds, by as little as is needed."""
        top, bottom = (widget.virtual_region.y + line for line in (top, bottom))
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False)
        elif bottom > self.scroll_y + self.size.height:
            self.scroll_to(y=bottom - self.size.height, animate=False)

    def page(self, by: int) -> None:
        """Scrolls by screenfuls, two lines less so that the eye finds its place."""
        self.shown = None
        self.scroll_to(y=self.scroll_y + by * max(1, self.size.height - 2), animate=False)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its ground, all of it one line: of what lies under the widgets that it holds Textual
        would make each line anew at every other height, a fifth of painting the next question."""
        if self.styles.gutter:
            return super().render_lines(crop)
        ground = Strip.blank(crop.width, self.visual_style.background_style.rich_style)
        for line_filter in self.get_line_filters():
            ground = ground.apply_filter(line_filter, self.background_colors[1])
        return [ground] * crop.height

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._report()

    def _laid_out(self, _: Screen[object]) -> None:
        if self.shown is not None and self.shown.display:
            # Its own size is unknown while it is out of sight; its region isn't.
            region, height = self.shown.virtual_region, self.size.height
            y = min(region.y, max(0, region.bottom - height))
            if self.beside is not None:
                top = self.beside.virtual_region.y
                if region.y + min(region.height, BEGINNING) - top <= height:
                    y = min(y, top)
            self.scroll_to(y=y, animate=False, immediate=True)
        self._report()

    def _report(self) -> None:
        above, below = round(self.scroll_y), round(self.max_scroll_y - self.scroll_y)
        if (above, below) != self.hidden:
            self.hidden = (above, below)
            self.post_message(self.Hid(above, below))
