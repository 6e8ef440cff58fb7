"""Three devices over three months, by an unreliable carrier and by git, reach one state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.history.conftest import Learner
from tests.history.devices import Device, Git, joined, settled

DAYS = 90


@pytest.fixture
def devices(new_learner: Callable[[str], Learner], tmp_path: Path) -> list[Device]:
    return joined(new_learner, tmp_path)


def studies(device: Device, rng: Random, number: int) -> None:
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


def test_three_devices_over_90_days_reach_one_state(
    devices: list[Device], new_learner: Callable[[str], Learner]
) -> None:
    rng = Random(9)
    offline = [0, 0, 0]
    for day in range(DAYS):
        for number, device in enumerate(devices):
            studies(device, rng, number)
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


def test_git_merges_three_devices_over_90_days_without_a_conflict(
    devices: list[Device], new_learner: Callable[[str], Learner], tmp_path: Path
) -> None:
    git, rng = Git(tmp_path / "origin.git", *(device.replica for device in devices)), Random(5)
    for day in range(DAYS):
        for number, device in enumerate(devices):
            studies(device, rng, number)
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
