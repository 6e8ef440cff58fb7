"""An Anki collection's database → its notes, cards, note types, decks and answers; both schemas.

The database comes from a stranger: it is opened read-only, may bring no code (views, triggers,
computed columns), and is stopped when a query takes longer than its size can explain.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, Self

from trainer.anki.schemas import (
    ReadDeck,
    ReadPreset,
    ReadType,
    deck_of,
    decks_in,
    preset_of,
    presets_in,
    type_of,
    types_in,
)

_TABLES = (
    "col notes cards revlog graves decks notetypes fields templates deck_config config tags "
    "android_metadata sqlite_stat1 sqlite_stat4 sqlite_sequence"
)
_UPDATE_STUB = "Please update to the latest Anki version"
# Bytes 18 and 19 of the header say how the file is journalled; here there is no second file.
_ROLLBACK = b"\x01\x01"
_MAGIC = b"SQLite format 3\0"
_MOST_ROW = 2**24
_STEPS_EACH = 1000


class ReadCard(NamedTuple):
    """A card as it stands in a package. `deck` is its own where a filtered deck has borrowed it;
    `note` is its note's id."""

    id: int
    ordinal: int
    deck: int
    note: int


class ReadState(NamedTuple):
    """How a card is scheduled, which most packages don't say and few readers ask. `kind` 0 to 3 is
    new, learning, review, relearning; `queue` -1 is suspended; `due` is its own where a filtered
    deck has borrowed it."""

    card: int
    kind: int
    queue: int
    due: int


class ReadReview(NamedTuple):
    """A line of the review log: `id` is UTC milliseconds, `ease` 1 to 4 (0: not an answer),
    `interval` days, or seconds below 0; `kind` 0 to 5 is learning, review, relearning, filtered,
    manual, rescheduled."""

    id: int
    card: int
    ease: int
    interval: int
    factor: int
    took_ms: int
    kind: int


class ReadNote(NamedTuple):
    """A note as it stands in a package, its cards in the order of their numbers."""

    id: int
    guid: str
    note_type: int
    mod: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[ReadCard, ...]


_NO_CARD = (2**63,)
"""Behind the last card: no note has an id that high."""
_ORDINAL = attrgetter("ordinal")
# A row as a named tuple; its class and `_make` take three times as long.
_new = tuple.__new__


