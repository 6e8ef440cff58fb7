"""Which deck a person means by an id, a folder or a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from trainer.bank.decks import Deck, deck_of
from trainer.bank.index import Index
from trainer.bank.library import SUFFIXES
from trainer.bank.shelf import Shelf
from trainer.errors import TrainerError


class NotFoundError(TrainerError):
    """There is no such deck, folder or file in this library."""


def no_question(name: str, meant: Iterable[str | None]) -> NotFoundError:
    """What to say of a question's id that no library has; `meant` is what each has instead."""
    near = next(filter(None, meant), None)
    help = f"did you mean `{near}`?" if near else "ids are FILE-ID/QUESTION-ID."
    return NotFoundError(f"there is no question `{name}` here; {help}")


def find_deck(index: Index, shelf: Shelf, name: str) -> Deck:
    """A deck by its id, or the questions of a folder or YAML file (a path from where paths are
    shown from, or a name below `questions/`). Raises NotFoundError."""
    for deck in shelf.decks:
        if deck.id == name:
            return deck
    path = Path(os.path.normpath((index.library.base or index.library.root) / name))
    for deck in shelf.decks:
        if deck.file and index.library.shown(path) == deck.file:
            return deck
    below = name.strip("/")
    if path.is_relative_to(index.library.questions):
        below = path.relative_to(index.library.questions).as_posix()
    if found := _of_files(index, shelf, below):
        return found
    raise NotFoundError(_missing(index, shelf, name, path))


def _of_files(index: Index, shelf: Shelf, below: str) -> Deck | None:
    if below == ".":
        return deck_of(index, "", list(index.files), [deck.id for deck in shelf.decks])
    for file in (below, *(below + suffix for suffix in SUFFIXES)):
        if file in index.files:
            return deck_of(index, file, [file])
    inside = [file for file in index.files if file.startswith(below + "/")]
    return deck_of(index, below + "/", inside) if inside else None


def _missing(index: Index, shelf: Shelf, name: str, path: Path) -> str:
    for diagnostic in index.left_out:
        if diagnostic.file == index.library.shown(path):
            return str(diagnostic)
    for diagnostic in shelf.diagnostics:
        if name in (diagnostic.file, Path(diagnostic.file).stem):
            return f"the deck `{name}` can't be read: {diagnostic}"
    if path.is_dir():
        return f"the folder {path} has no question files in it."
    if path.is_file() and not path.is_relative_to(index.library.questions):
        return f"{path} is no part of this library; its questions are in {index.library.questions}."
    from difflib import get_close_matches

    names = [*(deck.id for deck in shelf.decks), *index.files]
    near = get_close_matches(name, names, n=1)
    if near:
        return f"there is no deck `{name}`; did you mean `{near[0]}`?"
    known = ", ".join(f"`{deck.id}`" for deck in shelf.decks[:10]) or "none yet"
    return f"there is no deck `{name}` in {index.library.root}; its decks: {known}."
