"""The decks to choose from, with what is due in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from trainer.tui.content import ends, hang, plain
from trainer.tui.widgets.gauge import gauge
from trainer.tui.widgets.panel import Panel, fill, tag

if TYPE_CHECKING:
    # Its module reads the bank, which can wait until the first paint is done.
    from trainer.study.home import DeckRow

COLUMN = 7
BAR = 12
TAIL = 3 + BAR + 10
WITH_LEARNED, WITH_BAR = 48, 64
"""Cells from which there is room for how much of a deck is learned, in numbers and as a bar."""


class DeckList(Panel):
    """One row a deck; digits in columns under their names."""

    ALLOW_SELECT = False
    # All rows but two are the same after a key: of a thousand decks they took 0.1 s to make.
    most_kept = 5000
    decks: tuple[DeckRow, ...] = ()
    cursor = 0

    class Opened(Message):
        """The deck under the cursor was clicked."""

    @property
    def deck(self) -> DeckRow:
        """The one under the cursor."""
        return self.decks[self.cursor]

    def show(self, decks: tuple[DeckRow, ...], at: str) -> None:
        """With the cursor on the deck that has the id `at`; where there is none, on the first with
        something to do, so that enter is enough."""
        self.decks = decks
        same = [n for n, deck in enumerate(decks) if deck.id == at]
        waiting = [n for n, deck in enumerate(decks) if deck.due or deck.new]
        self.cursor = (same or waiting or [0])[0]
        self._kept.clear()
        self.changed()

    def move(self, by: int) -> None:
        self.cursor = (self.cursor + by) % len(self.decks)
        self.changed()

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.style)
        if row is not None:
            self.cursor = row
            self.changed()
            self.post_message(self.Opened())

    def lines(self, width: int) -> list[Content]:
        if not self.decks:
            return []
        names = "".join(f"{name:>{self._column(width)}}" for name in ("due", "new"))
        if width >= WITH_BAR:
            names += "   learned".ljust(TAIL)
        elif width >= WITH_LEARNED:
            names += f"{'learned':>9}"
        head = plain("   Deck".ljust(width - len(names)) + names, self.ink("muted"))
        rows = [line for n in range(len(self.decks)) for line in self._kept_row(n, width)]
        return [head, *rows]

    def _kept_row(self, n: int, width: int) -> list[Content]:
        key = (n, n == self.cursor, width)
        return self.kept(key, lambda: tag(self._row(n, width), n, width))

    def _column(self, width: int) -> int:
        return COLUMN if width >= WITH_LEARNED else COLUMN - 1

    def _row(self, n: int, width: int) -> list[Content]:
        """A deck's whole title, as those of a library often differ only at their ends."""
        deck, here = self.decks[n], n == self.cursor
        numbers = self._numbers(deck, width)
        room = width - numbers.cell_length - 1
        mark = plain(" › " if here else "   ")
        title = plain(" ".join(deck.title.split()), self.ink("strong" if here else "title-idle"))
        lines = hang(mark, title, room)
        if deck.countdown:
            countdown = plain(deck.countdown, self.ink("word-partly"))
            if lines[-1].cell_length + 2 + countdown.cell_length <= room:
                lines[-1] += Content("  ") + countdown
            else:
                lines.append(Content("   ") + countdown)
        lines[0] = ends(lines[0], numbers, width)
        return [fill(line, width, self.ink("cursor")) for line in lines] if here else lines

    def _numbers(self, deck: DeckRow, width: int) -> Content:
        numbers = Content("").join(
            plain(f"{count or '·':>{self._column(width)}}", self.ink(ink if count else "muted"))
            for count, ink in ((deck.due, "word-right"), (deck.new, "key"))
        )
        learned = f"{deck.learned}/{deck.total}"
        if width >= WITH_BAR:
            bar = gauge(self, BAR, deck.learned / deck.total if deck.total else 0.0)
            return numbers + Content("   ") + bar + plain(f" {learned:<9}", self.ink("muted"))
        if width >= WITH_LEARNED:
            return numbers + plain(f"{learned:>9}", self.ink("muted"))
        return numbers