class Collection:
    """An open collection; a context manager.

    Raises sqlite3.Error, ValueError, KeyError, TypeError or AttributeError where it is damaged or
    holds what no collection does. `most_json` is the most bytes its texts in JSON may have.
    """

    def __init__(self, path: Path, most_json: int) -> None:
        size = _set_to_rollback(path)
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True)
        try:
            _distrust(self._db, size)
            row = self._db.execute("SELECT ver, crt, mod FROM col").fetchone()
            self.version, self.created, self.modified_ms = map(int, row)
            longest = "SELECT max(length(conf), length(models), length(decks), length(dconf))"
            if self._one(f"{longest} FROM col") > most_json:
                raise ValueError("its settings are too long")
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @cached_property
    def types(self) -> Mapping[int, ReadType]:
        if self.version >= 18:
            return types_in(self._db)
        return {int(key): type_of(model) for key, model in self._json("models").items()}

    @cached_property
    def decks(self) -> Mapping[int, ReadDeck]:
        if self.version >= 18:
            return decks_in(self._db)
        return {int(key): deck_of(deck) for key, deck in self._json("decks").items()}

    @cached_property
    def presets(self) -> Mapping[int, ReadPreset]:
        if self.version >= 18:
            return presets_in(self._db)
        return {int(key): preset_of(preset) for key, preset in self._json("dconf").items()}

    @cached_property
    def conf(self) -> Mapping[str, Any]:
        """Anki's settings of the whole collection, those that are here."""
        if self.version < 18:
            return self._json("conf")
        rows = self._db.execute("SELECT key, val FROM config")
        return {key: json.loads(value) for key, value in rows}

    def is_stub(self) -> bool:
        """Whether this is only Anki's note to old releases, beside the real collection."""
        rows = self._db.execute("SELECT flds FROM notes LIMIT 2").fetchall()
        return len(rows) == 1 and str(rows[0][0]).startswith(_UPDATE_STUB)

    def count(self) -> int:
        """How many notes there are."""
        return int(self._one("SELECT count(*) FROM notes"))

    def notes(self) -> Iterator[ReadNote]:
        """The notes in the order of their ids, one in memory at a time."""
        # An index gives the cards by their notes; to order a note's few here is cheaper than to
        # have SQLite sort them all.
        cards = self._db.execute(
            "SELECT id, ord, CASE WHEN odid THEN odid ELSE did END, nid FROM cards ORDER BY nid"
        )
        card = next(cards, _NO_CARD)
        for nid, guid, mid, mod, tags, fields in self._db.execute(
            "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
        ):
            while card[-1] < nid:
                card = next(cards, _NO_CARD)
            own: list[ReadCard] = []
            while card[-1] == nid:
                own.append(_new(ReadCard, card))
                card = next(cards, _NO_CARD)
            if len(own) > 1:
                own.sort(key=_ORDINAL)
            values = tuple(str(fields).split("\x1f"))
            row = nid, str(guid), mid, mod, values, tuple(str(tags).split()), tuple(own)
            yield _new(ReadNote, row)

    def states(self) -> Iterator[ReadState]:
        """How each card is scheduled, in no order."""
        rows = self._db.execute(
            "SELECT id, type, queue, CASE WHEN odid AND odue THEN odue ELSE due END FROM cards"
        )
        return map(ReadState._make, rows)

    def reviews(self) -> Iterator[tuple[int, list[ReadReview]]]:
        """The answers by card, each card's in the order of time."""
        rows = self._db.execute(
            "SELECT id, cid, ease, ivl, factor, time, type FROM revlog ORDER BY cid, id"
        )
        for card, own in groupby(map(ReadReview._make, rows), lambda review: review.card):
            yield card, list(own)

    def latest_ms(self) -> int:
        """When the package was last changed or a card last answered, in UTC milliseconds."""
        latest = self._one("SELECT max(id) FROM revlog")
        return max(self.modified_ms, int(latest or 0))

    def _one(self, query: str) -> Any:
        return self._db.execute(query).fetchone()[0]

    def _json(self, column: str) -> Mapping[str, Any]:
        found = json.loads(self._one(f"SELECT {column} FROM col"))
        if not isinstance(found, dict):
            raise ValueError(f"its {column} are no settings")
        return found


def _set_to_rollback(path: Path) -> int:
    """Make the file readable without its journal; returns its size in bytes."""
    with path.open("r+b") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ValueError("its collection isn't a database")
        file.seek(18)
        file.write(_ROLLBACK)
        return file.seek(0, 2)


def _distrust(connection: sqlite3.Connection, size: int) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_ROW)
    # No row is shorter than a few bytes, and none takes more than some dozen steps.
    steps = iter(range((200_000 + 4 * size) // _STEPS_EACH))
    connection.set_progress_handler(lambda: next(steps, None) is None, _STEPS_EACH)
    connection.create_collation("unicase", _unicase)
    tables = _TABLES.split(" ")
    schema = "SELECT type, name, rootpage FROM sqlite_schema"
    for kind, name, page in connection.execute(schema).fetchall():
        if kind not in ("table", "index") or (kind == "table" and name not in tables) or not page:
            raise ValueError(f"a {kind} called {name[:40]} doesn't belong there")
        if kind == "table":
            columns = connection.execute("SELECT hidden FROM pragma_table_xinfo(?)", [name])
            if any(hidden for (hidden,) in columns):
                raise ValueError(f"a column of {name} is computed")


def _unicase(a: str, b: str) -> int:
    """Anki's collation, without which its tables can't be read in their order."""
    one, other = a.casefold(), b.casefold()
    return (one > other) - (one < other)
