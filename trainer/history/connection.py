"""Opening SQLite files as histories, and saying what SQLite's errors mean for a learner."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trainer.history.errors import (
    BusyError,
    DamagedError,
    DiskFullError,
    HistoryError,
    NewerHistoryError,
    NotAHistoryError,
    ReadOnlyError,
)
from trainer.history.schema import (
    APPLICATION_ID,
    COUNT_OTHERS,
    DERIVED,
    INDEXES,
    KEPT,
    PUT_NOTE,
    VERSION,
)

MAGIC = b"SQLite format 3\0"
BUSY_SECONDS = 5.0

_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns SQLite's and the system's errors about the history at `path` into `HistoryError`s."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in _FULL:
            raise DiskFullError(
                f"There is no room to write {path} ({error}). Free some space on that disk and "
                "try again; every answer before is safe."
            ) from error
        if code in _READ_ONLY:
            raise ReadOnlyError(
                f"{path} can't be written. Make it and its folder writable, choose another "
                "profile, or study with --no-save."
            ) from error
        if code in _BUSY:
            raise BusyError(
                f"Another program keeps {path} locked. Close it (a backup or a sync, perhaps) "
                "and try again."
            ) from error
        raise DamagedError(
            f"{path} is damaged ({error}). Run `trainer doctor` to see how far, and "
            "`trainer backup restore` to go back to a good copy."
        ) from error
    except PermissionError as error:
        raise ReadOnlyError(
            f"{error.filename or path} can't be used: {error.strerror}. Make it and its folder "
            "writable, choose another profile, or study with --no-save."
        ) from error
    except OSError as error:
        raise HistoryError(f"{error.filename or path}: {error.strerror}.") from error


def check(path: Path) -> None:
    """Raises `NotAHistoryError` unless the file at `path` is one of ours, by its first bytes.

    SQLite itself isn't asked: it would take an empty file for an empty database, and leave files
    of its own beside another program's.
    """
    if path.is_dir():
        raise NotAHistoryError(f"{path} is a folder, not a history. Choose another profile.")
    if not path.is_file():
        raise NotAHistoryError(f"there is no history yet at {path}; answer something first.")
    with told(path), path.open("rb") as file:
        head = file.read(100)
    if not head:
        raise NotAHistoryError(
            f"{path} is empty, so what it held is lost. Put a copy back with "
            "`trainer backup restore`, or move it away to begin a new history."
        )
    if head[:16] != MAGIC or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotAHistoryError(
            f"{path} is not a history of trainer, so it is left as it is. Move it away, choose "
            "another profile, or put a copy back with `trainer backup restore`."
        )


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection to an existing file, without implicit transactions.

    Where even reading needs a file beside it that can't be made (a read-only folder), the file is
    read as it stands. Raises `HistoryError`.
    """
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    with told(path):
        connection = _connect(uri)
        try:
            connection.execute("PRAGMA schema_version")
        except sqlite3.OperationalError:
            connection.close()
            if not read_only or path.with_name(path.name + "-wal").exists():
                raise
            connection = _connect(uri + "&immutable=1")
    return connection


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def make_durable(connection: sqlite3.Connection, path: Path) -> None:
    """Sets what a connection must have for an acknowledged transaction to outlive a power cut."""
    with told(path):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # On macOS fsync alone leaves it in the disk's cache; elsewhere this changes nothing.
        connection.execute("PRAGMA fullfsync = ON")


def version(connection: sqlite3.Connection, path: Path, newest: int = VERSION) -> int:
    """The schema's version. Raises `NewerHistoryError` beyond `newest`."""
    with told(path):
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > newest:
        raise NewerHistoryError(
            f"{path} was written by a newer trainer (its schema is {found}, this one knows "
            f"{newest}). Upgrade trainer to open it; nothing was changed."
        )
    return found


def create(path: Path) -> None:
    """Makes an empty history, mode 0600, whole or not at all; one made meanwhile is kept."""
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            connection = sqlite3.connect(new, isolation_level=None)
            try:
                _lay(connection)
            finally:
                connection.close()
            publish(new, path)
        finally:
            new.unlink(missing_ok=True)


def publish(new: Path, path: Path) -> None:
    """Gives a finished file its name unless that is taken, and makes the name last."""
    try:
        os.link(new, path)
    except FileExistsError:
        return
    except OSError:
        # FAT and some network folders know no links; there only the session lock guards the name.
        new.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder outlive a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_private(path: Path, text: str) -> None:
    """Writes a small file that only its owner can read."""
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def rename_device(connection: sqlite3.Connection) -> None:
    """Names this copy of the history: at random, so that no two copies ever share a name, and
    with it the ids of their events."""
    name = os.urandom(6).hex()
    connection.execute("INSERT INTO devices(name) VALUES(?)", [name])
    connection.execute(PUT_NOTE, ["device", name])
    connection.execute(COUNT_OTHERS)


def _lay(connection: sqlite3.Connection) -> None:
    # An answer changes a little of seven pages, and whole pages go to the disk: small ones take
    # a tenth off its time, and an empty history is 30 KB instead of 110.
    connection.execute("PRAGMA page_size = 1024")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("BEGIN IMMEDIATE")
    for statement in (*KEPT, *DERIVED, *INDEXES):
        connection.execute(statement)
    # Deck 0 is no deck, so that a deck's number is never null.
    connection.execute("INSERT INTO names VALUES(0, '')")
    rename_device(connection)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


@contextmanager
def transaction(
    connection: sqlite3.Connection, path: Path, *, durable: bool = True
) -> Iterator[None]:
    """One BEGIN IMMEDIATE transaction: all of it durable at the end, or none after an error.

    One that isn't `durable` costs no fsync: a power cut may take it back, but nothing before it.
    The next durable one makes it durable too.
    """
    with told(path):
        if not durable:
            connection.execute("PRAGMA synchronous = NORMAL")
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            if not durable:
                connection.execute("PRAGMA synchronous = FULL")
