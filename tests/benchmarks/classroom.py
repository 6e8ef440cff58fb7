"""A class of 200 who push at once, batches beside single inserts, and a report over ten million
answers.

On a PostgreSQL server of its own that waits for the disk, as it is installed; the report's server
need not. Ten million answers are 4 GB for a while.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from statistics import median
from threading import Barrier, BrokenBarrierError, Thread
from time import perf_counter
from typing import TYPE_CHECKING

import psycopg

from tests.benchmarks.rows import MissingError, Row, Scale, call, percentile
from tests.classroom.server import Server, programs, running
from tests.history.conftest import DAY_MS, MONDAY, rated
from trainer.classroom.address import connected
from trainer.classroom.analysis import ItemLine
from trainer.classroom.push import BATCH, insert
from trainer.classroom.report import items
from trainer.classroom.schema import ITEMS
from trainer.classroom.setup import init, invite
from trainer.history.event import Event, What

if TYPE_CHECKING:
    from trainer.classroom.address import Db

EACH = 200
"""Events of one learner, in batches."""
CARDS = 1000


def answers(device: str, count: int) -> list[Event]:
    """So many answers of one device."""
    return [
        Event(
            what=What.ANSWER,
            card=f"bank:q{(seq * 7 + len(device)) % CARDS}",
            at_ms=MONDAY + seq * 20_000,
            offset_min=0,
            day=MONDAY // DAY_MS,
            device=device,
            seq=seq,
            **{**rated(1 + seq % 4, 1 + seq % 9), "shown": "[2,0,1,3]"},  # type: ignore[arg-type]
        )
        for seq in range(1, count + 1)
    ]


@dataclass(frozen=True)
class Rush:
    """What a rush came to: events a second, and the seconds of each push of a batch."""

    per_second: float
    pushes: list[float]


def rush(addresses: Sequence[str], each: int, batch: int, *, breaking: bool = False) -> Rush:
    """All learners push `each` events at the same moment, a transaction a batch; where lines are
    `breaking`, every third loses its own half-way and begins again from the start."""
    barrier, times, failed = Barrier(len(addresses) + 1), list[float](), list[BaseException]()

    def send(db: Db, groups: Sequence[Sequence[Event]]) -> None:
        for group in groups:
            start = perf_counter()
            insert(db, group)
            times.append(perf_counter() - start)

    def learner(number: int, address: str) -> None:
        try:
            events = answers(f"device-{number}", each)
            groups = [events[i : i + batch] for i in range(0, each, batch)]
            broken = breaking and number % 3 == 0
            with connected(address, {}) as db:
                barrier.wait()
                send(db, groups[: len(groups) // 2] if broken else groups)
            if broken:
                with connected(address, {}) as db:
                    send(db, groups)
        except BaseException as error:
            failed.append(error)
            barrier.abort()

    threads = [Thread(target=learner, args=pair) for pair in enumerate(addresses)]
    for thread in threads:
        thread.start()
    with suppress(BrokenBarrierError):
        barrier.wait()
    start = perf_counter()
    for thread in threads:
        thread.join()
    seconds = perf_counter() - start
    if failed:
        raise failed[0]
    return Rush(len(addresses) * each / seconds, times)


def arrived(address: str) -> tuple[int, int, int]:
    """How many events the class has, how many different ones, and how many its sums count."""
    query = """SELECT count(*), count(DISTINCT (learner, device, seq)),
        (SELECT sum(answers)::bigint FROM trainer.items) FROM trainer.events"""
    with psycopg.connect(address) as db:
        (found,) = db.execute(query).fetchall()
    return found


def invited(server: Server, database: str, count: int) -> list[str]:
    """A new class with so many learners; their addresses."""
    with connected(server.database(database), {}) as db:
        init(db)
        names = [f"{database}_{n}" for n in range(count)]
        for name in names:
            server.knows(invite(db, name).pgpass)
    return [server.address(name, database) for name in names]


def fill(learners: int, first: int, last: int) -> str:
    """The answers from `first` to `last`, of learners who know more the higher their number."""
    return f"""
        INSERT INTO trainer.events(
            learner, device, seq, what, card, at_ms, offset_min, day, mode, deck, kind, shown,
            options, given, hints, guessed, outcome, score, suggested, rating, took_ms,
            fingerprint, time_class, interval_days, interval_seconds, phase, step, parameters,
            data, crc)
        SELECT 'learner_' || n % {learners}, 'device', n / {learners} + 1, 'answer',
            'bank:q' || n / {learners} * 7 % {CARDS}, {MONDAY} + n * 10::bigint, 0,
            {MONDAY // DAY_MS} + n / 100000, 'study', 'history', 'choice', '[2,0,1,3]', 4,
            '{{"picked":[1]}}', 0, false, CASE WHEN hit THEN 'right' ELSE 'wrong' END, hit::int,
            3, 3, 4000 + n % 3000, '0123456789abcdef', 'choice/40', 3, 0, 2, 0, 0, '', n
        FROM (
            SELECT n, random() < 0.5 + 0.4 * (n % {learners}) / {learners} AS hit
            FROM generate_series({first}, {last}) AS n
        ) AS drawn"""


PORTION = 500_000


def figures(lines: Iterable[ItemLine]) -> set[tuple[str, int, float]]:
    """What two ways to a report must agree in; sums in another order differ in the last bits."""
    return {(one.card, one.answers, round(one.discrimination or 0, 9)) for one in lines}


def rows(scale: Scale) -> Iterator[Row]:
    if programs() is None:
        raise MissingError("PostgreSQL isn't installed (Debian: apt-get install postgresql)")
    learners = scale.pick(200, 20)
    with running(durable=True) as server:
        yield from _rushes(server, learners)
    with running() as server:
        yield from _report(server, learners, scale.pick(10_000_000, 200_000))


def _rushes(server: Server, learners: int) -> Iterator[Row]:
    """Everybody at the same moment: what arrives, how long a push takes, what batches are worth."""
    pushed = rush(invited(server, "batches", learners), EACH, BATCH, breaking=True)
    sent = learners * EACH
    wrong = sum(abs(sent - found) for found in arrived(server.address(database="batches")))
    every = f"{learners} learners at once, every third line broken once"
    yield Row(f"{every}: of {sent:,} events lost, doubled or summed wrongly", wrong, "",
              bar=0, hard=True)  # fmt: skip
    times = [seconds * 1e3 for seconds in pushed.pushes]
    yield Row(f"{every}: a push of {BATCH}", median(times), "ms", p95=percentile(times))
    for clients in (2, learners):
        each, alone = (40 * BATCH, 10 * BATCH) if clients == 2 else (EACH, EACH // 4)
        together = rush(invited(server, f"together_{clients}", clients), each, BATCH)
        single = rush(invited(server, f"single_{clients}", clients), alone, 1)
        what = f"events a second, {clients} at once, in batches of {BATCH}"
        alike = ("one by one", single.per_second, 5)
        yield Row(what, together.per_second, "", *alike, least=True)


def _report(server: Server, learners: int, count: int) -> Iterator[Row]:
    """A report from the sums and from the events, with so many answers."""
    with connected(server.database("large"), {}) as db:
        init(db)
        # What the trigger would have summed up a batch at a time is summed up once here.
        db.execute("ALTER TABLE trainer.events DISABLE TRIGGER sum_up")
        for first in range(0, count, PORTION):
            last = min(first + PORTION, count) - 1
            db.execute(fill(learners, first, last).encode())
        db.execute(f"INSERT INTO trainer.items {ITEMS.format(source='trainer.events')}")
        db.execute("VACUUM ANALYZE trainer.events")
        db.execute("VACUUM ANALYZE trainer.items")
        sums = [call(lambda: items(db)).wall for _ in range(7)]
        events = f"({ITEMS.format(source='trainer.events')})"
        found: list[list[ItemLine]] = []
        whole = call(lambda: found.append(items(db, events))).wall
        assert figures(found[0]) == figures(items(db))
        counting = "SELECT card, count(*), avg(score) FROM trainer.events GROUP BY card"
        least = call(lambda: db.execute(counting).fetchall()).wall
    what = f"report on questions, {count:,} answers, from the sums"
    yield Row(what, median(sums), "s", "from the events", whole, 0.02, max(sums))
    yield Row("the same", median(sums), "s", "only counting the answers", least)
