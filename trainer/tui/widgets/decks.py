"""The decks to choose from, with what is due in each."""

from __future__ import annotations

from dataclasses import dataclass
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
COUNTDOWN = 14
"""Cells of `exam in 5 days`, for which a narrow list has no room."""
WITH_BAR = 64
"""Cells from which there is room to show how much of a deck is learned."""


class DeckList(Panel):
    """One row a deck; digits in columns under their names."""

    ALLOW_SELECT = False
    decks: tuple[DeckRow, ...] = ()
    cursor = 0

    @dataclass
    class Opened(Message):
        """A deck was clicked."""

        deck: DeckRow

    def show(self, decks: tuple[DeckRow, ...]) -> None:
        self.decks = decks
        # The first with something to do, so that enter is enough.
        waiting = [n for n, deck in enumerate(decks) if deck.due or deck.new]
        self.cursor = waiting[0] if waiting else 0
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
        rows = [tag([self._row(n, width)], n, width)[0] for n in range(len(self.decks))]
        return [head, *rows]

    def _tail(self, width: int) -> int:
        return 3 + BAR + 10

    def _row(self, n: int, width: int) -> Content:
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
        countdown = f"  {deck.countdown}" if deck.countdown and room > 2 * COUNTDOWN else ""
        title = plain(
            shorten(deck.title, room - len(countdown)), self.ink("strong" if here else "title-idle")
        ) + plain(countdown, self.ink("word-partly"))
        line = plain(" › " if here else "   ") + title
        line = line.pad_right(max(0, width - numbers.cell_length - line.cell_length)) + numbers
        return fill(line, width, self.ink("cursor")) if here else line
