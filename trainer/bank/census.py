"""What stands where, for whoever keeps something beside the questions: all keys are full ones."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from trainer.bank.index import Index
from trainer.bank.search import EACH


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

    def files(self, names: Iterable[str]) -> list[str]:
        """The keys of those files (names below `questions/`) that can be read."""
        files = self._index.files
        return [self._key(files[name].file_id) for name in names if name in files]

    def entries(self, keys: Iterable[str]) -> dict[str, Entry]:
        """Those of the question keys that are here, retired ones too."""
        prefix = f"{self._library}:"
        ids = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
        rows = self._index.ask(
            f"SELECT question, file, facets, graded, cards FROM items WHERE question IN {EACH}",
            [json.dumps(ids)],
        )
        usable = {file.number for file in self._index.files.values()}
        return {
            self._key(id): Entry(frozenset(facets.split("\n")), graded, not cards)
            for id, file, facets, graded, cards in rows
            if file in usable
        }

    def renamed(self) -> dict[str, str]:
        """Every former question key (`was`) with the key it has now."""
        rows = self._index.ask("SELECT question, was FROM items WHERE was <> ''")
        return {self._key(old): self._key(id) for id, was in rows for old in was.split("\n")}

    def _key(self, id: str) -> str:
        return f"{self._library}:{id}"
