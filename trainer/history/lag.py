"""How far the derived tables hold this device's events: the latest may be stored alone, before
what follows from it."""

from __future__ import annotations

import sqlite3

from trainer.history.codec import event_id, id_parts
from trainer.history.schema import PUT_NOTE

NOTE = "derived"
"""The name in `meta` of the last event that is in them. Without that note nothing is left out."""


def lag(db: sqlite3.Connection) -> tuple[int, int]:
    """Between which ids the events lie that the derived tables don't hold: beyond that of the last
    one they do, and before the next device's."""
    query = "SELECT CAST(value AS INTEGER) FROM meta WHERE name = ?"
    (last,) = db.execute(query, [NOTE]).fetchone() or (0,)
    return last, event_id(id_parts(last)[0] + 1, 0)


def note(db: sqlite3.Connection, last: int) -> None:
    """Notes, in the transaction that writes them, which event is the last one they hold."""
    db.execute(PUT_NOTE, [NOTE, str(last)])
