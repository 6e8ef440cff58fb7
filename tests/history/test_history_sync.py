"""Several devices over a folder that is carried about unreliably."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.history.conftest import Learner
from tests.history.devices import Device, joined, settled
from trainer.history.backup import make_backup, restore
from trainer.history.errors import HistoryError
from trainer.history.event import What
from trainer.history.sync import UnknownLearnerError, join, learners, sync


@pytest.fixture
def devices(new_learner: Callable[[str], Learner], tmp_path: Path) -> list[Device]:
    return joined(new_learner, tmp_path)


def test_syncing_again_moves_nothing(devices: list[Device]) -> None:
    settled(devices)
    sizes = {file: file.stat().st_size for file in devices[1].replica.rglob("*.jsonl")}
    again = devices[1].sync()
    assert (again.sent, again.received) == (0, 0)
    assert sizes == {file: file.stat().st_size for file in devices[1].replica.rglob("*.jsonl")}


def test_a_torn_line_is_held_back_until_it_is_whole(devices: list[Device]) -> None:
    first, second, _ = devices
    second.sync()
    first.learner.answers("bank:5")
    first.sync()
    (file,) = first.own.glob("*.jsonl")
    there = second.replica / file.relative_to(first.replica)
    data = file.read_bytes()
    for cut in (data[:-40], data[:-1]):
        there.write_bytes(cut)
        assert second.sync().received == 0
    there.write_bytes(data)
    assert second.sync().received == 1
    assert second.states == first.states


def test_what_a_power_cut_tore_in_the_own_file_is_mended(devices: list[Device]) -> None:
    first, second, _ = devices
    first.learner.answers("bank:5")
    first.sync()
    (file,) = first.own.glob("*.jsonl")
    file.write_bytes(file.read_bytes()[:-30])
    first.learner.answers("bank:6")
    assert first.sync().sent == 2
    first.deliver(second)
    assert second.sync().damaged == ()
    assert second.states == first.states


def test_a_lost_file_is_written_again(devices: list[Device]) -> None:
    first, second, _ = devices
    shutil.rmtree(first.own)
    first.sync()
    shutil.rmtree(second.replica)
    second.replica.mkdir()
    first.deliver(second)
    second.sync()
    assert second.states == first.states


def test_an_altered_line_is_told_and_the_others_count(devices: list[Device]) -> None:
    first, second, _ = devices
    second.sync()
    for card in ("bank:4", "bank:5"):
        first.learner.answers(card)
    first.sync()
    (file,) = first.own.glob("*.jsonl")
    there = second.replica / file.relative_to(first.replica)
    there.write_bytes(file.read_bytes().replace(b'"card":"bank:4"', b'"card":"bank:9"'))
    done = second.sync()
    assert done.received == 1 and done.damaged == (f"{file.parent.name}/{file.name}",)
    first.deliver(second)
    done = second.sync()
    assert (done.received, done.damaged) == (1, ()) and second.states == first.states


def test_a_restored_device_goes_on_under_a_new_name_and_has_everything_back(
    devices: list[Device],
) -> None:
    first, second, _ = devices
    learner, former = first.learner, first.learner.store.device
    backup = make_backup(learner.path, learner.now_ms)
    learner.answers("bank:7")
    first.sync()
    before = first.states
    learner.store.close()
    restore(learner.path, backup.path, learner.now_ms)
    learner.open()
    assert first.sync().received == 1 and learner.store.device != former
    assert first.states == before
    learner.answers("bank:8")
    first.sync()
    first.deliver(second)
    second.sync()
    assert second.states == first.states


def test_a_disk_put_back_to_an_earlier_day_is_noticed(devices: list[Device]) -> None:
    first, second, _ = devices
    learner, former = first.learner, first.learner.store.device
    learner.store.close()
    earlier = learner.path.read_bytes()
    learner.open()
    learner.answers("bank:7")
    first.sync()
    learner.store.close()
    learner.path.write_bytes(earlier)
    learner.open()
    assert first.sync().received == 1 and learner.store.device != former
    learner.answers("bank:8")
    first.sync()
    first.deliver(second)
    second.sync()
    assert second.states == first.states and len(second.states) == 3


def test_two_hand_made_copies_that_both_went_on_are_refused(devices: list[Device]) -> None:
    first, *_ = devices
    learner = first.learner
    learner.store.close()
    earlier = learner.path.read_bytes()
    learner.open()
    learner.answers("bank:7")
    first.sync()
    learner.store.close()
    learner.path.write_bytes(earlier)
    learner.open()
    learner.answers("bank:8")
    with pytest.raises(HistoryError, match="copied by hand"):
        first.sync()


def test_whose_history_it_is_must_be_said_in_a_shared_folder(
    devices: list[Device], new_learner: Callable[[str], Learner]
) -> None:
    stranger = new_learner("stranger")
    stranger.answers("bank:1")
    with pytest.raises(UnknownLearnerError, match="--join"):
        sync(stranger.store, devices[0].replica)
    join(stranger.store, devices[0].replica, None)
    assert sync(stranger.store, devices[0].replica).received == 0
    assert len(learners(devices[0].replica)) == 2


def test_imported_answers_reach_the_other_devices(devices: list[Device]) -> None:
    first, second, _ = devices
    when = first.learner.event(What.FLAG, "bank:9", device="anki-import", seq=77, data="hm")
    first.learner.store.receive([when])
    first.sync()
    first.deliver(second)
    second.sync()
    assert second.learner.store.flags() == {"bank:9": "hm"}
    assert second.sync().sent == 0
