"""The self-correction as it is kept: closed at the end of each day that has predictions."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from trainer.history.codec import id_parts
from trainer.history.fold import Trace
from trainer.memory.calibration import Calibration


def calibration(db: sqlite3.Connection, day: int) -> Calibration:
    """The calibration in force on a study day: all earlier days are in it."""
    row = db.execute(
        "SELECT b, day, errors, answers FROM calibration WHERE day <= ? ORDER BY day DESC LIMIT 1",
        [day],
    ).fetchone()
    return (Calibration(*row) if row else Calibration()).closed(day)


class Calibrating:
    """Writes the table of calibrations, and remembers its last row and when the latest prediction
    was made, so that an answer needn't ask for them. Nobody else writes while a store is open."""

    def __init__(self, db: sqlite3.Connection, devices: Mapping[int, str]) -> None:
        self._db, self._devices = db, devices
        self._last: tuple[int, int] | None = None
        self._newest: Calibration | None = None

    def last(self) -> tuple[int, int]:
        """The study day and the moment (UTC ms) of the latest prediction; (-1, -1) if there is
        none."""
        if self._last is None:
            row = self._db.execute(
                "SELECT day, at_ms FROM predicted ORDER BY day DESC, at_ms DESC LIMIT 1"
            ).fetchone()
            self._last = row or (-1, -1)
        return self._last

    def observe(self, trace: Trace) -> Calibration | None:
        """Adds the prediction of an answer that is later than all before; returns what was stored
        for its day, for `unobserve`."""
        assert trace.recall is not None
        day, newest = trace.day, self._newest_row()
        if newest.day is not None and newest.day > day:
            # A parameter set came into force on a later day.
            closed = self._row("day = ?", [day])
            before = closed or calibration(self._db, day)
            self._write(before.observe(day, trace.recall, trace.known))
        else:
            closed = newest if newest.day == day else None
            self._newest = newest.observe(day, trace.recall, trace.known)
            self._write(self._newest)
        self._last = day, trace.at_ms
        return closed

    def unobserve(self, day: int, closed: Calibration | None) -> None:
        """Takes the latest prediction out again."""
        self._forget()
        if closed is None:
            self._db.execute("DELETE FROM calibration WHERE day = ?", [day])
        else:
            self._write(closed)

    def work_out(self, first: int) -> None:
        """Works it out anew from the first study day whose predictions changed, or on which a
        parameter set came into force."""
        self._forget()
        self._db.execute("DELETE FROM calibration WHERE day >= ?", [first])
        rows = self._db.execute(
            "SELECT day, at_ms, event, recall, known FROM predicted WHERE day >= ?1"
            " UNION ALL SELECT day, at_ms, id, NULL, NULL FROM events WHERE day >= ?1"
            " AND card = (SELECT id FROM names WHERE name = '') AND what = 'parameters' ORDER BY 1",
            [first],
        )
        found = calibration(self._db, first)
        for day, group in groupby(rows.fetchall(), key=itemgetter(0)):
            # Sums of floats depend on their order, and the devices' numbers on that of arrival.
            for *_, recall, known in sorted(
                (at, self._devices[id_parts(e)[0]], e, r, k) for _, at, e, r, k in group
            ):
                if recall is None:
                    found = found.restarted(day)
                else:
                    found = found.observe(day, recall, known)
            self._write(found)

    def _forget(self) -> None:
        self._last = self._newest = None

    def _newest_row(self) -> Calibration:
        if self._newest is None:
            self._newest = self._row("TRUE ORDER BY day DESC LIMIT 1", []) or Calibration()
        return self._newest

    def _row(self, where: str, values: Sequence[object]) -> Calibration | None:
        query = f"SELECT b, day, errors, answers FROM calibration WHERE {where}"
        row = self._db.execute(query, values).fetchone()
        return Calibration(*row) if row else None

    def _write(self, found: Calibration) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO calibration VALUES(?, ?, ?, ?)",
            [found.day, found.b, found.errors, found.answers],
        )
