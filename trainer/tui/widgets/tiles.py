"""Four ratings with their intervals; the suggested one is tinted."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style

from trainer.memory.card import Rating
from trainer.study.showing import Judged
from trainer.study.words import interval_words
from trainer.tui.widgets.panel import ROW, Panel

NAMES = {rating: rating.name.capitalize() for rating in Rating}
GAP = 1


class Tiles(Panel):
    """Hidden until a verdict waits for its rating."""

    ALLOW_SELECT = False
    judged: Judged | None = None

    class Rated(Message):
        """A tile was clicked."""

        def __init__(self, rating: Rating) -> None:
            super().__init__()
            self.rating = rating

    def show(self, judged: Judged) -> None:
        self.judged = judged
        self.display = True
        self.changed()

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.style)
        if row is not None:
            self.post_message(self.Rated(Rating(row)))

    def lines(self, width: int) -> list[Content]:
        judged = self.judged
        if judged is None:
            return []
        one_line = self.screen.has_class("-tiny")
        # New cards have the same intervals one after the other.
        key = (width, one_line, judged.suggested, judged.guess, *judged.intervals.items())
        return self.kept(key, lambda: self._row(judged, width, one_line))

    def _row(self, judged: Judged, width: int, one_line: bool) -> list[Content]:
        each, spare = divmod(width - GAP * 3, 4)
        widths = [each + (n < spare) for n in range(4)]
        tiles = [
            self._tile(rating, judged, wide, one_line)
            for rating, wide in zip(Rating, widths, strict=True)
        ]
        gap = Content(" " * GAP)
        return [gap.join(row) for row in zip(*tiles, strict=True)]

    def _tile(self, rating: Rating, judged: Judged, width: int, one_line: bool) -> list[Content]:
        suggested = rating is judged.suggested
        ink = self.ink("suggested" if suggested else "tile") + Style.from_meta({ROW: int(rating)})
        interval = judged.intervals.get(rating)
        when = interval_words(interval) if interval else ""
        if one_line:
            name = f"{rating:d} {NAMES[rating]}"
            return [_centred(name if width < 13 else f"{name} {when}", width, ink)]
        # NO_COLOR and ANSI themes have no tint to tell which one is suggested.
        cue = "› " if suggested and width >= len(NAMES[rating]) + 6 else ""
        name = f"{cue}{rating:d} {NAMES[rating]}"
        if judged.guess and rating is judged.suggested:
            if width >= len(name) + 10:
                name += " (a guess)"
            else:
                when = f"{when} guess"
        below = ink if suggested else ink + self.ink("tile-when")
        return [_centred(name, width, ink + Style(bold=True)), _centred(when, width, below)]


def _centred(text: str, width: int, ink: Style) -> Content:
    return Content(text[:width].center(width)).stylize_before(ink)
