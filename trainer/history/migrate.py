"""Bringing an older history to this version's schema: a step a version, all in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from trainer.history.connection import transaction, version

Step = Callable[[sqlite3.Connection], None]
"""Takes a schema one version up. It calls `execute` only: `executescript` commits what is open."""

STEPS: tuple[Step, ...] = ()
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
