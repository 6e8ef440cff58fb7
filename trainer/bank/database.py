"""The file behind an index: opened, or made anew if it is damaged, foreign or of another version.

It is a cache: whatever is wrong with it costs the reading of the question files, never an error.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

APPLICATION, VERSION = 0x74724958, 9
"""`application_id` ("trIX") and `user_version`; a change to the tables raises the version, and
one to what is told of files, which would go on being told as it was."""

BUSY_SECONDS = 10.0
"""How long to wait for another process that is writing the same index."""

READING, WRITING = 512, 16384
"""KiB of pages that a process keeps. While it writes, fewer would have the words of a large library
written out again and again. What it reads again is at hand in the system's cache, and a session
that stays open for an hour shouldn't hold what it saw once."""

HASH_BYTES = 8 * 2**20

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- A file keeps its number when it is read anew, and no other gets it afterwards: whoever knows it
-- by that finds what there is of it now, or nothing.
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,   -- below questions/, with forward slashes
    mtime_ns INTEGER NOT NULL,   -- -1: read it again whatever it says
    size INTEGER NOT NULL,
    hash BLOB NOT NULL,
    shared INTEGER NOT NULL,     -- by what the library.yaml is known that it was read with
    file_id TEXT NOT NULL,
    head TEXT NOT NULL,          -- JSON; what one question needs to be read without its file
    diagnostics TEXT NOT NULL,   -- JSON
    advice TEXT,                 -- JSON; NULL where nobody asked for any
    media TEXT NOT NULL,         -- JSON; pictures and sounds, each with its question's line
    cards INTEGER NOT NULL
);
CREATE INDEX files_by_id ON files (file_id);
CREATE INDEX files_mistaken ON files (id) WHERE diagnostics <> '[]';
CREATE TABLE notes (             -- small files whose reading is kept: library.yaml, decks
    name TEXT PRIMARY KEY, mtime_ns INTEGER NOT NULL, size INTEGER NOT NULL, value TEXT NOT NULL
) WITHOUT ROWID;
-- No number comes twice, because words of the text index outlive their item: it keeps no text, so
-- it can't take any out, and its leftovers must never meet another item under their number. (`meta`
-- counts them; AUTOINCREMENT would do so for each row, a fifth of storing it.)
CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL,
    position INTEGER NOT NULL,   -- from 0
    question TEXT NOT NULL,      -- file-id/question-id
    kind TEXT NOT NULL,
    facets TEXT NOT NULL,        -- one a line; a single card has the facet ''
    cards INTEGER NOT NULL,      -- 0 for a retired question
    topic TEXT NOT NULL,
    tags TEXT NOT NULL,          -- each between line ends
    level INTEGER,
    fact TEXT NOT NULL,
    after TEXT NOT NULL,         -- one a line
    was TEXT NOT NULL,           -- one a line
    graded TEXT NOT NULL,
    identity TEXT NOT NULL,      -- what a question without an id is known by
    start INTEGER NOT NULL,      -- bytes
    end INTEGER NOT NULL,
    line INTEGER NOT NULL        -- from 1
);
CREATE INDEX items_by_question ON items (question);
CREATE INDEX items_by_file ON items (file, position);
CREATE INDEX items_linked ON items (file) WHERE was <> '' OR after <> '';
-- Known words by their first letter, each between line ends.
CREATE TABLE words (
    letter TEXT, file INTEGER, words TEXT NOT NULL, PRIMARY KEY (letter, file)
) WITHOUT ROWID;
-- Files whose answers aren't among the known words yet, and files whose words `texts` doesn't have
-- yet: nobody typed an answer that isn't the right one, or searched, since they were read. Answers
-- are JSON. Words are put in up to the question at `position`, before which stand `bytes` of it.
CREATE TABLE unjudged (file INTEGER PRIMARY KEY, answers TEXT NOT NULL);
CREATE TABLE unsearched (
    file INTEGER PRIMARY KEY, position INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0
);
CREATE VIRTUAL TABLE texts USING fts5(
    text, content='', detail='none', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);
"""

_NEEDED = {"meta", "notes", "files", "items", "words", "unjudged", "unsearched", "texts"}


class UnusableError(Exception):
    """The cache folder can't hold an index now: read-only, full, or locked for too long."""


def index_path(folder: Path, questions: Path, only: str = "") -> Path:
    """The index's file for a folder of questions: a readable name made unique by its path."""
    whole = f"{questions.resolve()}\0{only}"
    # Two sums of 32 bits: hashlib loads OpenSSL, 5 ms, which no other part of a start needs.
    data = whole.encode(errors="surrogateescape")
    digest = f"{zlib.crc32(data):08x}{zlib.crc32(data[::-1]):08x}"
    name = re.sub(r"[^\w-]+", "-", questions.parent.name)[:40].strip("-") or "library"
    return folder / f"{name}-{digest}.db"


def indexed(folder: Path, questions: Path, only: str = "") -> bool:
    """Whether an index of these questions was ever written there."""
    return index_path(folder, questions, only).exists()


def connect(path: Path | None) -> sqlite3.Connection:
    """An index's database, with its tables; in memory where `path` is None.

    Raises UnusableError where the folder or the file can't be written.
    """
    if path is None:
        return _create(sqlite3.connect(":memory:", isolation_level=None))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(_DamagedError):
            return _open(path)
        # Another process may have made it anew meanwhile; whoever loses only loses a cache.
        remove(path)
        return _open(path)
    except (OSError, sqlite3.Error, _DamagedError) as error:
        raise UnusableError(str(error)) from error


@contextlib.contextmanager
def impatient(db: sqlite3.Connection) -> Iterator[None]:
    """Without waiting for another process that is writing: that is an sqlite3.OperationalError."""
    db.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        db.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def remove(path: Path) -> None:
    """Deletes an index; the next one to open it makes it anew. Raises OSError."""
    path.unlink(missing_ok=True)
    Path(f"{path}-journal").unlink(missing_ok=True)


class _DamagedError(Exception):
    """Whatever this file is, it is no index of ours."""


def damaged(error: sqlite3.Error) -> bool:
    """Whether the file's content is at fault, rather than a lock, a full disk or permissions."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        db.execute(f"PRAGMA cache_size = -{READING}")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        application = db.execute("PRAGMA application_id").fetchone()[0]
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return _create(db)
        if (application, version) != (APPLICATION, VERSION) or not tables >= _NEEDED:
            raise _DamagedError
    except BaseException as error:
        db.close()
        if isinstance(error, sqlite3.Error) and damaged(error):
            raise _DamagedError from error
        raise
    return db


def _create(db: sqlite3.Connection) -> sqlite3.Connection:
    db.execute("BEGIN IMMEDIATE")
    # Two processes may come here at once, and the second finds the first one's tables.
    if not db.execute("PRAGMA user_version").fetchone()[0]:
        for statement in TABLES.split(";\n"):
            db.execute(statement)
        # Bytes of words that wait in memory: fewer and longer runs to be merged afterwards.
        db.execute(f"INSERT INTO texts (texts, rank) VALUES ('hashsize', {HASH_BYTES})")
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")
    return db
