"""The decks to choose from, with what is due in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from trainer.tui.content import plain, shorten
from trainer.tui.widgets.panel import Panel, fill, tag

if TYPE_CHECKING:
    # Its module reads the bank, which can wait until the first paint is done.
    from trainer.study.home import DeckRow

COLUMN = 7
BAR = 12
WITH_BAR = 64
"""Cells from which there is room to show how much of a deck is learned."""


class DeckList(Panel):
    """One row a deck; digits in columns under their names."""

    ALLOW_SELECT = False
    decks: tuple[DeckRow, ...] = ()
    cursor = 0

    class Opened(Message):
        """A deck was clicked."""

        def __init__(self, deck: DeckRow) -> None:
            super().__init__()
            self.deck = deck

    def show(self, decks: tuple[DeckRow, ...]) -> None:
        chosen = self.decks[self.cursor].id if self.decks else None
        self.decks = decks
        # The first with something to do, so that enter is enough; shown again, the one before.
        waiting = [n for n, deck in enumerate(decks) if deck.due or deck.new]
        same = [n for n in waiting if decks[n].id == chosen]
        self.cursor = (same or waiting or [0])[0]
        self.changed()

    def move(self, by: int) -> None:
        if self.decks:
            self.cursor = (self.cursor + by) % len(self.decks)
            self.changed()

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.style)
        if row is not None:
            self.cursor = row
            self.changed()
            self.post_message(self.Opened(self.decks[row]))

    def lines(self, width: int) -> list[Content]:
        if not self.decks:
            return []
        names = "".join(f"{name:>{COLUMN}}" for name in ("due", "new"))
        names += "   learned".ljust(self._tail(width)) if width >= WITH_BAR else f"{'learned':>9}"
        head = plain("   Deck".ljust(width - len(names)) + names, self.ink("muted"))
        rows = [line for n in range(len(self.decks)) for line in tag(self._row(n, width), n, width)]
        return [head, *rows]

    def span(self) -> tuple[int, int]:
        """The lines of the deck under the cursor, for whoever keeps it in sight."""
        rows = [self.row_at(line.get_style_at_offset(0)) for line in self._fresh(self.size.width)]
        return rows.index(self.cursor), rows.index(self.cursor) + rows.count(self.cursor)

    def _tail(self, width: int) -> int:
        return 3 + BAR + 10

    def _row(self, n: int, width: int) -> list[Content]:
        deck, here = self.decks[n], n == self.cursor
        numbers = Content("").join(
            plain(f"{count or '·':>{COLUMN}}", self.ink(ink if count else "muted"))
            for count, ink in ((deck.due, "word-right"), (deck.new, "key"))
        )
        share = f"{deck.learned}/{deck.total}"
        if width >= WITH_BAR:
            filled = round(BAR * deck.learned / deck.total) if deck.total else 0
            filled = max(filled, 1) if deck.learned else 0
            bar = Content.assemble(
                ("━" * filled, self.ink("bar")), ("─" * (BAR - filled), self.ink("track"))
            )
            numbers += Content("   ") + bar + plain(f" {share:<9}", self.ink("muted"))
        else:
            numbers += plain(f"{share:>9}", self.ink("muted"))
        room = width - numbers.cell_length - 4
        title = plain(shorten(deck.title, room), self.ink("strong" if here else "title-idle"))
        countdown, below = plain(deck.countdown, self.ink("word-partly")), []
        if countdown and title.cell_length + 2 + countdown.cell_length <= room:
            title += Content("  ") + countdown
        elif countdown:
            below = [Content("   ") + countdown]
        line = plain(" › " if here else "   ") + title
        line = line.pad_right(max(0, width - numbers.cell_length - line.cell_length)) + numbers
        lines = [line, *below]
        return [fill(one, width, self.ink("cursor")) for one in lines] if here else lines
