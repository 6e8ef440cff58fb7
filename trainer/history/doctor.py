"""Looking a history over: what is damaged, what doesn't add up, and what to do about each."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from math import isclose
from pathlib import Path

from trainer.history.codec import checksum, event_id, from_row
from trainer.history.connection import check, connect, version
from trainer.history.derive import EVENTS, Derivation, events_stored
from trainer.history.errors import HistoryError
from trainer.history.event import NEVER
from trainer.history.intake import TOLERANCE_MS
from trainer.history.lag import lag
from trainer.history.schema import DERIVED, INDEXES, KEPT, TABLES
from trainer.history.seal import broken
from trainer.records import record

CLOSE = 1e-9
"""How much numbers of two machines may differ, by their part or their amount."""


class Severity(StrEnum):
    """Answers are lost or wrong; something should be mended; good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@record(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, and what to do. `code` is stable, for programs."""

    code: str
    severity: Severity
    message: str
    advice: str


RESTORE = "Put the newest good copy back with `trainer backup restore`."
REBUILD = "Make the states anew from the events with `trainer doctor --rebuild`."


def examine(path: Path, now_ms: int, keys: Collection[str] | None = None) -> list[Finding]:
    """Everything found wrong with the history at `path`, worst first; empty if it is sound.

    Reads only, and never fails for what the file holds: damage that breaks a check is that
    check's finding. `keys` are the library's cards, if histories without a question are asked
    for. Takes about as long as a rebuild.
    """
    findings: list[Finding] = []
    try:
        check(path)
        db = connect(path, read_only=True)
        try:
            version(db, path)
            findings += _permissions(path)
            for each in _checks(db, path, now_ms, keys):
                findings += _attempt(each)
        finally:
            db.close()
    except HistoryError as error:
        findings.append(Finding("unreadable", Severity.ERROR, str(error), RESTORE))
    return sorted(findings, key=lambda f: list(Severity).index(f.severity))


def _checks(
    db: sqlite3.Connection, path: Path, now_ms: int, keys: Collection[str] | None
) -> tuple[Callable[[], Iterator[Finding]], ...]:
    return (
        lambda: _integrity(db),
        lambda: _seal(db, path),
        lambda: _schema(db),
        lambda: _events(db),
        lambda: _gaps(db),
        lambda: _targets(db),
        lambda: _clock(db, now_ms),
        lambda: _replay(db),
        lambda: _without_question(db, keys),
    )


def _attempt(each: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(each())
    except Exception as error:
        # Whatever a damaged file makes fail, down to a KeyError, is what was to be found.
        message = f"A check broke off on damaged data ({type(error).__name__}: {error})."
        return [Finding("unreadable", Severity.ERROR, message, RESTORE)]


def _permissions(path: Path) -> Iterator[Finding]:
    if os.name == "posix" and (mode := path.stat().st_mode & 0o077):
        yield Finding(
            "permissions",
            Severity.WARNING,
            f"Others on this machine can use {path} (mode {mode:03o} beyond your own).",
            f"Run `chmod 600 {path}`.",
        )


def _integrity(db: sqlite3.Connection) -> Iterator[Finding]:
    for (message,) in db.execute("PRAGMA integrity_check(10)").fetchall():
        if message != "ok":
            yield Finding("integrity", Severity.ERROR, f"SQLite's check says: {message}.", RESTORE)


def _seal(db: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    if broken(path, events_stored(db)):
        yield Finding(
            "seal",
            Severity.WARNING,
            f"{path} is not what trainer left when it was last closed: it was damaged, or another "
            "program wrote to it. If nothing else is found, no answer is touched.",
            RESTORE,
        )


def _schema(db: sqlite3.Connection) -> Iterator[Finding]:
    found = {sql for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    if odd := found ^ {*KEPT, *DERIVED, *INDEXES}:
        yield Finding(
            "schema", Severity.ERROR, f"{len(odd)} table definitions aren't trainer's.", RESTORE
        )


def _events(db: sqlite3.Connection) -> Iterator[Finding]:
    devices = dict(db.execute("SELECT id, name FROM devices"))
    bad, broken = 0, 0
    for *row, crc in db.execute(EVENTS.replace(" FROM", ", e.crc FROM", 1)):
        try:
            bad += checksum(from_row(tuple(row), devices)) != crc
        except (ValueError, KeyError, TypeError):
            broken += 1
    if bad or broken:
        yield Finding(
            "checksum",
            Severity.ERROR,
            f"{bad + broken} events were altered since they were stored.",
            RESTORE,
        )


def _gaps(db: sqlite3.Connection) -> Iterator[Finding]:
    (name,) = db.execute("SELECT value FROM meta WHERE name = 'device'").fetchone()
    row = db.execute("SELECT id FROM devices WHERE name = ?", [name]).fetchone()
    if row is None:
        message = "The file doesn't know the device it belongs to."
        yield Finding("device", Severity.ERROR, message, RESTORE)
        return
    start = event_id(row[0], 0)
    count, last = db.execute(
        "SELECT count(*), max(id) FROM events WHERE id BETWEEN ? AND ?",
        [start, event_id(row[0] + 1, 0) - 1],
    ).fetchone()
    if count and last - start != count:
        yield Finding(
            "gap", Severity.ERROR, f"{last - start - count} of this device's events are missing.",
            RESTORE,
        )  # fmt: skip


def _targets(db: sqlite3.Connection) -> Iterator[Finding]:
    (count,) = db.execute(
        "SELECT count(*) FROM events e WHERE target IS NOT NULL"
        " AND NOT EXISTS(SELECT 1 FROM events t WHERE t.id = e.target)"
    ).fetchone()
    if count:
        yield Finding(
            "orphan",
            Severity.WARNING,
            f"{count:,} corrections are about answers that are not here.",
            "Nothing, if another device's events are still to come; sync with it.",
        )


def _clock(db: sqlite3.Connection, now_ms: int) -> Iterator[Finding]:
    horizon = now_ms + TOLERANCE_MS
    (latest, count) = db.execute(
        "SELECT max(at_ms), count(*) FROM events WHERE at_ms > ?", [horizon]
    ).fetchone()
    if count:
        until = datetime.fromtimestamp(latest / 1000, UTC)
        yield Finding(
            "clock",
            Severity.WARNING,
            f"{count:,} events are dated in the future, up to {until:%Y-%m-%d %H:%M} UTC; they are "
            "kept, and count when their time comes.",
            "Check this computer's clock, and those of the devices you sync with.",
        )


def _replay(db: sqlite3.Connection) -> Iterator[Finding]:
    # What was waiting when the file was last written waits in the replay too; what was still to be
    # taken in is no part of it.
    (first,) = db.execute("SELECT min(at_ms) FROM waiting").fetchone()
    db.execute("PRAGMA temp_store = MEMORY")
    last, end = lag(db)
    db.execute(
        "CREATE TEMP VIEW events AS"
        f" SELECT * FROM main.events WHERE NOT (id > {last} AND id < {end})"
    )
    for statement in DERIVED:
        db.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    Derivation(db).rebuild(NEVER if first is None else first - 1)
    for table in TABLES:
        differing = _differing(db, table)
        if differing:
            yield Finding(
                "replay",
                Severity.ERROR,
                f"{differing} rows of `{table}` are not what the events amount to.",
                REBUILD,
            )


def _differing(db: sqlite3.Connection, table: str) -> int:
    """How many rows of a derived table are not those made just now.

    Numbers may differ as much as those of two machines do: a history is carried from one to another
    with its states, and powers come out otherwise in their last digits there.
    """
    stored, made = (
        {
            tuple(value for value in row if type(value) is not float): [
                value for value in row if type(value) is float
            ]
            for row in db.execute(
                f"SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table}"
            )
        }
        for one, other in (("main", "temp"), ("temp", "main"))
    )
    same = sum(
        key in made
        and all(
            isclose(a, b, rel_tol=CLOSE, abs_tol=CLOSE)
            for a, b in zip(numbers, made[key], strict=True)
        )
        for key, numbers in stored.items()
    )
    return len(stored) + len(made) - 2 * same


def _without_question(db: sqlite3.Connection, keys: Collection[str] | None) -> Iterator[Finding]:
    if keys is None:
        return
    rows = db.execute("SELECT n.name FROM main.cards c JOIN names n ON n.id = c.card")
    gone = [key for (key,) in rows if key not in keys]
    if gone:
        some = ", ".join(sorted(gone)[:3]) + (", …" if len(gone) > 3 else "")
        these = "1 card has" if len(gone) == 1 else f"{len(gone):,} cards have"
        yield Finding(
            "no-question",
            Severity.NOTE,
            f"{these} a history but no question in this library: {some}",
            "Nothing, if they are in another library; their history is kept.",
        )
