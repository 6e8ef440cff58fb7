"""What a history holds of each question file, and for which content of it that is settled."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from trainer.history.codec import Row
from trainer.history.event import What


class Held(NamedTuple):
    """A card with a history: the fingerprint of its latest answer, whether its answer is marked
    as changed since, and whether it was answered at all (a flag is a history too)."""

    fingerprint: str
    changed: bool
    begun: bool


class Settled(NamedTuple):
    """For which content (`hash`) of a question file every history has found its card; `absent`
    are the file's cards with a history that are not asked: gone, or retired."""

    hash: str
    absent: tuple[str, ...] = ()


class Begun(NamedTuple):
    """How many cards of a question file were answered at least once; of these, `absent` are not
    asked: gone, or retired."""

    cards: int
    absent: tuple[str, ...] = ()


UNSETTLED = Settled("")
"""A file whose histories have grown from elsewhere since its content was looked at."""


def question_of(key: str) -> str:
    """The key of a card's question."""
    return key.partition("#")[0]


def file_of(key: str) -> str:
    """The key (`library:file-id`) of the file that a card's question stands in."""
    return question_of(key).rpartition("/")[0]


class Files:
    """A history by question files, whose keys are `library:file-id`."""

    def __init__(self, rows: Callable[[str, Sequence[object]], list[Row]]) -> None:
        self._rows = rows

    def held(self, file: str) -> dict[str, Held]:
        """The file's cards with a history of their own."""
        rows = self._rows(
            "SELECT n.name, c.fingerprint, c.changed, c.phase > 0 FROM names n"
            f" JOIN cards c ON c.card = n.id WHERE {_WITHIN}",
            _bounds(file),
        )
        return {name: Held(seen, bool(changed), bool(begun)) for name, seen, changed, begun in rows}

    def handed_over(self, file: str) -> dict[str, str]:
        """The file's cards whose history another card has taken over, each with that card."""
        return dict(
            self._rows(
                "SELECT n.name, r.name FROM names n JOIN adopted a ON a.card = n.id"
                f" JOIN names r ON r.id = a.root WHERE {_WITHIN}",
                _bounds(file),
            )
        )

    def texts(self, keys: Iterable[str]) -> dict[str, str]:
        """The text (`fingerprint.likened`) with which each card was last seen, where known."""
        found: dict[str, str] = {}
        for key in keys:
            rows = self._rows(
                "WITH this AS (SELECT id FROM names WHERE name = ?)"
                " SELECT data FROM events WHERE (card = (SELECT id FROM this) OR card IN"
                " (SELECT card FROM adopted WHERE root = (SELECT id FROM this)))"
                " AND what = ? AND data <> '' ORDER BY at_ms DESC LIMIT 1",
                [key, What.ANSWER],
            )
            found.update((key, text) for (text,) in rows)
        return found

    def begun(self, library: str) -> dict[str, Begun]:
        """The library's files of which cards were answered: as many as a learner got to, however
        many the library has."""
        rows = self._rows(
            "SELECT b.file, b.cards, s.absent"
            " FROM begun b LEFT JOIN settled s ON s.file = b.file"
            f" WHERE {_OF_LIBRARY.format('b.file')} AND b.cards > 0",
            _library(library),
        )
        return {file: Begun(cards, _keys(absent)) for file, cards, absent in rows}

    def settled(self, files: Iterable[str]) -> dict[str, Settled]:
        """What was settled of those of the files that ever were."""
        rows = self._rows(f"SELECT * FROM settled WHERE file IN {_EACH}", [json.dumps([*files])])
        return {file: Settled(hash, _keys(absent)) for file, hash, absent in rows}

    def wholly_settled(self, library: str) -> str:
        """For which contents of all of a library's files together every history has found its
        card, as `Store.settle` was told; "" where that is to be looked into file by file."""
        rows = self._rows("SELECT value FROM meta WHERE name = ?", [f"{WHOLE}{library}"])
        return str(rows[0][0]) if rows else ""

    def unsettled(self, library: str) -> frozenset[str]:
        """The library's files whose histories have grown from elsewhere, in the library or not."""
        rows = self._rows(
            f"SELECT file FROM settled WHERE hash = '' AND {_OF_LIBRARY.format('file')}",
            _library(library),
        )
        return frozenset(file for (file,) in rows)

    def any(self) -> bool:
        """Whether any card has a history."""
        return bool(self._rows("SELECT 1 FROM cards LIMIT 1", []))


WHOLE = "settled "
"""How the names begin under which the history's `meta` notes what `Files.wholly_settled` gives."""


def unsettle(db: sqlite3.Connection, cards: Iterable[str]) -> None:
    """Has the files of these cards, whose histories have grown from elsewhere, looked into."""
    rows = settled_rows({file_of(card): UNSETTLED for card in cards})
    if rows:
        db.executemany(PUT_SETTLED, rows)
        db.execute("DELETE FROM meta WHERE substr(name, 1, ?) = ?", [len(WHOLE), WHOLE])


PUT_SETTLED = "INSERT OR REPLACE INTO settled VALUES(?, ?, ?)"


def settled_rows(files: Mapping[str, Settled]) -> list[Row]:
    """What is settled as rows of the table."""
    return [(file, s.hash, json.dumps(s.absent)) for file, s in files.items()]


_EACH = "(SELECT value FROM json_each(?))"
_WITHIN = "n.name >= ? AND n.name < ?"
_OF_LIBRARY = "{0} >= ? AND {0} < ?"


def _keys(absent: str | None) -> tuple[str, ...]:
    # Nearly always there are none, and there may be a thousand files.
    return tuple(json.loads(absent)) if absent and absent != "[]" else ()


def _library(id: str) -> list[object]:
    """The keys of a library's files: `;` comes right after `:`."""
    return [f"{id}:", f"{id};"]


def _bounds(file: str) -> list[object]:
    """The keys of a file's cards: `0` comes right after `/`."""
    return [f"{file}/", f"{file}0"]
