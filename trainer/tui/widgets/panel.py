"""The base of every widget here: it lays out its own lines, in the inks of `trainer.tui.inks`.

One node that wraps its own lines costs a third of a tree of small ones at every question, and
gives hanging indents and whole-row tints, which nested widgets can't.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer.tui.inks import Inks
    from trainer.tui.screens.page import Page

DRAWN_LINES = 200
"""Lines that a widget keeps as they were drawn."""
ROW = "row"
"""The key under which a line says which row of the widget it belongs to, for the mouse."""
NARROWEST = 12
"""Cells that lines are laid out for at least, to be cut where there are fewer: terminals do become
as small as one cell for a moment, in which nothing can be wrapped."""


class Panel(Widget):
    """Lines of content, made anew for a width whenever what they say has changed.

    A line that is the same object as before is not drawn again.
    """

    virtual_size = Reactive(Size(0, 0), repaint=False)
    """Found by a layout, so no reason for another, which Textual's own is."""
    most_kept = 32
    """Sets of lines that it keeps because they come again."""
    _made: tuple[int, list[Content]] | None = None
    _shown: tuple[tuple[Region, Size], list[Strip]] | None = None
    _drawn_on: tuple[object, ...] | None = None
    _inks: Inks | None = None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: dict[tuple[int, int], tuple[Content, Style, Strip]] = {}
        self._kept: dict[tuple[object, ...], list[Content]] = {}
        # None of its texts has an action to run: a search for them in every line drawn.
        self.set_reactive(Widget.auto_links, False)

    def lines(self, width: int) -> list[Content]:
        """What is shown: lines of at most `width` cells."""
        raise NotImplementedError

    def kept(self, key: tuple[object, ...], make: Callable[[], list[Content]]) -> list[Content]:
        """Lines that come again, made once for a key while the styles stay as they are."""
        if key not in self._kept:
            if len(self._kept) >= self.most_kept:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = make()
        return self._kept[key]

    def draw(self, lines: list[Content]) -> None:
        """Draws lines that the widget will probably show, from its first line on."""
        for y, line in enumerate(lines):
            self._line(y, line)

    def changed(self) -> None:
        """Show what is true now; the page is laid out again only if the height is another."""
        before, self._made = self._made, None
        if before is None or not self.is_attached:
            self.refresh(layout=True)
            return
        self.refresh(layout=len(self._fresh(before[0])) != len(before[1]))

    @property
    def page(self) -> Page:
        """The screen it is on."""
        return cast("Page", self.screen)

    @property
    def breadth(self) -> int:
        """Cells that its lines are laid out for."""
        return max(self.content_size.width, NARROWEST)

    def ink(self, name: str) -> Style:
        """The style of that name, readable on what lies beneath."""
        return (self._inks or self._inks_here())[name]

    def _inks_here(self) -> Inks:
        """Asked once, not for each style: every widget around this one has a say in it."""
        self._drawn_on = self._ground()
        self._inks = self.page.inks_on(self.background_colors[1])
        return self._inks

    def row_at(self, style: object) -> int | None:
        """The row that a mouse event's style belongs to."""
        meta = getattr(style, "meta", None) or {}
        row = meta.get(ROW)
        return row if isinstance(row, int) else None

    def span(self, row: int) -> tuple[int, int]:
        """A row's first line and the one after its last, for whoever keeps it in sight; both 0
        where it has none."""
        lines = self._fresh(self.content_size.width)
        at = [n for n, line in enumerate(lines) if self.row_at(line.get_style_at_offset(0)) == row]
        return (at[0], at[-1] + 1) if at else (0, 0)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._fresh(width))

    def render(self) -> Content:
        return Content("\n").join(self._fresh(self.content_size.width))

    def render_lines(self, crop: Region) -> list[Strip]:
        """What it showed last, while nothing of it has changed. Textual keeps lines too, but looks
        at the ground of every widget around before it takes one: a fifth of a millisecond."""
        asked = crop, self.outer_size
        if self._shown is None or self._shown[0] != asked:
            self._shown = asked, super().render_lines(crop)
        return self._shown[1]

    def refresh(self, *regions: Region, **how: bool) -> Self:
        self._shown = None
        return super().refresh(*regions, **how)

    def render_line(self, y: int) -> Strip:
        """A line as it goes to the terminal. What `render` gives would be joined, wrapped and cut
        again, a third of the time from an answer to its verdict; a selection is left to that."""
        if self.text_selection is not None:
            return super().render_line(y)
        width = self.content_size.width
        lines = self._fresh(width)
        if y >= len(lines):
            return Strip.blank(width, self.visual_style.rich_style)
        return self._line(y, lines[y])

    def _line(self, y: int, line: Content) -> Strip:
        # Where a text can be selected, its parts know where they stand.
        style, key = self.visual_style, (y if self.ALLOW_SELECT else 0, id(line))
        drawn = self._drawn.get(key)
        if drawn is None or drawn[0] is not line or drawn[1] != style:
            if len(self._drawn) >= DRAWN_LINES:
                del self._drawn[next(iter(self._drawn))]
            drawn = self._drawn[key] = (line, style, self._strip(line, style, y))
        return drawn[2]

    def _strip(self, line: Content, style: Style, y: int) -> Strip:
        segments, x = [], 0
        for text, ink in line.render(style, end=""):
            mixed = style + ink
            segments.append(
                Segment(
                    text,
                    mixed.rich_style_with_offset(x, y) if self.ALLOW_SELECT else mixed.rich_style,
                )
            )
            x += len(text)
        return Strip(segments, line.cell_length)

    def notify_style_update(self) -> None:
        """Another theme, ground or size of screen: the lines hold colours, and some follow the
        screen's class, so that there may be more of them now. Most changes of style are none of
        these."""
        if self._inks is not None and self._drawn_on != self._ground():
            self._made = self._inks = None
            self._kept.clear()
            self.refresh(layout=True)
        self._shown = None
        super().notify_style_update()

    def _ground(self) -> tuple[object, ...]:
        return self.app.theme, self.background_colors, self.screen.classes

    def _fresh(self, width: int) -> list[Content]:
        width = max(width, NARROWEST)
        if self._made is None or self._made[0] != width:
            if self._inks is None:
                self._inks_here()
            self._made = (width, self.lines(width))
        return self._made[1]


def tag(lines: list[Content], row: int, width: int) -> list[Content]:
    """The lines, marked as belonging to a row up to the right edge: a click beside the text is
    meant for it too."""
    style = Style.from_meta({ROW: row})
    wide = (line.pad_right(max(0, width - line.cell_length)) for line in lines)
    return [line.stylize(style) for line in wide]


def fill(line: Content, width: int, style: Style) -> Content:
    """The line on a ground that reaches the right edge."""
    return line.pad_right(max(0, width - line.cell_length)).stylize_before(style)
