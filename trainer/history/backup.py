"""Copies of the history: made by SQLite's own backup, checked, thinned out with age, put back."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from trainer.history.background import folder, made_on_day_of
from trainer.history.connection import (
    check,
    connect,
    rename_device,
    sync_folder,
    told,
    version,
)
from trainer.history.errors import HistoryError, RestoreError
from trainer.history.lock import SessionLock
from trainer.history.seal import seal_path
from trainer.records import record

ALL_DAYS, DAILY, WEEKLY, MONTHLY = 2, 12, 10, 9
"""How long backups stay: all for two days, then one a day, a week and a month."""

_STAMP = "%Y-%m-%dT%H%M%S"
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6})Z-([a-z]+)\.db")


class Reason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    MIGRATION = "migration"
    IMPORT = "import"
    MERGE = "merge"
    FORGET = "forget"
    RESTORE = "restore"
    ASKED = "asked"


@record(frozen=True, slots=True)
class Backup:
    """One backup: its file, the moment (UTC) it was made, why, and its size in bytes."""

    path: Path
    at: datetime
    reason: str
    size: int


def backups(path: Path) -> list[Backup]:
    """The backups of the history at `path`, newest first."""
    found = []
    with told(path):
        place = folder(path)
        for file in place.iterdir() if place.is_dir() else ():
            if match := _NAME.fullmatch(file.name):
                # `strptime` asks for the names of months, which a start puts off.
                at = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
                found.append(Backup(file, at, match[2], file.stat().st_size))
    return sorted(found, key=lambda b: (b.at, b.path.name), reverse=True)


def make_backup(path: Path, now_ms: int, reason: Reason = Reason.ASKED) -> Backup:
    """Copies the history at `path`, which may be open, checks the copy and thins out old ones.

    The copy appears under its name only when it is whole. Raises `HistoryError`.
    """
    check(path)
    at = datetime.fromtimestamp(now_ms // 1000, UTC)
    target = folder(path) / f"{at.strftime(_STAMP)}Z-{reason}.db"
    with told(target):
        target.parent.mkdir(mode=0o700, exist_ok=True)
    with _beside(target) as new:
        _copy(path, new)
        _verify(new)
        with told(target):
            new.replace(target)
            sync_folder(target.parent)
    _thin(path, at)
    return Backup(target, at, reason, target.stat().st_size)


def daily(path: Path, now_ms: int) -> Backup | None:
    """The day's backup (UTC days), or None if one of today is there, whatever it was made for."""
    if made_on_day_of(path, now_ms):
        return None
    return make_backup(path, now_ms, Reason.DAILY)


def kept(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of the backups made at `times` stay: all of the last 2 days, then the newest of each
    of 12 days, 10 weeks and 9 months that have any."""
    ordered = sorted(times, reverse=True)
    recent = {t for t in ordered if t > now - timedelta(days=ALL_DAYS)}
    older = [t for t in ordered if t not in recent]
    for count, form in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        newest: dict[str, datetime] = {}
        for t in older:
            newest.setdefault(t.strftime(form), t)
        recent |= set(list(newest.values())[:count])
    return recent


def restore(path: Path, backup: Path, now_ms: int) -> Path | None:
    """Puts a backup in the place of the history at `path`, under a new device name.

    What was there is kept: as a backup if it is sound, else moved aside under the path that is
    returned. Raises `ProfileInUseError` while a session is open, and `RestoreError` for a backup
    that is missing or damaged; then nothing has changed.
    """
    if not backup.exists():
        raise RestoreError(f"{backup} doesn't exist; `trainer backup list` shows those there are.")
    try:
        _verify(backup)
    except HistoryError as error:
        raise RestoreError(
            f"{backup} can't be restored: {error} `trainer backup list` shows the others."
        ) from error
    with SessionLock(path) as lock, _beside(path) as new:
        lock.acquire(now_ms)
        _copy(backup, new)
        with told(new):
            connection = connect(new)
            try:
                rename_device(connection)
            finally:
                connection.close()
        aside = _set_aside(path, now_ms)
        with told(path):
            # A log left beside the old file would be played into the new one.
            for ending in ("-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            seal_path(path).unlink(missing_ok=True)
            new.replace(path)
            sync_folder(path.parent)
    return aside


def _set_aside(path: Path, now_ms: int) -> Path | None:
    if not path.exists():
        return None
    with suppress(HistoryError):
        make_backup(path, now_ms, Reason.RESTORE)
        return None
    stamp = datetime.fromtimestamp(now_ms // 1000, UTC).strftime(_STAMP)
    aside = path.with_name(f"{path.name}.damaged-{stamp}Z")
    with told(path):
        for ending in ("", "-wal"):
            source = path.with_name(path.name + ending)
            if source.exists():
                shutil.copy2(source, aside.with_name(aside.name + ending))
    return aside


def _copy(source: Path, target: Path) -> None:
    origin = connect(source, read_only=True)
    try:
        with told(target):
            copy = sqlite3.connect(target, isolation_level=None)
            try:
                origin.backup(copy)
                # One file, with no log beside it that could be lost or mixed up.
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
    finally:
        origin.close()


def _verify(path: Path) -> None:
    check(path)
    connection = connect(path, read_only=True)
    try:
        version(connection, path)
        with told(path):
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    finally:
        connection.close()
    if found != "ok":
        raise HistoryError(f"SQLite's check of {path} says: {found}.")


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new empty file, mode 0600, in the folder of `target`; gone at the end unless renamed."""
    new = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    with told(new):
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield new
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            new.with_name(new.name + ending).unlink(missing_ok=True)


def _thin(path: Path, now: datetime) -> None:
    found = backups(path)
    staying = kept((b.at for b in found), now)
    with told(path):
        for backup in found:
            if backup.at not in staying:
                backup.path.unlink()
