"""What an answer costs beside one fsync, and a million reviews beside a thousand."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.benchmarks.rows import Row, Scale, call, percentile
from tests.history.conftest import DAY_MS, MONDAY, Learner, rated
from trainer.history.codec import to_dict
from trainer.history.event import Event, What
from trainer.history.summaries import foreseen
from trainer.study.groups import SAMPLE

ANSWERS = 400
DAYS = 365
DUE = 60
ROUNDS = 60


def answer_and_floor(folder: Path, count: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds of a durable answer, of the same with what follows from it once its verdict is shown,
    and of one appended, synced write of the same bytes, in turn."""
    learner = Learner(folder / "answers" / "history.db")
    for i in range(1000):
        learner.answers(f"bank:{i % 300}", rating=1 + i % 4, days=1 + i % 9)
        learner.passes(seconds=300)
    answers, wholes, floors = [], [], []
    handle = os.open(folder / "floor.log", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    for i in range(count):
        learner.passes(seconds=20)
        event = learner.event(What.ANSWER, f"bank:{i * 7 % 300}", **answered(3, 5))
        line = repr(to_dict(event)).encode()
        start = perf_counter()
        learner.store.append(event)
        answers.append(perf_counter() - start)
        learner.store.catch_up()
        wholes.append(perf_counter() - start)
        start = perf_counter()
        os.write(handle, line)
        os.fsync(handle)
        floors.append(perf_counter() - start)
    os.close(handle)
    learner.store.close()
    return answers, wholes, floors


def answered(rating: int, days: int) -> dict[str, object]:
    """The fields of an answer with all that a session stores."""
    return {**rated(rating, days), "shown": "[2,0,1,3]", "took_ms": 5200}


def reviews(count: int, cards: int) -> Iterator[Event]:
    """So many reviews over a year, the last of each card leaving `DUE` cards due at its end."""
    rng = random.Random(3)
    for i in range(count):
        day = i * DAYS // count
        latest = i >= count - cards
        wait = DAYS - day if latest and i % cards < DUE else DAYS - day + 1 + rng.randrange(300)
        yield Event(
            card=f"bank:q{i % cards}",
            what=What.ANSWER,
            at_ms=MONDAY + day * DAY_MS + i % 10_000 * 1000,
            offset_min=0,
            day=MONDAY // DAY_MS + day,
            device="elsewhere",
            seq=i + 1,
            **answered(1 + (rng.random() > 0.1) * 2, wait),  # type: ignore[arg-type]  # one field each
        )


def grown(folder: Path, count: int, cards: int) -> Learner:
    learner = Learner(folder / str(count) / "history.db")
    learner.now_ms = MONDAY + DAYS * DAY_MS
    learner.store.receive(list(reviews(count, cards)))
    learner.reopen()
    return learner


def home(learner: Learner) -> None:
    """What the home screen asks: due, new and reviewed, the year's squares, the next month."""
    store, day = learner.store, learner.day
    store.due(day, learner.now_ms)
    store.introduced(day, "history")
    store.reviewed(day, "history")
    store.days(day - 364, day)
    store.upcoming(day, day + 30)
    store.counts()
    store.calibration(day)


def first_card(learner: Learner) -> None:
    """What the first card asks: the due cards, those put aside or seen, the times, its past."""
    store, day = learner.store, learner.day
    key = store.due(day, learner.now_ms)[0][0]
    store.suspended(), store.buried(day), store.seen_on(day), store.changed()
    store.state(key), store.fingerprints([key]), store.times("choice/40"), store.parameters()


def statistics(learner: Learner) -> None:
    """What statistics ask: a deck's days and predictions, a sample, and the states of 500 cards."""
    foreseen(learner.store.days(0, learner.day, "history"))
    learner.store.summaries.reliability("history")
    learner.store.summaries.sample(SAMPLE)
    learner.store.states([f"bank:q{i}" for i in range(500)])
    learner.store.upcoming(learner.day, learner.day + 90)


def compare(ask: Callable[[Learner], None], small: Learner, large: Learner) -> tuple[float, float]:
    """Median seconds with the small and the large history, asked in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for learner, found in zip((small, large), times, strict=True):
            start = perf_counter()
            ask(learner)
            found.append(perf_counter() - start)
    return median(times[0]), median(times[1])


def rows(scale: Scale) -> Iterator[Row]:
    """All figures, each as soon as it is there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answers, wholes, floors = answer_and_floor(folder, scale.pick(ANSWERS, 60))
        floor = "one append and fsync", median(floors) * 1e3
        for what, times, bar in (
            ("a durable answer", answers, 1.5),
            ("  with what follows from it", wholes, None),
        ):
            p95 = percentile(times) * 1e3
            yield Row(what, median(times) * 1e3, "ms", *floor, bar, p95)
        few, many = 1_000, scale.pick(1_000_000, 20_000)
        small, large = grown(folder, few, 500), grown(folder, many, many // 20)
        for ask in (home, first_card, statistics):
            a, b = compare(ask, small, large)
            what = f"the store's part of {ask.__name__.replace('_', ' ')}, {many:,} reviews"
            yield Row(what, b * 1e3, "ms", f"{few:,} reviews", a * 1e3, 1.2)
        yield Row(f"rebuild of {many:,} events", call(large.store.rebuild).wall, "s")
        large.reopen()
        yield Row(f"opening {many:,} reviews", call(large.reopen).wall * 1e3, "ms")
        small.store.close()
        large.store.close()
