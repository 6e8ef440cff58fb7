"""The order of a deck's files, by their numbers in the index."""

from __future__ import annotations

from trainer.bank.decks import Deck
from trainer.bank.files import File
from trainer.bank.index import Index

_Kept = tuple[dict[str, File], tuple[str, ...] | None, dict[int, int]]
"""The files there were, the names that were asked for, and what was found."""


class Ranks:
    """Remembers those of all files, and of the deck that was asked about last: a session asks with
    every undo, and a library may have a thousand files."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._every: _Kept = ({}, None, {})
        self._last: _Kept = ({}, None, {})

    def of(self, deck: Deck | None) -> dict[int, int]:
        """The place of each file of a deck, or (None) of all, by its number."""
        if deck is None:
            self._every = self._kept(self._every, None)
            return self._every[2]
        self._last = self._kept(self._last, deck.files)
        return self._last[2]

    def _kept(self, before: _Kept, names: tuple[str, ...] | None) -> _Kept:
        files = self._index.files
        if before[0] is files and before[1] is names:
            return before
        every = enumerate(files if names is None else names)
        return files, names, {files[name].number: rank for rank, name in every if name in files}
