"""A learner whose time is in the test's hands, and the events of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from trainer.clock import Clock
from trainer.history.connection import connect
from trainer.history.event import Event, Mode, What
from trainer.history.lag import lag
from trainer.history.schema import TABLES
from trainer.history.store import Store
from trainer.memory.card import Interval, Phase, Rating

DAY_MS = 86_400_000
MONDAY = 20_000 * DAY_MS + 12 * 3_600_000
"""Noon, UTC, of study day 20,000."""


@dataclass
class Learner:
    """Answers into the history at `path`; `now_ms` is moved by the test alone."""

    path: Path
    now_ms: int = MONDAY
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    @property
    def clock(self) -> Clock:
        return Clock(source=lambda: self.now_ms)

    @property
    def day(self) -> int:
        return self.now_ms // DAY_MS

    @property
    def when(self) -> dict[str, int]:
        return {"at_ms": self.now_ms, "offset_min": 0, "day": self.day}

    def open(self) -> None:
        self.store = Store.open(self.path, clock=self.clock)

    def reopen(self) -> None:
        self.store.close()
        self.open()

    def passes(self, days: float = 0, seconds: float = 0) -> None:
        self.now_ms += int(days * DAY_MS + seconds * 1000)

    def event(self, what: What, card: str = "bank:a", **more: object) -> Event:
        return Event(what=what, card=card, **{**self.when, **more})  # type: ignore[arg-type]  # any field may be given

    def does(self, what: What, card: str = "bank:a", **more: object) -> Event:
        self.passes(seconds=10)
        return self.store.append(self.event(what, card, **more))

    def answers(
        self, card: str = "bank:a", rating: int = 3, days: int = 3, **more: object
    ) -> Event:
        return self.does(What.ANSWER, card, **{**rated(rating, days), **more})

    def tables(self) -> dict[str, list[Any]]:
        """Everything that is derived, as stored."""
        self.store.catch_up()
        return {t: self.store._db.execute(f"SELECT * FROM {t}").fetchall() for t in TABLES}

    def amends(self, answer: Event, rating: int = 4, days: int = 9) -> Event:
        fields = {**rated(rating, days), "target": (answer.device, answer.seq)}
        return self.does(What.AMEND, answer.card, **fields)


def behind(path: Path) -> bool:
    """Whether an answer is stored, and what follows from it isn't."""
    db = connect(path, read_only=True)
    try:
        query = "SELECT 1 FROM events WHERE id > ? AND id < ?"
        return db.execute(query, lag(db)).fetchone() is not None
    finally:
        db.close()


def rated(rating: int, days: int) -> dict[str, object]:
    """The fields of a scheduled answer."""
    return {
        "mode": Mode.STUDY,
        "deck": "history",
        "kind": "choice",
        "time_class": "choice/40",
        "options": 4,
        "given": '{"picked":[1]}',
        "outcome": "right" if rating > 1 else "wrong",
        "score": float(rating > 1),
        "rating": Rating(rating),
        "suggested": Rating(rating),
        "took_ms": 4000,
        "fingerprint": "0123456789abcdef",
        "interval": Interval(days=days) if days else Interval(seconds=600),
        "phase": Phase.REVIEW if days else Phase.LEARNING,
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "history.db"


@pytest.fixture
def learner(path: Path) -> Iterator[Learner]:
    found = Learner(path)
    yield found
    found.store.close()


@pytest.fixture
def new_learner(tmp_path: Path) -> Iterator[Callable[[str], Learner]]:
    """Further learners (or the same one's other devices), each under a name of its own."""
    found: list[Learner] = []

    def make(name: str) -> Learner:
        found.append(Learner(tmp_path / name / "history.db"))
        return found[-1]

    yield make
    for each in found:
        each.store.close()


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of a user for whom permissions hold, also where the tests run as root."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    if root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    yield folder
    if root:
        os.seteuid(0)
    for file in sorted(folder.rglob("*"), reverse=True):
        file.unlink()
    folder.rmdir()
