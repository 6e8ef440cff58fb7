"""What grows with the library or the history, and must not: home, first card, answer, undo.

Three worlds in one run: a small one, one with ten times the questions, one with a thousand times
the reviews. Each operation is done in all three in turn.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from zoneinfo import ZoneInfo

from tests.benchmarks.generate import write_library
from tests.benchmarks.history import DAYS, reviews
from tests.benchmarks.rows import Row, Scale, percentile
from tests.history.conftest import DAY_MS, MONDAY
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.history.store import Store
from trainer.question import GaveUp
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.session import Session

DECK = 'title: All\nid: all\nquestions: ["part-*/*.yaml"]\n'
PER_FILE = 100
BAR = 1.2


@dataclass(frozen=True)
class World:
    """A library and a history on disk, looked at from one moment on."""

    folder: Path

    def desk(self) -> Desk:
        start = time.monotonic_ns()
        now = MONDAY + DAYS * DAY_MS
        return Desk(
            libraries=[library_at(self.folder, self.folder)],
            history=self.folder / "history.db",
            cache=self.folder / "cache",
            settings=Settings(),
            clock=Clock(source=lambda: now + (time.monotonic_ns() - start) // 1_000_000),
            zone=ZoneInfo("UTC"),
            rng=Random(5),
        )


def made(folder: Path, questions: int, answers: int, cards: int) -> World:
    """So many questions, of which `cards` cards were answered so many times in a year."""
    write_library(folder, questions, max(1, questions // PER_FILE))
    (folder / "decks").mkdir()
    (folder / "decks" / "all.yaml").write_text(DECK, encoding="utf-8")
    yesterday = time.time() - 86_400
    for path in folder.rglob("*.yaml"):
        os.utime(path, (yesterday, yesterday))
    world = World(folder)
    with Bank.open(library_at(folder, folder), folder / "cache") as bank:
        keys = [card.key for card in islice(bank.candidates(bank.deck("all")), cards)]
        graded = bank.fingerprints(keys)
    now = MONDAY + DAYS * DAY_MS
    with Store.open(folder / "history.db", clock=Clock(source=lambda: now)) as store:
        store.receive([
            one._replace(card=(key := keys[int(one.card[6:])]), deck="all", fingerprint=graded[key])
            for one in reviews(answers, cards)
        ])  # fmt: skip
    with world.desk() as desk:
        desk.home()
    return world


def rows(scale: Scale) -> Iterator[Row]:
    small, many = scale.pick(10_000, 1_000), scale.pick(1_000_000, 10_000)
    cards = scale.pick(500, 100)
    with TemporaryDirectory() as name:
        folder = Path(name)
        worlds = (
            made(folder / "small", small, 1_000, cards),
            made(folder / "questions", small * 10, 1_000, cards),
            made(folder / "reviews", small, many, scale.pick(8_000, 800)),
        )
        named = (f"{small * 10:,} questions", f"{many:,} reviews")
        before = f"{small:,} questions, 1,000 reviews"
        for what, times in compared(worlds, scale.pick(40, 5)).items():
            for more, found in zip(named, times[1:], strict=True):
                yield Row(
                    f"{what}, {more}", median(found) * 1e3, "ms",
                    before, median(times[0]) * 1e3, BAR, percentile(found) * 1e3,
                )  # fmt: skip


def compared(worlds: tuple[World, ...], rounds: int) -> dict[str, list[list[float]]]:
    """Seconds of each operation in each world, all in turn."""
    found: dict[str, list[list[float]]] = {}

    def timed(what: str, number: int, work: Callable[[], object]) -> None:
        start = perf_counter()
        work()
        found.setdefault(what, [[] for _ in worlds])[number].append(perf_counter() - start)

    for _ in range(rounds):
        for number, world in enumerate(worlds):
            # What was kept of the last history must not be all that makes this quick.
            _answer(world)
            timed("open and home", number, lambda w=world: _home(w))  # type: ignore[misc]
    with ExitStack() as stack:
        desks = [stack.enter_context(world.desk()) for world in worlds]
        for desk in desks:
            desk.home()
        for _ in range(rounds):
            for number, desk in enumerate(desks):
                timed("statistics", number, lambda d=desk: d.statistics("all", days=30, ahead=30))  # type: ignore[misc]
                sessions: list[Session] = []
                timed("first card", number, lambda d=desk, s=sessions: _first(d, s))  # type: ignore[misc]
                session = sessions[0]
                timed("answer", number, lambda s=session: s.answer(GaveUp()))  # type: ignore[misc]
                timed("what follows from it", number, session.follow_up)
                timed("next card", number, session.advance)
                timed("undo", number, session.undo)
    return found


def _answer(world: World) -> None:
    with world.desk() as desk:
        session = desk.session("all")
        session.advance()
        session.answer(GaveUp())
        session.close()


def _home(world: World) -> None:
    # As the screen does for its first paint.
    with world.desk() as desk:
        desk.glance()


def _first(desk: Desk, sessions: list[Session]) -> None:
    session = desk.session("all")
    session.advance()
    sessions.append(session)
