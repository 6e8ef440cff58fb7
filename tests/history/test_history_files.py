"""Which files are opened, how they are made, and what is said about the others."""

import os
import sqlite3
from pathlib import Path

import pytest

from tests.history.conftest import DAY_MS, MONDAY, Learner
from trainer.clock import Clock
from trainer.history.connection import connect
from trainer.history.errors import (
    DamagedError,
    HistoryError,
    NewerHistoryError,
    NotAHistoryError,
    NotSavedError,
    ProfileInUseError,
    ReadOnlyError,
)
from trainer.history.migrate import STEPS, migrate
from trainer.history.schema import VERSION
from trainer.history.store import Store
from trainer.history.summaries import foreseen

CLOCK = Clock(source=lambda: MONDAY)


def test_a_new_history_is_the_owners_alone(learner, path):
    learner.answers()
    for file in path.parent.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file
    assert path.parent.stat().st_mode & 0o077 == 0


def test_answers_are_made_durable(learner):
    pragma = {
        name: learner.store._db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "application_id", "user_version")
    }
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,
        "application_id": 0x74726E72,
        "user_version": VERSION,
    }


def test_a_closed_history_is_one_file(learner, path):
    learner.answers()
    learner.store.close()
    assert {file.name for file in path.parent.iterdir()} <= {
        "history.db",
        "history.db.seal",
        "history.db.lock",
    }


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"some notes of mine", "is not a history"),
        (b"SQLite format 3\0" + b"\0" * 84, "is not a history"),
    ],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_foreign_file_is_refused_and_left_as_it_is(path, content, says, read_only):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(NotAHistoryError, match=says):
        Store.open(path, clock=CLOCK, read_only=read_only)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(path):
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bookmarks(url)")
    db.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(NotAHistoryError):
        Store.open(path, clock=CLOCK)
    assert path.read_bytes() == before


def test_a_folder_is_refused(path):
    path.mkdir(parents=True)
    with pytest.raises(NotAHistoryError, match="is a folder"):
        Store.open(path, clock=CLOCK)


def test_a_missing_history_is_made_only_if_wanted(path):
    for way in ({"create": False}, {"read_only": True}):
        with pytest.raises(NotAHistoryError, match="there is no history yet"):
            Store.open(path, clock=CLOCK, **way)
    assert not path.exists()


def test_a_newer_history_is_refused_kindly(learner, path):
    learner.answers()
    learner.store._db.execute("PRAGMA user_version = 7")
    learner.store.close()
    for read_only in (False, True):
        with pytest.raises(NewerHistoryError, match=r"newer trainer .*Upgrade trainer"):
            Store.open(path, clock=CLOCK, read_only=read_only)


def test_a_second_session_is_told_who_has_the_profile(learner, path):
    with pytest.raises(ProfileInUseError) as found:
        Store.open(path, clock=CLOCK)
    assert found.value.pid == os.getpid()
    assert "already open in another window" in str(found.value)
    learner.store.close()
    with Store.open(path, clock=CLOCK) as store:
        assert store.counts().events == 0


def test_a_refused_file_gives_the_lock_back(path):
    path.parent.mkdir()
    path.touch()
    for _ in range(2):
        with pytest.raises(NotAHistoryError):
            Store.open(path, clock=CLOCK)


def test_a_damaged_file_says_what_to_do(learner, path):
    learner.answers()
    learner.store.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(DamagedError, match=r"trainer doctor.*trainer backup restore"):
        Store.open(path, clock=CLOCK)


def test_a_locked_file_can_be_tried_again(learner, path):
    learner.store._db.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSavedError, match="locked"):
        learner.answers()
    other.execute("ROLLBACK")
    other.close()
    assert learner.answers().seq == 1


def test_a_read_only_folder_can_be_read_but_not_studied_in(unprivileged):
    path = unprivileged / "history.db"
    learner = Learner(path)
    learner.answers()
    learner.store.close()
    unprivileged.chmod(0o500)
    path.chmod(0o400)
    with pytest.raises(ReadOnlyError, match="--no-save"):
        Store.open(path, clock=CLOCK)
    with Store.open(path, clock=CLOCK, read_only=True) as store:
        assert store.state("bank:a").reps == 1
    unprivileged.chmod(0o700)


def test_no_new_history_in_a_read_only_folder(unprivileged):
    unprivileged.chmod(0o500)
    with pytest.raises(ReadOnlyError, match="writable"):
        Store.open(unprivileged / "new" / "history.db", clock=CLOCK)
    unprivileged.chmod(0o700)


def test_a_failing_migration_changes_nothing(learner, path):
    learner.answers()
    learner.store.close()
    connection = connect(path)

    def breaks(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half(n)")
        db.execute("INSERT INTO nowhere VALUES(1)")

    with pytest.raises(HistoryError):
        migrate(connection, path, (*STEPS, breaks))
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema")]
    assert "half" not in names
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    connection.close()


@pytest.mark.parametrize("older", ["history-v1.db", "history-v2.db", "history-v3.db"])
def test_a_history_of_an_older_version_still_says_the_same(tmp_path, older):
    """The files were written by the versions of their names; they are never made anew."""
    path = tmp_path / "history.db"
    path.write_bytes((Path(__file__).parent / "data" / older).read_bytes())
    with Store.open(path, clock=Clock(source=lambda: MONDAY + 400 * DAY_MS)) as store:
        assert store.counts().events == 24
        before = store.states(store.known())
        memory = before["bank:capital"].memory
        assert (round(memory.stability, 6), round(memory.difficulty, 6)) == V1_MEMORY
        assert store.suspended() == {"bank:river"} and store.flags() == {"bank:peak": "which one?"}
        sums = store.summaries.reliability(), foreseen(store.days(0, 10**6))
        assert all(sums)
        store.rebuild()
        assert store.states(store.known()) == before
        assert (store.summaries.reliability(), foreseen(store.days(0, 10**6))) == sums


V1_MEMORY = (10.276029, 7.798408)
