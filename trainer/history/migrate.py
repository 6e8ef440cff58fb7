"""Bringing an older history to this version's schema: a step a version, all in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from trainer.history.connection import transaction, version
from trainer.history.schema import RELIABILITY

Step = Callable[[sqlite3.Connection], None]
"""Takes a schema one version up. It calls `execute` only: `executescript` commits what is open."""


RETENTION = """CREATE TABLE retention(
        day INTEGER NOT NULL,
        deck INTEGER NOT NULL,
        answers INTEGER NOT NULL,
        recalled INTEGER NOT NULL,
        predicted INTEGER NOT NULL,
        known INTEGER NOT NULL,
        PRIMARY KEY(day, deck)
    ) WITHOUT ROWID"""


def _sum_predictions(db: sqlite3.Connection) -> None:
    """To version 2: the predictions summed, for statistics that scan none of them."""
    db.execute(RELIABILITY)
    db.execute(RETENTION)
    sums = (
        "count(*), sum(p.known > 0.5), sum(CAST(p.recall * 1000000 AS INTEGER)),"
        " sum(CAST(p.known * 1000000 AS INTEGER))"
        " FROM predicted p JOIN events e ON e.id = p.event GROUP BY 1, 2"
    )
    db.execute(
        f"INSERT INTO reliability SELECT e.deck, min(19, CAST(p.recall * 20 AS INTEGER)), {sums}"
    )
    db.execute(f"INSERT INTO retention SELECT p.day, e.deck, {sums}")


def _join_days(db: sqlite3.Connection) -> None:
    """To version 3: a day's predictions in the row of its other sums, one to write, not two."""
    columns = ("foreseen", "foreseen_recalled", "predicted", "known")
    for name in columns:
        db.execute(f"ALTER TABLE days ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")
    db.execute(
        f"UPDATE days SET ({', '.join(columns)}) = (SELECT r.answers, r.recalled, r.predicted,"
        " r.known FROM retention r WHERE r.day = days.day AND r.deck = days.deck)"
        " WHERE (day, deck) IN (SELECT day, deck FROM retention)"
    )
    db.execute("DROP TABLE retention")


def _lag_behind(db: sqlite3.Connection) -> None:
    """To version 4: an event may be stored before what is derived from it. Nothing is behind in a
    file of version 3, and nothing has to be noted; but its trainer would never catch up."""


STEPS: tuple[Step, ...] = (_sum_predictions, _join_days, _lag_behind)
"""The step at index i takes version i + 1 to i + 2."""


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS) -> bool:
    """Brings the history to the newest version, whole or not at all; returns whether it was older.

    The caller has made a backup. Raises `NewerHistoryError`, `NotSavedError`, `DamagedError`.
    """
    newest = len(steps) + 1
    found = version(connection, path, newest)
    if found == newest:
        return False
    with transaction(connection, path):
        for step in steps[found - 1 :]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {newest}")
    return True
