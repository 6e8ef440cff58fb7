"""The power goes at any moment: no answer that was acknowledged is lost."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any, cast

import pytest

from tests.history.conftest import DAY_MS, Learner
from tests.history.disk import Connection, Disk, NotingVFS, Said, Sync, Write
from tests.history.faults import IMAGES, chance
from trainer.history.connection import make_durable
from trainer.history.doctor import examine
from trainer.history.lock import SessionLock
from trainer.history.store import Store

ANSWERS = 220


@pytest.fixture
def disk(learner: Learner, path: Path) -> Disk:
    """What is done to the disk while a learner answers: enough for the log to be written back."""
    learner.store.close()
    found = Disk([Write(path.name, 0, path.read_bytes()), Sync(path.name)])
    vfs = NotingVFS(found)
    connection = cast(Any, Connection(path, vfs))
    # Without shared memory, which no VFS of Python's can offer, one connection has the file.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    make_durable(connection, path)
    connection.execute("PRAGMA wal_autocheckpoint = 150")
    lock = SessionLock(path)
    lock.acquire(learner.now_ms)
    learner.store = Store(connection, path, learner.clock, lock)
    for i in range(ANSWERS):
        found.notes.append(Said(learner.answers(f"bank:{i % 23}", 1 + i % 4, i % 5).seq))
        if i % 3:
            learner.store.catch_up()
        if i % 13 == 0:
            learner.passes(seconds=1)
            learner.store.undo(**learner.when)
    learner.store.close()
    vfs.unregister()
    assert sum(note == Sync(path.name) for note in found.notes) > 2, "the log was written back"
    return found


def test_a_power_cut_loses_no_answer_that_was_acknowledged(
    disk: Disk, learner: Learner, tmp_path: Path
) -> None:
    rng, lost_something = chance("power"), 0
    moments = [rng.randrange(3, len(disk.notes) + 1) for _ in range(IMAGES)]
    for n, moment in enumerate(moments):
        folder = tmp_path / f"image-{n}"
        folder.mkdir()
        for name, content in disk.image(moment, rng).items():
            (folder / name).write_bytes(content)
            (folder / name).chmod(0o600)
        said = {note.seq for note in disk.notes[:moment] if isinstance(note, Said)}
        history = folder / "history.db"
        assert examine(history, learner.now_ms + DAY_MS) == []
        with Store.open(history, clock=learner.clock) as store:
            stored = {event.seq for event in store.log()}
            assert said <= stored == set(range(1, len(stored) + 1))
        if n % 4 == 0:
            assert examine(history, learner.now_ms + DAY_MS) == [], "opened, it is sound too"
        lost_something += len(stored) < ANSWERS
    assert lost_something > IMAGES / 2


def test_an_answer_with_all_that_follows_from_it_costs_one_sync(disk: Disk, path: Path) -> None:
    """But where the log is written back, and where the learner took an answer back."""
    syncs = [0]
    for note in disk.notes[2:]:
        match note:
            case Said():
                syncs.append(0)
            case Sync():
                syncs[-1] += 1
    assert syncs.count(1) > 0.7 * ANSWERS, syncs


def test_without_syncs_the_same_cuts_do_lose_answers(
    disk: Disk, learner: Learner, tmp_path: Path
) -> None:
    """So that the disk is known to forget."""
    rng, lost = chance("no syncs"), 0
    first = list(islice(disk.notes, 2))
    forgetful = Disk([*first, *(n for n in disk.notes[2:] if not isinstance(n, Sync))])
    for n in range(10):
        moment = rng.randrange(len(forgetful.notes) // 2, len(forgetful.notes))
        folder = tmp_path / f"image-{n}"
        folder.mkdir()
        for name, content in forgetful.image(moment, rng).items():
            (folder / name).write_bytes(content)
            (folder / name).chmod(0o600)
        said = sum(isinstance(note, Said) for note in forgetful.notes[:moment])
        found = examine(folder / "history.db", learner.now_ms + DAY_MS)
        lost += bool(found)
        if not found:
            with Store.open(folder / "history.db", clock=learner.clock) as store:
                lost += store.counts().events < said
    assert lost >= 8
