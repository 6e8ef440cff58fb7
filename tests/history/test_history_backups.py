"""Backups are whole, checked, thinned out, and can be put back."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from tests.history.conftest import DAY_MS, Learner
from trainer.history.backup import Reason, backups, daily, kept, make_backup, restore
from trainer.history.doctor import examine
from trainer.history.errors import NotAHistoryError, ProfileInUseError, RestoreError

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)


def test_a_backup_of_an_open_history_holds_its_last_answer(learner, path):
    learner.answers()
    made = make_backup(path, learner.now_ms)
    assert made.path.stat().st_mode & 0o077 == 0
    assert made.size == made.path.stat().st_size > 0
    assert sorted(file.name for file in made.path.parent.iterdir()) == [made.path.name]
    copy = Learner(made.path, learner.now_ms)
    assert copy.store.events("bank:a") == learner.store.events("bank:a")
    copy.store.close()


def test_one_daily_backup_a_day(learner, path):
    learner.answers()
    assert daily(path, learner.now_ms).reason is Reason.DAILY
    assert daily(path, learner.now_ms + 3_600_000) is None
    assert daily(path, learner.now_ms + DAY_MS)
    assert [found.reason for found in backups(path)] == ["daily", "daily"]


def test_old_backups_are_thinned_to_days_weeks_and_months():
    times = [NOW - timedelta(hours=6 * i) for i in range(4 * 400)]
    staying = sorted(kept(times, NOW), reverse=True)
    recent = [t for t in staying if t > NOW - timedelta(days=2)]
    older = [t for t in staying if t not in recent]
    assert len(recent) == 8
    assert len({t.date() for t in older}) == len(older)
    assert len([t for t in older if t > NOW - timedelta(days=14)]) == 12
    assert len([t for t in older if t > NOW - timedelta(days=75)]) == 12 + 9 + 1
    assert min(older) < NOW - timedelta(days=220)
    assert len(older) <= 12 + 10 + 9


def test_the_only_backup_is_never_thinned_away():
    old = NOW - timedelta(days=4000)
    assert kept([old], NOW) == {old}


def test_a_new_backup_clears_the_old_ones_away(learner, path):
    for _ in range(40):
        learner.passes(days=0.5)
        make_backup(path, learner.now_ms)
    assert len(backups(path)) < 25


def test_restore_brings_back_the_state_under_a_new_device(learner, path):
    learner.answers("bank:a")
    made = make_backup(path, learner.now_ms)
    learner.answers("bank:b")
    former = learner.store.device
    learner.store.close()
    assert restore(path, made.path, learner.now_ms) is None
    learner.open()
    assert learner.store.known() == {"bank:a"}
    assert learner.store.device != former
    again = learner.answers("bank:c")
    assert (again.device, again.seq) == (learner.store.device, 1)
    assert backups(path)[0].reason == "restore"
    assert examine(path, learner.now_ms) == []


def test_what_was_lost_by_a_restore_can_be_taken_in_again(learner, path):
    learner.answers("bank:a")
    made = make_backup(path, learner.now_ms)
    learner.answers("bank:b")
    lost = list(learner.store.log())
    state = learner.store.state("bank:b")
    learner.store.close()
    restore(path, made.path, learner.now_ms)
    learner.open()
    assert learner.store.receive(lost) == 1
    assert learner.store.state("bank:b") == state


def test_restore_waits_for_the_open_session_to_close(learner, path):
    made = make_backup(path, learner.now_ms)
    with pytest.raises(ProfileInUseError):
        restore(path, made.path, learner.now_ms)


def test_a_damaged_backup_is_not_restored(learner, path):
    for i in range(50):
        learner.answers(f"bank:{i}")
    made = make_backup(path, learner.now_ms)
    learner.store.close()
    content = bytearray(made.path.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\0" * 4096 * 3
    made.path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(RestoreError, match="can't be restored"):
        restore(path, made.path, learner.now_ms)
    with pytest.raises(RestoreError, match="doesn't exist"):
        restore(path, made.path.with_name("gone.db"), learner.now_ms)
    assert path.read_bytes() == before


def test_a_damaged_history_is_set_aside_when_a_backup_is_put_in_its_place(learner, path):
    learner.answers()
    made = make_backup(path, learner.now_ms)
    learner.store.close()
    path.write_bytes(b"")
    aside = restore(path, made.path, learner.now_ms)
    assert aside.read_bytes() == b"" and "damaged" in aside.name
    learner.open()
    assert learner.store.known() == {"bank:a"}


def test_a_file_that_is_no_history_is_not_backed_up(path):
    path.parent.mkdir()
    path.write_bytes(b"")
    with pytest.raises(NotAHistoryError):
        make_backup(path, 0)
    assert backups(path) == []


def test_backups_are_listed_by_a_start_that_puts_modules_off(learner, path):
    """As where an older history is opened, and backed up first, by `trainer` alone."""
    made = make_backup(path, learner.now_ms)
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from trainer.deferred import defer\n"
        "defer()\n"
        "from trainer.history.backup import backups\n"
        "print([backup.at.isoformat() for backup in backups(Path(sys.argv[1]))])\n"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True)
    assert done.stdout == f"['{made.at.isoformat()}']\n", done.stderr
