"""All decks of a library, put together once for each state of its files and deck files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.bank.decks import (
    Deck,
    deck_of,
    filled,
    folder_of,
    notes_of,
    with_files,
    within,
    written,
)
from trainer.bank.index import Index

if TYPE_CHECKING:
    from trainer.language.diagnostics import Diagnostic

SHELF = "shelf"
"""Under which the index notes for which state it keeps the decks, and the decks."""


class Shelf:
    """Decks in order: those of deck files by name, then one for each folder, or file of no folder,
    that none of them names. `diagnostics` say what is wrong with deck files, `taken` for which
    files of the index this holds.

    With a thousand files it takes 2 ms to find whose files are whose, and with `where:` as many as
    there are questions to count them; so it is kept in the index, where nothing is wrong.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self.taken = index.taken
        wrong: list[Diagnostic] = []
        notes = notes_of(index, wrong)
        # The decks follow from nothing else.
        self._state = json.dumps([index.state, *notes.values()])
        self._cards: list[int | None]
        former, _, kept = index.noted(SHELF).partition("\n")
        if index.state is not None and former == self._state:
            files, rest, self._cards = json.loads(kept)
            own = (deck for _, deck in written(index.library, notes, wrong))
            decks = map(with_files, own, files)
            self.decks = (*decks, *(Deck(id, title, files=tuple(own)) for id, title, own in rest))
        else:
            self.decks = _put_together(index, notes, wrong)
            # What a deck's `where:` leaves is counted when somebody asks.
            self._cards = [None if d.tags or d.levels else counted(index, d) for d in self.decks]
            self._keep(sound=not wrong)
        self.diagnostics = tuple(wrong)
        self._places = {_selection(deck): place for place, deck in enumerate(self.decks)}

    def cards(self, deck: Deck) -> int:
        """How many cards a deck has, retired ones left out."""
        place = self._places.get(_selection(deck))
        if place is None:
            return counted(self._index, deck)
        if self._cards[place] is None:
            # Whoever asks for one asks for all, and they are noted at once.
            for at, (one, cards) in enumerate(zip(self.decks, self._cards, strict=True)):
                self._cards[at] = counted(self._index, one) if cards is None else cards
            self._keep(sound=not self.diagnostics)
        return self._cards[place] or 0

    def _keep(self, *, sound: bool) -> None:
        if self._index.state is None or not sound:
            return
        files = [deck.files for deck in self.decks if deck.file]
        rest = [(deck.id, deck.title, deck.files) for deck in self.decks if not deck.file]
        kept = json.dumps([files, rest, self._cards])
        self._index.note_later(SHELF, f"{self._state}\n{kept}")


def _put_together(
    index: Index, notes: Mapping[Path, str], wrong: list[Diagnostic]
) -> tuple[Deck, ...]:
    decks = [filled(index, *one, wrong) for one in written(index.library, notes, wrong)]
    named = {name for deck in decks for name in deck.files}
    taken = {deck.id for deck in decks}
    folders: dict[str, list[str]] = {}
    for name in index.files:
        if name not in named:
            folders.setdefault(folder_of(name), []).append(name)
    return *decks, *(deck_of(index, folder, files, taken) for folder, files in folders.items())


def counted(index: Index, deck: Deck) -> int:
    """How many cards a deck has, retired ones left out: a look at its files, or, where its `where:`
    chooses among their questions, at all of those."""
    if not (deck.tags or deck.levels):
        return sum(index.files[name].cards for name in deck.files if name in index.files)
    where = within(index, deck)
    rows = index.ask(f"SELECT sum(cards) FROM items WHERE {where.sql}", where.values)
    return int(rows[0][0] or 0)


def _selection(deck: Deck) -> tuple[Sequence[str], Sequence[str], object]:
    """What decides on a deck's cards."""
    return deck.files, deck.tags, deck.levels
