"""A learner's devices, and the carriers between them: one that is unreliable, and git."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.history.conftest import Learner
from trainer.history.sync import Synced, join, learners, sync

CARDS = 60


class Device:
    """A learner's device with its own replica of the synced folder."""

    def __init__(self, learner: Learner, replica: Path) -> None:
        self.learner, self.replica = learner, replica
        replica.mkdir(parents=True)

    def sync(self) -> Synced:
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


def joined(new_learner: Callable[[str], Learner], folder: Path) -> list[Device]:
    """Three devices of one learner, who answered a card on the first."""
    found = [Device(new_learner(name), folder / f"{name}-replica") for name in "abc"]
    first = found[0]
    first.learner.answers("bank:0")
    first.sync()
    (only,) = learners(first.replica)
    for other in found[1:]:
        first.deliver(other)
        join(other.learner.store, other.replica, only.id)
    return found


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
