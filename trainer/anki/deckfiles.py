"""Deck files for what came from Anki, as an instructor would write them."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.bank.receiving import headed
from trainer.language.deckfile import read_deck
from trainer.language.quoting import scalar


def deck_text(id: str, title: str, description: str, names: Iterable[str]) -> str:
    """A deck over question files, by their names below `questions/`."""
    globs = ", ".join(scalar(glob, flow=True) for glob in _globs(names))
    lines = [headed("title", title or id), headed("id", id)]
    if description:
        lines.append(headed("description", description))
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
