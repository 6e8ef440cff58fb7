"""Several devices over a folder that is carried about unreliably."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.history.conftest import Learner
from trainer.history.backup import make_backup, restore
from trainer.history.errors import HistoryError
from trainer.history.event import What
from trainer.history.sync import UnknownLearnerError, join, learners, sync

DAYS, CARDS = 90, 60


class Device:
    """A learner's device with its own replica of the synced folder."""

    def __init__(self, learner: Learner, replica: Path) -> None:
        self.learner, self.replica = learner, replica
        replica.mkdir(parents=True)

    def sync(self):
        return sync(self.learner.store, self.replica)

    @property
    def own(self) -> Path:
        return self.replica / self.learner.store.noted("learner") / self.learner.store.device

    def deliver(self, to: Device, rng: Random | None = None) -> None:
        """What the carrier does: brings the files that are not the receiver's own, and with `rng`
        some of them, out of order, twice, or cut off."""
        files = [f for f in sorted(self.replica.rglob("*.jsonl")) if not to.owns(f)]
        if rng:
            files = rng.choices(files, k=rng.randint(0, 2 * len(files))) if files else []
        for file in files:
            data = file.read_bytes()
            if rng and rng.random() < 0.3:
                data = data[: rng.randrange(len(data) + 1)]
            target = to.replica / file.relative_to(self.replica)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def owns(self, file: Path) -> bool:
        return file.parent.name == self.learner.store.device

    @property
    def states(self) -> dict[str, object]:
        store = self.learner.store
        return store.states(f"bank:{i}" for i in range(CARDS))


@pytest.fixture
def devices(new_learner: Callable[[str], Learner], tmp_path: Path) -> Iterator[list[Device]]:
    found = [Device(new_learner(name), tmp_path / f"{name}-replica") for name in "abc"]
    first = found[0]
    first.learner.answers("bank:0")
    first.sync()
    (only,) = learners(first.replica)
    for other in found[1:]:
        first.deliver(other)
        join(other.learner.store, other.replica, only.id)
    return found


def studies(device: Device, day: int, rng: Random, number: int) -> None:
    learner = device.learner
    learner.now_ms += 86_400_000 - learner.now_ms % 86_400_000 + rng.randrange(40_000_000)
    for _ in range(rng.randrange(5)):
        shared = rng.random() < 0.05
        card = rng.randrange(3) if shared else 3 + rng.randrange(19) * 3 + number
        event = learner.answers(f"bank:{card}", rating=rng.randint(1, 4), days=rng.randint(1, 20))
        if rng.random() < 0.1:
            learner.amends(event, rating=2, days=2)
        elif rng.random() < 0.05:
            learner.passes(seconds=1)
            learner.store.undo(**learner.when)


def settled(devices: list[Device]) -> None:
    """The carrier has caught up, and all clocks show the same."""
    now_ms = max(device.learner.now_ms for device in devices)
    for device in devices:
        device.learner.now_ms = now_ms
    for _ in range(2):
        for one in devices:
            one.sync()
            for other in devices:
                if other is not one:
                    one.deliver(other)
    for one in devices:
        one.sync()


def test_three_devices_over_90_days_reach_one_state(
    devices: list[Device], new_learner: Callable[[str], Learner]
) -> None:
    rng = Random(9)
    offline = [0, 0, 0]
    for day in range(DAYS):
        for number, device in enumerate(devices):
            studies(device, day, rng, number)
            if offline[number] > day:
                continue
            if rng.random() < 0.15:
                offline[number] = day + rng.randint(2, 9)
            device.deliver(rng.choice(devices), rng)
            rng.choice(devices).deliver(device, rng)
            device.sync()
    settled(devices)
    stores = [device.learner.store for device in devices]
    logs = [{(e.device, e.seq): e for e in store.log()} for store in stores]
    assert logs[0] == logs[1] == logs[2] and len(logs[0]) > 450
    assert devices[0].states == devices[1].states == devices[2].states
    whole = new_learner("whole")
    whole.now_ms = devices[0].learner.now_ms
    whole.store.receive(sorted(logs[0].values(), key=lambda e: (e.at_ms, e.device, e.seq)))
    assert whole.store.states(stores[0].known()) == stores[0].states(stores[0].known())
    for device in devices:
        before = device.states
        device.learner.store.rebuild()
        assert device.states == before


def test_syncing_again_moves_nothing(devices: list[Device]) -> None:
    settled(devices)
    sizes = {file: file.stat().st_size for file in devices[1].replica.rglob("*.jsonl")}
    again = devices[1].sync()
    assert (again.sent, again.received) == (0, 0)
    assert sizes == {file: file.stat().st_size for file in devices[1].replica.rglob("*.jsonl")}


def test_git_merges_three_devices_over_90_days_without_a_conflict(
    devices: list[Device], new_learner: Callable[[str], Learner], tmp_path: Path
) -> None:
    git, rng = Git(tmp_path / "origin.git", *(device.replica for device in devices)), Random(5)
    for day in range(DAYS):
        for number, device in enumerate(devices):
            studies(device, day, rng, number)
        if day % 6 == 5:
            # One of them has had no network for as long as that.
            online = rng.sample(devices, 2)
            for device in online:
                device.sync()
            git.exchange(*(device.replica for device in online))
    now_ms = max(device.learner.now_ms for device in devices)
    for _ in range(2):
        for device in devices:
            device.learner.now_ms = now_ms
            device.sync()
        git.exchange(*git.clones, devices[0].replica)
    for device in devices:
        device.sync()
    stores = [device.learner.store for device in devices]
    logs = [{(e.device, e.seq): e for e in store.log()} for store in stores]
    assert logs[0] == logs[1] == logs[2] and len(logs[0]) > 450
    assert devices[0].states == devices[1].states == devices[2].states
    whole = new_learner("whole")
    whole.now_ms = now_ms
    whole.store.receive(sorted(logs[0].values(), key=lambda e: (e.at_ms, e.device, e.seq)))
    assert whole.store.states(stores[0].known()) == stores[0].states(stores[0].known())


class Git:
    """Clones of one repository, which pull and push by turns."""

    def __init__(self, origin: Path, *clones: Path) -> None:
        self.clones = clones
        self.run(origin.parent, "init", "-q", "--bare", "-b", "main", str(origin))
        for clone in clones:
            self.run(clone, "init", "-q", "-b", "main")
            self.run(clone, "remote", "add", "origin", str(origin))
        self.commit(clones[0])
        self.run(clones[0], "push", "-q", "origin", "main")
        for clone in clones[1:]:
            self.run(clone, "fetch", "-q")
            self.run(clone, "reset", "-q", "--hard", "origin/main")

    def run(self, folder: Path, *words: str) -> None:
        settings = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "gc.auto=0")
        subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)

    def commit(self, clone: Path) -> None:
        self.run(clone, "add", "-A")
        self.run(clone, "commit", "-q", "--allow-empty", "-m", "answers")

    def exchange(self, *clones: Path) -> None:
        for clone in clones:
            self.commit(clone)
            self.run(clone, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
            self.run(clone, "push", "-q", "origin", "main")


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
