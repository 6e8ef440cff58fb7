"""Which file a note's question goes to: a deck is a file, decks below it are a folder's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from trainer.bank.medianames import is_reserved
from trainer.records import record
from trainer.wording.slug import slug

_PART = re.compile(r"\w[\w.-]*")
PER_FILE = 2_000
"""Questions in one file; more of a deck go on in `NAME-2.yaml`."""
_MOST_TEXT = 4 * 2**20


@record(frozen=True, slots=True)
class Home:
    """A question file: its name below `questions/`, its id and its title."""

    name: str
    file_id: str
    title: str

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    @property
    def media(self) -> str:
        """The folder for its pictures and sounds."""
        return f"{self.folder}/media" if self.folder else "media"


@dataclass(slots=True)
class Homes:
    """Gives decks their files. `below` is a folder under `questions/`, or ''."""

    below: str = ""
    _stems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)
    _texts: Counter[str] = field(default_factory=Counter)
    _homes: dict[tuple[str, int], Home] = field(default_factory=dict)

    def learn(self, decks: Iterable[str]) -> None:
        """Name the decks of a package, each by its levels; two of one name get a number."""
        taken: dict[tuple[str, ...], str] = {}
        self._homes.clear()
        for deck in sorted(decks):
            levels = deck.split("::")
            above = self._stems.get("::".join(levels[:-1]), ())
            name = base = _usable(slug(levels[-1], 60) or "deck", "deck", above or self.below)
            number = 1
            while taken.setdefault((*above, name), deck) != deck:
                number += 1
                name = f"{base}-{number}"
            self._stems[deck] = (*above, name)

    def top(self, deck: str) -> str:
        """The id of the deck file for a deck: that of its uppermost level."""
        return self._stems[deck][0]

    def next(self, deck: str, size: int) -> Home:
        """The file for one more note of a deck, of `size` characters."""
        self._counts[deck] += 1
        self._texts[deck] += size
        part = 1 + max((self._counts[deck] - 1) // PER_FILE, self._texts[deck] // _MOST_TEXT)
        if (deck, part) not in self._homes:
            self._homes[deck, part] = self._home(deck, part)
        return self._homes[deck, part]

    def _home(self, deck: str, part: int) -> Home:
        stem = (*(filter(None, self.below.split("/"))), *self._stems[deck])
        suffix = f"-{part}" if part > 1 else ""
        title = deck.rpartition("::")[2].strip() + (f" ({part})" if part > 1 else "")
        return Home(f"{'/'.join(stem)}{suffix}.yaml", f"{'-'.join(stem)}{suffix}", title)


def home_of(file_id: str, below: str = "") -> Home:
    """The file for questions that say by their ids which they are of, but not what it is called."""
    stem = _usable(slug(file_id, 80) or "questions", "questions", below)
    return Home(f"{below}/{stem}.yaml" if below else f"{stem}.yaml", file_id, "")


def _usable(stem: str, kind: str, below: object) -> str:
    """A name, with its kind behind it where no question file or folder can be called so."""
    refused = is_reserved(stem) or (not below and stem == "library")
    return f"{stem}-{kind}" if refused else stem


def is_question_file(name: str) -> bool:
    """Whether a name that a package gives a file is one that a question file may have."""
    stem, _, suffix = name.rpartition(".")
    parts = stem.split("/")
    return suffix == "yaml" and name != "library.yaml" and all(map(_PART.fullmatch, parts))
