"""How much of a deck was begun, from the counts that are kept by file."""

from __future__ import annotations

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.reading import Reading
from trainer.study.identity import followed


class Begun:
    """The files of a library that have cards which were answered, asked for once for all of its
    decks: they are as many as a learner got to, where a library has a thousand."""

    def __init__(self, bank: Bank, history: Reading) -> None:
        self._bank, self._history = bank, history
        self._counts = history.files.begun(bank.id)
        here = bank.census.files(self._counts)
        self._keys = {name: key for key, name, _ in here}
        self._cards = {name: cards for _, name, cards in here}

    def of(self, deck: Deck) -> int:
        """How many of a deck's cards were answered at least once. Of whole files, counts kept by
        file say so: to make a candidate of each card of a few hundred was a thirtieth of a start.
        """
        names = self._keys.keys() & deck.files
        if deck.tags or deck.levels:
            return len(self._history.answered(self._bank.census.cards(deck, names)))
        counts = [self._counts[self._keys[name]] for name in names]
        absent = [key for one in counts for key in one.absent]
        return sum(one.cards for one in counts) - len(self._history.answered(absent))

    def wholly(self, deck: Deck) -> frozenset[str]:
        """Those of a deck's files that have no new card left. None as long as the history has yet
        to follow what was changed in the library, or where another has no id either: then its
        counts may be of other cards."""
        if not followed([self._bank], self._history):
            return frozenset()
        counts = {name: self._counts[self._keys[name]] for name in self._keys.keys() & deck.files}
        return frozenset(name for name, one in counts.items() if one == (self._cards[name], ()))


def begun(bank: Bank, deck: Deck, history: Reading) -> int:
    """How many of a deck's cards were answered at least once."""
    return Begun(bank, history).of(deck)


def taken_up(bank: Bank, deck: Deck, history: Reading) -> int:
    """How many of a deck's cards don't come as new: begun, or suspended before that."""
    return begun(bank, deck, history) + set_aside(bank, deck, history)


def set_aside(bank: Bank, deck: Deck, history: Reading) -> int:
    """How many of a deck's cards were suspended before they were ever answered."""
    return len(bank.find(history.suspended(new=True), deck))
