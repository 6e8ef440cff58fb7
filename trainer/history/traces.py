"""What answers leave beside their card: counts of the day, times, and the calibration."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from trainer.history.codec import event_id, id_parts
from trainer.history.fold import Trace
from trainer.memory.calibration import Calibration

BINS, MILLION = 20, 1_000_000
"""Into how many parts the chance of recall is cut where predictions are summed, and in what parts
of one they are summed."""

KEYS = {"reliability": "deck = ? AND bin = ?", "retention": "day = ? AND deck = ?"}


def write_traces(
    db: sqlite3.Connection,
    devices: Mapping[str, int],
    number: Callable[[str], int],
    removed: Sequence[Trace],
    added: Sequence[Trace],
) -> None:
    """Takes `removed` out of the derived tables and puts `added` in.

    `devices` are the devices' numbers, `number` gives a deck's. The calibration is left to
    `observe` or `calibrate`.
    """
    for trace in removed:
        key = (trace.at_ms, event_id(devices[trace.event[0]], trace.event[1]))
        if trace.recall is not None:
            db.execute(
                "DELETE FROM predicted WHERE day = ? AND at_ms = ? AND event = ?",
                [trace.day, *key],
            )
        if trace.time_class:
            db.execute(
                "DELETE FROM times WHERE class = ? AND at_ms = ? AND event = ?",
                [trace.time_class, *key],
            )
    for trace in added:
        key = (trace.at_ms, event_id(devices[trace.event[0]], trace.event[1]))
        if trace.recall is not None:
            db.execute(
                "INSERT INTO predicted VALUES(?, ?, ?, ?, ?)",
                [trace.day, *key, trace.recall, trace.known],
            )
        if trace.time_class:
            db.execute(
                "INSERT INTO times VALUES(?, ?, ?, ?)", [trace.time_class, *key, trace.took_ms]
            )
    _write_days(db, number, removed, added)
    _write_predictions(db, number, removed, added)


def _write_days(
    db: sqlite3.Connection,
    number: Callable[[str], int],
    removed: Sequence[Trace],
    added: Sequence[Trace],
) -> None:
    sums: dict[tuple[int, int], list[int]] = {}
    for sign, traces in ((-1, removed), (1, added)):
        for t in traces:
            total = sums.setdefault((t.day, number(t.deck)), [0] * 5)
            for i, n in enumerate((1, t.right, t.took_ms, t.introduced, t.reviewed)):
                total[i] += sign * n
    for key, total in sums.items():
        db.execute(
            "INSERT INTO days VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " answers = answers + excluded.answers, recalled = recalled + excluded.recalled,"
            " took_ms = took_ms + excluded.took_ms,"
            " introduced = introduced + excluded.introduced,"
            " reviewed = reviewed + excluded.reviewed",
            [*key, *total],
        )
        if total[0] < 0:
            db.execute("DELETE FROM days WHERE day = ? AND deck = ? AND answers = 0", key)


def _write_predictions(
    db: sqlite3.Connection,
    number: Callable[[str], int],
    removed: Sequence[Trace],
    added: Sequence[Trace],
) -> None:
    """Sums the predictions by their height and by their day."""
    sums: dict[tuple[str, int, int], list[int]] = {}
    for sign, traces in ((-1, removed), (1, added)):
        for t in traces:
            if t.recall is None:
                continue
            deck = number(t.deck)
            one = (1, t.known > 0.5, int(t.recall * MILLION), int(t.known * MILLION))
            for key in (
                ("reliability", deck, min(BINS - 1, int(t.recall * BINS))),
                ("retention", t.day, deck),
            ):
                total = sums.setdefault(key, [0] * 4)
                for i, n in enumerate(one):
                    total[i] += sign * n
    for (table, first, second), counts in sums.items():
        db.execute(
            f"INSERT INTO {table} VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " answers = answers + excluded.answers, recalled = recalled + excluded.recalled,"
            " predicted = predicted + excluded.predicted, known = known + excluded.known",
            [first, second, *counts],
        )
        if counts[0] < 0:
            where = f"{KEYS[table]} AND answers = 0"
            db.execute(f"DELETE FROM {table} WHERE {where}", [first, second])


def last_prediction(db: sqlite3.Connection) -> tuple[int, int]:
    """The study day and the moment (UTC ms) of the latest prediction; (-1, -1) if there is none."""
    row = db.execute(
        "SELECT day, at_ms FROM predicted ORDER BY day DESC, at_ms DESC LIMIT 1"
    ).fetchone()
    return row or (-1, -1)


def calibration(db: sqlite3.Connection, day: int) -> Calibration:
    """The calibration in force on a study day: all earlier days are in it."""
    row = db.execute(
        "SELECT b, day, errors, answers FROM calibration WHERE day <= ? ORDER BY day DESC LIMIT 1",
        [day],
    ).fetchone()
    return (Calibration(*row) if row else Calibration()).closed(day)


def observe(db: sqlite3.Connection, trace: Trace) -> Calibration | None:
    """Adds to the calibration the prediction of an answer that is later than all before; returns
    what was stored for its day, for `unobserve`."""
    assert trace.recall is not None
    row = db.execute(
        "SELECT b, day, errors, answers FROM calibration WHERE day = ?", [trace.day]
    ).fetchone()
    closed = Calibration(*row) if row else None
    before = closed or calibration(db, trace.day)
    _write_calibration(db, before.observe(trace.day, trace.recall, trace.known))
    return closed


def unobserve(db: sqlite3.Connection, day: int, closed: Calibration | None) -> None:
    """Takes the latest prediction out of the calibration again."""
    if closed is None:
        db.execute("DELETE FROM calibration WHERE day = ?", [day])
    else:
        _write_calibration(db, closed)


def calibrate(db: sqlite3.Connection, devices: Mapping[int, str], first: int) -> None:
    """Works out the calibration anew from the first study day whose predictions changed, or on
    which a parameter set came into force."""
    db.execute("DELETE FROM calibration WHERE day >= ?", [first])
    rows = db.execute(
        "SELECT day, at_ms, event, recall, known FROM predicted WHERE day >= ?1"
        " UNION ALL SELECT day, at_ms, id, NULL, NULL FROM events WHERE day >= ?1"
        " AND card = (SELECT id FROM names WHERE name = '') AND what = 'parameters' ORDER BY 1",
        [first],
    )
    found = calibration(db, first)
    for day, group in groupby(rows.fetchall(), key=itemgetter(0)):
        # Sums of floats depend on their order, and the devices' numbers on that of arrival.
        for *_, recall, known in sorted(
            (at, devices[id_parts(e)[0]], e, r, k) for _, at, e, r, k in group
        ):
            found = found.restarted(day) if recall is None else found.observe(day, recall, known)
        _write_calibration(db, found)


def _write_calibration(db: sqlite3.Connection, found: Calibration) -> None:
    db.execute(
        "INSERT OR REPLACE INTO calibration VALUES(?, ?, ?, ?)",
        [found.day, found.b, found.errors, found.answers],
    )
