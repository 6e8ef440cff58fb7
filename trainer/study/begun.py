"""How much of a deck was begun, from the counts that are kept by file."""

from __future__ import annotations

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.reading import Reading

FEW = 1000
"""Of so many cards that tags or levels choose, each is asked for; of more, each that was begun."""


def begun(bank: Bank, deck: Deck, history: Reading) -> int:
    """How many of a deck's cards were answered at least once. Of whole files, counts kept by file
    say so: to make a candidate of each card of a few hundred was a thirtieth of a start."""
    if deck.tags or deck.levels:
        if bank.count(deck) <= FEW:
            return len(history.states(card.key for card in bank.candidates(deck)))
        return len(bank.find(history.begun(), deck))
    files = bank.census.files(deck.files)
    absent = history.files.absent(files)
    return history.files.begun(files) - len(history.states(absent))


def taken_up(bank: Bank, deck: Deck, history: Reading) -> int:
    """How many of a deck's cards don't come as new: begun, or suspended before that."""
    return begun(bank, deck, history) + set_aside(bank, deck, history)


def set_aside(bank: Bank, deck: Deck, history: Reading) -> int:
    """How many of a deck's cards were suspended before they were ever answered."""
    return len(bank.find(history.suspended(new=True), deck))
