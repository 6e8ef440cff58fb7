"""What is counted of all cards together, changed by what an event changes of it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping

from trainer.history.files import file_of
from trainer.history.fold import Standing
from trainer.history.standings import due_on, totals_of


class Sums:
    """What comes to the counts when cards' standings change: by what cards are, by the study day
    on which their review falls due, and of begun cards (by the card's number, for its file)."""

    def __init__(self) -> None:
        self.totals: dict[str, int] = {}
        self.load: dict[int, int] = {}
        self.begun: dict[int, int] = {}

    def change(self, card: int, old: Standing, new: Standing) -> None:
        """A card whose standing was `old` and is `new`."""
        if (before := totals_of(old)) != (after := totals_of(new)):
            for names, n in ((before, -1), (after, 1)):
                for name in names:
                    self.totals[name] = self.totals.get(name, 0) + n
            if step := bool(new.state.phase) - bool(old.state.phase):
                self.begun[card] = step
        if (was := due_on(old)) != (due := due_on(new)):
            for day, n in ((was, -1), (due, 1)):
                if day is not None:
                    self.load[day] = self.load.get(day, 0) + n

    def write(self, db: sqlite3.Connection) -> None:
        """Adds them to the tables."""
        add_totals(db, self.totals)
        _add_load(db, self.load)
        _add_begun(db, self.begun)


def add_totals(db: sqlite3.Connection, changes: Mapping[str, int]) -> None:
    """Adds to the counts by what cards and events are."""
    rows = [(name, n) for name, n in changes.items() if n]
    if rows:
        db.executemany(
            "INSERT INTO totals VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET n = n + excluded.n",
            rows,
        )
    if any(n < 0 for _, n in rows):
        db.execute("DELETE FROM totals WHERE n = 0")


def _add_load(db: sqlite3.Connection, changes: Mapping[int, int]) -> None:
    """Adds to the counts of cards by the study day on which their review falls due."""
    rows = [(day, n) for day, n in changes.items() if n]
    if rows:
        db.executemany(
            "INSERT INTO load VALUES(?, ?)"
            " ON CONFLICT DO UPDATE SET cards = cards + excluded.cards",
            rows,
        )
    gone = [(day,) for day, n in rows if n < 0]
    if gone:
        db.executemany("DELETE FROM load WHERE day = ? AND cards = 0", gone)


def _add_begun(db: sqlite3.Connection, changes: Mapping[int, int]) -> None:
    """Adds to the counts of begun cards by file; the changes are by the card's number."""
    if not changes:
        return
    rows = db.execute(
        "SELECT id, name FROM names WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(changes))],
    ).fetchall()
    files: Counter[str] = Counter()
    for card, name in rows:
        files[file_of(name)] += changes[card]
    db.executemany(
        "INSERT INTO begun VALUES(?, ?) ON CONFLICT DO UPDATE SET cards = cards + excluded.cards",
        [(file, n) for file, n in files.items() if n],
    )
    db.executemany(
        "DELETE FROM begun WHERE file = ? AND cards = 0",
        [(file,) for file, n in files.items() if n < 0],
    )
