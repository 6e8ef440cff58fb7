"""Deck files and a library's file for what came from Anki, as an instructor would write them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from trainer.atomic import replacing
from trainer.language.deckfile import read_deck
from trainer.language.quoting import WIDTH, scalar, value
from trainer.wording.slug import slug

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def deck_text(id: str, title: str, description: str, names: Iterable[str]) -> str:
    """A deck over question files, by their names below `questions/`."""
    globs = ", ".join(scalar(glob, flow=True) for glob in _globs(names))
    lines = [_line("title", title or id), _line("id", id)]
    if description:
        lines.append(_line("description", description))
    return "\n".join([*lines, f"questions: [{globs}]", ""])


def _globs(names: Iterable[str]) -> list[str]:
    """A file as itself, and a folder once for all that is in it."""
    found: dict[str, None] = {}
    for name in names:
        folder, slash, _ = name.partition("/")
        found[f"{folder}/**/*.yaml" if slash else name] = None
    return list(found)


def own_deck_text(text: str, id: str) -> str:
    """The deck file that a package of ours brought, '' where it isn't sound."""
    deck, wrong = read_deck(text.encode(), f"{id}.yaml", id)
    sound = deck is not None and deck.id == id
    return text if sound and not any(one.severity == "error" for one in wrong) else ""


def library_text(id: str, title: str) -> str:
    return f"{_line('id', id)}\n{_line('title', title)}\n"


def new_library_id(title: str, seed: str) -> str:
    """A slug and six letters, drawn from what is imported: the same package gives the same id."""
    digest = hashlib.blake2b(seed.encode(), digest_size=6).digest()
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)
    return f"{slug(title, 20) or 'library'}-{letters}"


def write_new(text: str, path: Path) -> bool:
    """Write a file where there is none; whether there was none. Raises TrainerError."""
    if path.exists() or path.is_symlink():
        return False
    with replacing(path) as file:
        file.write(text.encode())
    return True


def _line(name: str, text: str) -> str:
    return f"{name}: {value(text, 0, WIDTH - len(name) - 2)}"
