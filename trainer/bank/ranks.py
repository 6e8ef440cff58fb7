"""The order of a deck's files, by their numbers in the index."""

from __future__ import annotations

import json
from collections.abc import Iterable

from trainer.bank.decks import Deck
from trainer.bank.index import Index
from trainer.bank.search import EACH

_Kept = tuple[object, dict[str, int]]
"""The names that were asked for, and their order."""


class Ranks:
    """Remembers the order of all files, and that of the deck which was asked about last: a session
    asks with every undo, and a library may have a thousand files."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._every: _Kept = ((), {})
        self._last: _Kept = ((), {})

    def of(self, deck: Deck | None, numbers: Iterable[int]) -> dict[int, int]:
        """The place of each of these files in a deck, or (None) among all, by its number; files
        that aren't there are left out."""
        order = self._order(deck)
        rows = self._index.ask(
            f"SELECT id, name FROM files WHERE id IN {EACH}", [json.dumps([*set(numbers)])]
        )
        return {number: order[name] for number, name in rows if name in order}

    def _order(self, deck: Deck | None) -> dict[str, int]:
        if deck is None:
            self._every = _kept(self._every, self._index.files)
            return self._every[1]
        self._last = _kept(self._last, deck.files)
        return self._last[1]


def _kept(before: _Kept, names: Iterable[str]) -> _Kept:
    if before[0] is names:
        return before
    return names, {name: rank for rank, name in enumerate(names)}
