"""How much of a deck was begun, from the counts that are kept by file."""

from __future__ import annotations

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.reading import Reading

FEW = 1000
"""A deck with so many cards is asked card by card: that costs less than its files' counts."""


def begun(bank: Bank, deck: Deck, history: Reading) -> int:
    """How many of a deck's cards were answered at least once. Of a large deck that holds whole
    files, counts kept by file say so."""
    if bank.count(deck) <= FEW:
        return len(history.states(card.key for card in bank.candidates(deck)))
    if deck.tags or deck.levels:
        return len(bank.find(history.begun(), deck))
    files = bank.census.files(deck.files)
    absent = history.files.absent(files)
    return history.files.begun(files) - len(history.states(absent))


def taken_up(bank: Bank, deck: Deck, history: Reading) -> int:
    """How many of a deck's cards don't come as new: begun, or suspended before that."""
    return begun(bank, deck, history) + len(bank.find(history.suspended(new=True), deck))
