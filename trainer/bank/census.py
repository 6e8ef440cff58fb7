"""What stands where, for whoever keeps something beside the questions: all keys are full ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from trainer.bank.candidates import ROWS, Row, candidates_of
from trainer.bank.decks import Deck, chosen
from trainer.bank.files import by_number
from trainer.bank.index import Index
from trainer.bank.search import EACH, Condition, all_of
from trainer.bank.stamps import digest_of

CONTENTS = "contents"
"""Under which the index notes what `Census.contents` gives, behind the state."""


def known_by(hashes: Mapping[str, str]) -> str:
    """By what the contents of these files together are known."""
    return digest_of(json.dumps(sorted(hashes.items())).encode()).hex()


class Entry(NamedTuple):
    """A question as far as its identity goes; `retired` ones are still there, but not asked."""

    facets: frozenset[str]
    graded: str
    retired: bool


class Census:
    """The questions of one library by key. Costs what is asked for, never the whole bank."""

    def __init__(self, index: Index, library: str) -> None:
        self._index = index
        self._library = library

    def hashes(self) -> dict[str, str]:
        """Each file's key (`library:file-id`) with a hash of its content."""
        names = self._index.files
        rows = self._index.ask("SELECT name, hash FROM files")
        return {self._key(names[name].file_id): h.hex() for name, h in rows if name in names}

    def contents(self) -> str:
        """By what the contents of all files together are known, see `known_by`; "" where not all
        is well with each. Worked out once for a state of the index."""
        state, _, known = self._index.noted(CONTENTS).partition(" ")
        if self._index.state is None:
            return ""
        if state != str(self._index.state):
            known = known_by(self.hashes())
            self._index.note_later(CONTENTS, f"{self._index.state} {known}")
        return known

    def files(self, keys: Iterable[str]) -> list[tuple[str, str, int]]:
        """Those of the files' keys that are here, each with its file's name below `questions/` and
        how many cards that has, retired ones left out."""
        ids = [key.removeprefix(f"{self._library}:") for key in keys]
        query = f"SELECT file_id, name, cards FROM files WHERE file_id IN {EACH}"
        rows = self._index.ask(query, [json.dumps(ids)])
        return [(self._key(id), name, cards) for id, name, cards in rows]

    def cards(self, deck: Deck, names: Iterable[str]) -> list[str]:
        """The keys of those of a deck's cards that stand in these of its files, retired ones left
        out."""
        of_files = Condition(
            f"file IN (SELECT id FROM files WHERE name IN {EACH})", (json.dumps([*names]),)
        )
        where = all_of([of_files, Condition("cards > 0"), chosen(deck)])
        rows = self._index.ask(f"{ROWS} WHERE {where.sql}", where.values)
        return [c.key for row in rows for c in candidates_of(self._library, Row._make(row), 0)]

    def entries(self, keys: Iterable[str]) -> dict[str, Entry]:
        """Those of the question keys that are here, retired ones too."""
        prefix = f"{self._library}:"
        ids = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
        rows = self._index.ask(
            f"SELECT question, file, facets, graded, cards FROM items WHERE question IN {EACH}",
            [json.dumps(ids)],
        )
        usable = by_number(self._index.files)
        return {
            self._key(id): Entry(frozenset(facets.split("\n")), graded, not cards)
            for id, file, facets, graded, cards in rows
            if file in usable
        }

    def renamed(self) -> dict[str, str]:
        """Every former question key (`was`) with the key it has now."""
        usable = by_number(self._index.files)
        rows = self._index.ask("SELECT file, question, was FROM items WHERE was <> ''")
        return {
            self._key(old): self._key(id)
            for file, id, was in rows
            if file in usable
            for old in was.split("\n")
        }

    def _key(self, id: str) -> str:
        return f"{self._library}:{id}"
