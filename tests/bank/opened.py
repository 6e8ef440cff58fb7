"""A bank as a start opens it, and its database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.folders import Folder
from trainer.bank.bank import Bank
from trainer.bank.database import index_path

OpenBank = Callable[[], Bank]


def answers(bank: Bank) -> list[str]:
    keys = [candidate.key for deck in bank.decks() for candidate in bank.candidates(deck)]
    found = bank.questions(keys)
    return [found[key].body.answer for key in keys]  # type: ignore[union-attr]  # all are short


def database(folder: Folder) -> Path:
    return index_path(folder.cache, folder.library.questions)
