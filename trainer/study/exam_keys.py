"""The keys under which histories keep exams."""

from __future__ import annotations

from trainer.history.event import Event

EXAM = "exam:"
"""What the keys of exams begin with, in the place of a card's library."""


def deck_exams(deck_key: str) -> str:
    """The key under which the beginnings of a deck's exams are kept."""
    return f"{EXAM}{deck_key}"


def sitting_of(began: Event) -> str:
    """The key under which all further steps of an exam are kept."""
    return f"{began.card}#{began.device}-{began.seq}"
