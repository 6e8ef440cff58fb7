"""What answers leave beside their card: counts of the day, times, and predictions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence

from trainer.history.codec import event_id
from trainer.history.fold import Trace

BINS, MILLION = 20, 1_000_000
"""Into how many parts the chance of recall is cut where predictions are summed, and in what parts
of one they are summed."""

DAY = (
    *("answers", "recalled", "took_ms", "introduced", "reviewed"),
    *("foreseen", "foreseen_recalled", "predicted", "known"),
)
BIN = ("answers", "recalled", "predicted", "known")


def _adding(table: str, key: Sequence[str], sums: Sequence[str]) -> str:
    """The statement that adds to the sums of a row, or begins it."""
    added = ", ".join(f"{name} = {name} + excluded.{name}" for name in sums)
    return (
        f"INSERT INTO {table} VALUES({', '.join('?' * (len(key) + len(sums)))})"
        f" ON CONFLICT DO UPDATE SET {added}"
    )


ADD_DAY = _adding("days", ("day", "deck"), DAY)
ADD_BIN = _adding("reliability", ("deck", "bin"), BIN)

Sums = dict[tuple[int, int], list[int]]


def write_traces(
    db: sqlite3.Connection,
    devices: Mapping[str, int],
    deck: Callable[[str], int],
    removed: Sequence[Trace],
    added: Sequence[Trace],
) -> None:
    """Takes `removed` out of the derived tables and puts `added` in.

    `devices` are the devices' numbers, `deck` gives a deck's. The calibration is left to
    `calibrating`.
    """
    if removed:
        gone = [(t, event_id(devices[t.event[0]], t.event[1])) for t in removed]
        db.executemany(
            "DELETE FROM predicted WHERE day = ? AND at_ms = ? AND event = ?",
            [(t.day, t.at_ms, number) for t, number in gone if t.recall is not None],
        )
        db.executemany(
            "DELETE FROM times WHERE class = ? AND at_ms = ? AND event = ?",
            [(t.time_class, t.at_ms, number) for t, number in gone if t.time_class],
        )
    come = [(t, event_id(devices[t.event[0]], t.event[1])) for t in added]
    predicted = [
        (t.day, t.at_ms, number, t.recall, t.known) for t, number in come if t.recall is not None
    ]
    if predicted:
        db.executemany("INSERT INTO predicted VALUES(?, ?, ?, ?, ?)", predicted)
    times = [(t.time_class, t.at_ms, number, t.took_ms) for t, number in come if t.time_class]
    if times:
        db.executemany("INSERT INTO times VALUES(?, ?, ?, ?)", times)
    days: Sums = {}
    bins: Sums = {}
    for trace in removed:
        _sum(trace, deck(trace.deck), -1, days, bins)
    for trace in added:
        _sum(trace, deck(trace.deck), 1, days, bins)
    _add(db, ADD_DAY, days, "DELETE FROM days WHERE day = ? AND deck = ? AND answers = 0")
    _add(db, ADD_BIN, bins, "DELETE FROM reliability WHERE deck = ? AND bin = ? AND answers = 0")


def _sum(t: Trace, deck: int, sign: int, days: Sums, bins: Sums) -> None:
    """Adds one answer to what is to be added to its day and, if it was foreseen, to its bin."""
    total = days.get((t.day, deck)) or days.setdefault((t.day, deck), [0] * len(DAY))
    total[0] += sign
    total[1] += sign * t.right
    total[2] += sign * t.took_ms
    total[3] += sign * t.introduced
    total[4] += sign * t.reviewed
    if t.recall is None:
        return
    known, predicted, worth = t.known > 0.5, int(t.recall * MILLION), int(t.known * MILLION)
    total[5] += sign
    total[6] += sign * known
    total[7] += sign * predicted
    total[8] += sign * worth
    bin = (deck, min(BINS - 1, int(t.recall * BINS)))
    total = bins.get(bin) or bins.setdefault(bin, [0] * len(BIN))
    total[0] += sign
    total[1] += sign * known
    total[2] += sign * predicted
    total[3] += sign * worth


def _add(db: sqlite3.Connection, add: str, sums: Sums, drop: str) -> None:
    if sums:
        db.executemany(add, [(*key, *found) for key, found in sums.items()])
    if gone := [key for key, found in sums.items() if found[0] < 0]:
        db.executemany(drop, gone)
