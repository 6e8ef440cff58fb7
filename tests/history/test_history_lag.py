"""An answer is stored first, and what follows from it later: whatever comes between, nothing is
lost, doubled, or taken for damage."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.history.conftest import Learner
from trainer.history.backup import make_backup, restore
from trainer.history.connection import connect, make_durable
from trainer.history.doctor import examine
from trainer.history.errors import DamagedError, DiskFullError
from trainer.history.event import What
from trainer.history.lock import SessionLock
from trainer.history.migrate import STEPS, migrate
from trainer.history.store import Store
from trainer.history.sync import sync


def left_behind(learner: Learner, days: int = 4) -> None:
    """A learner of some weeks, whose last answer is stored and no more than that."""
    for i in range(30):
        learner.passes(days=0.7)
        learner.answers(f"bank:{i % 7}", rating=1 + i % 4, days=1 + i % 5)
    learner.store.catch_up()
    learner.answers("bank:3", rating=4, days=days)


def killed(learner: Learner, folder: Path) -> Learner:
    """The same history as a kill at this moment leaves it, opened by the next session."""
    return Learner(copied(learner, folder), learner.now_ms)


def copied(learner: Learner, folder: Path) -> Path:
    folder.mkdir()
    for path in learner.path.parent.glob("history.db*"):
        if path.suffix not in (".lock", ".session"):
            shutil.copy(path, folder / path.name)
    return folder / learner.path.name


def replayed(learner: Learner) -> dict[str, list[object]]:
    """Everything derived, made anew."""
    learner.store.rebuild()
    return learner.tables()


def test_what_a_killed_session_left_is_caught_up_with_bit_for_bit(learner, tmp_path):
    left_behind(learner)
    again = killed(learner, tmp_path / "killed")
    assert again.tables() == learner.tables() == replayed(again)
    again.store.close()


def test_the_next_answer_catches_up_in_its_own_transaction(learner, tmp_path):
    left_behind(learner)
    learner.answers("bank:3", days=8)
    again = killed(learner, tmp_path / "killed")
    assert again.tables() == learner.tables() == replayed(learner)
    again.store.close()


@pytest.mark.parametrize("what", ["undo", "amend", "suspend", "receive", "future", "past", "note"])
def test_whatever_comes_next_finds_what_follows_from_the_answer_done(learner, new_learner, what):
    left_behind(learner)
    last = list(learner.store.log())[-1]
    match what:
        case "undo":
            learner.store.undo(**learner.when)
        case "amend":
            learner.amends(last, rating=2, days=2)
        case "suspend":
            learner.does(What.SUSPEND, "bank:3")
        case "receive":
            phone = new_learner("phone")
            phone.now_ms = learner.now_ms
            learner.store.receive([phone.answers("bank:3"), phone.answers("bank:9")])
        case "future":
            learner.store.append(learner.event(What.FLAG)._replace(at_ms=learner.now_ms + 10**9))
        case "past":
            learner.store.append(last._replace(at_ms=last.at_ms - 10**8))
        case "note":
            learner.store.note("exam", "2026-12-15")
    tables = learner.tables()
    assert examine(learner.path, learner.now_ms) == [] or what == "future"
    assert tables == replayed(learner)


def test_several_at_once_are_each_taken_in(learner):
    left_behind(learner)
    events = [learner.event(What.FLAG, "bank:3", data=note) for note in "abc"]
    learner.store.append_each(events)
    assert learner.store.flags() == {"bank:3": "c"}
    assert learner.tables() == replayed(learner)


def test_a_clock_that_was_set_back_meanwhile_has_the_answer_wait(learner, tmp_path):
    left_behind(learner)
    path = copied(learner, tmp_path / "killed")
    early = Learner(path, learner.now_ms - 20 * 86_400_000)
    assert early.store.waiting() > 0
    early.now_ms = learner.now_ms
    early.reopen()
    assert early.tables() == learner.tables()
    early.store.close()


def test_the_doctor_takes_what_is_behind_for_no_damage_and_still_finds_some(learner, tmp_path):
    left_behind(learner)
    path = copied(learner, tmp_path / "killed")
    assert examine(path, learner.now_ms) == []
    with sqlite3.connect(path) as db:
        db.execute("UPDATE cards SET stability = stability * 2 WHERE reps > 3")
    db.close()
    assert [found.code for found in examine(path, learner.now_ms)] == ["replay"]


def test_a_reader_catches_up_where_no_session_does(learner, tmp_path):
    left_behind(learner)
    path = copied(learner, tmp_path / "killed")
    with Store.open(path, clock=learner.clock, read_only=True) as reader:
        assert reader.states(reader.known()) == learner.store.states(learner.store.known())
        assert reader.counts() == learner.store.counts()


def test_beside_a_session_a_reader_sees_what_was_before_the_answer_then_what_follows(learner):
    left_behind(learner)
    with Store.open(learner.path, clock=learner.clock, read_only=True) as reader:
        before = reader.state("bank:3")
        assert before.due_day != learner.day + 4 and len(reader.events("bank:3")) == 5
        learner.store.catch_up()
        assert reader.state("bank:3").due_day == learner.day + 4


def test_what_cannot_be_written_is_read_as_it_stands(unprivileged):
    learner = Learner(unprivileged / "history.db")
    left_behind(learner)
    backup = make_backup(learner.path, learner.now_ms).path
    learner.store.close()
    backup.replace(learner.path)
    backup.parent.rmdir()
    learner.path.chmod(0o400)
    unprivileged.chmod(0o500)
    with Store.open(learner.path, clock=learner.clock, read_only=True) as reader:
        assert reader.counts().events == 31
        assert reader.state("bank:3").due_day != learner.day + 4
    unprivileged.chmod(0o700)


def test_a_backup_holds_the_answer_and_a_restored_one_catches_up(learner, tmp_path):
    left_behind(learner)
    backup = make_backup(learner.path, learner.now_ms)
    tables = learner.tables()
    learner.store.close()
    restore(learner.path, backup.path, learner.now_ms)
    learner.open()
    assert learner.store.event_count(learner.store.device) == 0
    stored = {name: rows for name, rows in learner.tables().items() if name != "totals"}
    assert stored == {name: tables[name] for name in stored}
    assert learner.tables() == replayed(learner)


def test_the_first_answer_under_a_new_name_is_found_too(learner, tmp_path):
    left_behind(learner)
    learner.store.rename()
    learner.answers("bank:3", days=9)
    again = killed(learner, tmp_path / "killed")
    assert again.tables() == learner.tables() == replayed(learner)
    again.store.close()


def test_a_migration_leaves_what_is_behind_to_be_caught_up_with(learner, tmp_path):
    left_behind(learner)
    path = copied(learner, tmp_path / "killed")
    connection = connect(path)
    make_durable(connection, path)
    migrate(connection, path, (*STEPS, lambda db: db.execute("CREATE TABLE places(place)")))
    lock = SessionLock(path)
    lock.acquire(learner.now_ms)
    with Store(connection, path, learner.clock, lock) as store:
        assert store.states(store.known()) == learner.store.states(learner.store.known())


def test_a_sync_gives_the_answer_away_and_takes_others_in(learner, new_learner, tmp_path):
    folder = tmp_path / "synced"
    folder.mkdir()
    left_behind(learner)
    sync(learner.store, folder)
    phone = new_learner("phone")
    phone.now_ms = learner.now_ms
    phone.store.note("learner", learner.store.noted("learner"))
    phone.answers("bank:3", days=2)
    assert sync(phone.store, folder).received == 31
    phone.answers("bank:4", days=2)
    sync(phone.store, folder)
    learner.now_ms = phone.now_ms
    learner.answers("bank:5", days=2)
    assert sync(learner.store, folder).received == 2
    sync(phone.store, folder)
    states = [one.store.states(one.store.known()) for one in (learner, phone)]
    assert states[0] == states[1] and learner.tables() == replayed(learner)


def test_a_closed_history_is_caught_up_and_sealed(learner):
    left_behind(learner)
    learner.store.close()
    assert examine(learner.path, learner.now_ms) == []
    with sqlite3.connect(learner.path) as db:
        (due,) = db.execute(
            "SELECT due_day FROM cards JOIN names ON id = card WHERE name = 'bank:3'"
        ).fetchone()
    db.close()
    assert due == learner.day + 4


def test_without_room_for_what_follows_the_answer_is_safe_and_the_next_one_waits(learner):
    left_behind(learner)
    db, n = learner.store._db, 0
    while True:
        # Each answer begins a card, until one fits and what follows from it needs a page more.
        learner.answers(f"bank:new-{(n := n + 1)}")
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
        try:
            learner.store.catch_up()
        except DiskFullError:
            break
        db.execute("PRAGMA max_page_count = 1000000")
    stored = learner.store.counts().events
    assert f"bank:new-{n}" not in learner.store.known() and stored == 31 + n
    with pytest.raises(DiskFullError, match="Free some space"):
        learner.answers("bank:late")
    assert learner.store.counts().events == stored
    db.execute("PRAGMA max_page_count = 1000000")
    assert f"bank:new-{n}" in learner.store.known()
    assert learner.answers("bank:late").seq == stored + 1
    assert learner.tables() == replayed(learner)


def test_a_damaged_note_of_how_far_states_go_doubles_nothing(learner, tmp_path):
    left_behind(learner)
    learner.store.catch_up()
    path = copied(learner, tmp_path / "damaged")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = CAST(value AS INTEGER) - 1 WHERE name = 'derived'")
    db.close()
    assert "replay" in {found.code for found in examine(path, learner.now_ms)}
    again = Learner(path, learner.now_ms)
    assert again.tables() == learner.tables()
    again.store.close()


def test_a_last_answer_that_was_altered_is_told_of(learner, tmp_path):
    left_behind(learner)
    path = copied(learner, tmp_path / "damaged")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE events SET what = 'ansver' WHERE id = (SELECT max(id) FROM events)")
    db.close()
    assert "checksum" in {found.code for found in examine(path, learner.now_ms)}
    with pytest.raises(DamagedError, match="trainer doctor"):
        Learner(path, learner.now_ms)
