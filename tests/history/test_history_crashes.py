"""What must hold when a process is killed, a disk fills up, or a second window opens."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.history.conftest import DAY_MS, MONDAY, Learner
from tests.history.faults import KILLS, MIGRATIONS, TIMES
from trainer.history.doctor import examine
from trainer.history.schema import VERSION
from trainer.history.store import Store

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and limits")


def child(work: str, path: Path, more: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.history.child", work, str(path), str(more)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def told(process: subprocess.Popen) -> list[dict]:
    """What the child says until its end."""
    out, _ = process.communicate(timeout=60 * TIMES)
    return [json.loads(line) for line in out.splitlines()]


def test_a_killed_session_loses_no_answer_that_was_acknowledged(path):
    rounds = told(child("kill", path, KILLS))
    assert len(rounds) == KILLS
    acknowledged = {seq for found in rounds for seq in found["acknowledged"]}
    assert {code for found in rounds for code in found["found"]} == set()
    assert {found["behind"] for found in rounds} == {True, False}
    learner = Learner(path, rounds[-1]["now"])
    stored = {event.seq for event in learner.store.log()}
    learner.store.close()
    assert len(acknowledged) > KILLS and acknowledged <= stored
    assert stored == set(range(1, len(stored) + 1))
    assert examine(path, rounds[-1]["now"]) == []


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 400 kB, where the system allows one to be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], capture_output=True
    )
    if made.returncode:
        pytest.skip("this system lets nobody but its administrator make a small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_disk_that_something_else_filled_is_said_and_loses_nothing(small_disk):
    full_and_then_not(child("fill", small_disk / "history.db", MONDAY), small_disk / "history.db")


def test_a_full_disk_is_said_and_loses_nothing_and_ends(path):
    full_and_then_not(child("starve", path, MONDAY), path)


def full_and_then_not(process, path):
    stopped, meanwhile, after = told(process)
    assert stopped["failed"] == "DiskFullError"
    assert "no room" in stopped["message"] and "Free some space" in stopped["message"]
    assert stopped["stored"] > 0
    # What follows from the last answer may have found no room.
    assert meanwhile["meanwhile"] in (stopped["stored"] - 1, stopped["stored"])
    assert after["after"] == stopped["stored"] + 1
    assert examine(path, MONDAY + DAY_MS) == []


def test_of_eight_windows_one_writes_and_the_others_say_who(path):
    first = child("hold", path, MONDAY)
    assert json.loads(first.stdout.readline()) == {"seq": 1}
    others = [child("answer", path, MONDAY) for _ in range(7)]
    for other in others:
        (said,) = told(other)
        assert said["refused"] == "ProfileInUseError"
        assert f"process {first.pid}" in said["message"]
        assert "already open in another window" in said["message"]
    assert told(first) == []
    learner = Learner(path)
    assert [event.seq for event in learner.store.log()] == [1]
    learner.store.close()


def test_a_reader_sees_the_answers_of_the_open_session(learner, path):
    with Store.open(path, clock=learner.clock, read_only=True) as reader:
        learner.answers()
        assert reader.state("bank:a") == learner.store.state("bank:a")


def test_a_killed_migration_leaves_the_old_schema_or_the_new(learner, path):
    for i in range(200):
        learner.answers(f"bank:{i % 20}")
    learner.store.close()
    rounds = told(child("migrate", path, MIGRATIONS))
    assert len(rounds) == MIGRATIONS
    assert {found["killed"] for found in rounds} == {True, False}
    for found in rounds:
        assert found["new"] == [found["version"] == VERSION + 1] * 2
        assert found["events"] == 200
        assert found["killed"] or found["version"] == VERSION + 1
