"""A class of 200 who push at once, batches beside single inserts, and a report over ten million
answers: `python -m tests.benchmarks.classroom [LEARNERS] [ANSWERS]`.

On a server that waits for the disk, as it is installed. Ten million answers are 4 GB for a while;
0 leaves that part out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from statistics import median, quantiles
from threading import Barrier, BrokenBarrierError, Thread
from time import perf_counter
from typing import TYPE_CHECKING

import psycopg

from tests.classroom.server import Server, running
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

    @property
    def p95(self) -> float:
        return quantiles(self.pushes, n=20)[18]


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


def report(server: Server, learners: int, count: int) -> None:
    """A report from the sums and from the events, with so many answers."""
    with connected(server.database("large"), {}) as db:
        init(db)
        # What the trigger would have summed up a batch at a time is summed up once here.
        db.execute("ALTER TABLE trainer.events DISABLE TRIGGER sum_up")
        start = perf_counter()
        for first in range(0, count, PORTION):
            last = min(first + PORTION, count) - 1
            db.execute(fill(learners, first, last).encode())
        db.execute(f"INSERT INTO trainer.items {ITEMS.format(source='trainer.events')}")
        db.execute("VACUUM ANALYZE trainer.events")
        db.execute("VACUUM ANALYZE trainer.items")
        print(f"{count:,} answers in place, in {perf_counter() - start:.0f} s")
        sums = []
        for _ in range(7):
            start = perf_counter()
            from_sums = items(db)
            sums.append(perf_counter() - start)
        start = perf_counter()
        whole = items(db, f"({ITEMS.format(source='trainer.events')})")
        events = perf_counter() - start
        start = perf_counter()
        db.execute("SELECT card, count(*), avg(score) FROM trainer.events GROUP BY card").fetchall()
        least = perf_counter() - start
        assert figures(whole) == figures(from_sums)
        now = median(sums)
        print(f"report from the sums   {now:8.3f} s (median of {len(sums)})")
        print(f"report from the events {events:8.3f} s   1/{events / now:.0f} (bar 1/50)")
        print(f"only counting answers  {least:8.3f} s   1/{least / now:.0f}")


def main() -> None:
    learners = int(sys.argv[1]) if sys.argv[1:] else 200
    count = int(sys.argv[2]) if sys.argv[2:] else 10_000_000
    with running(durable=True) as server:
        batches = rush(invited(server, "batches", learners), EACH, BATCH, breaking=True)
        found = arrived(server.address(database="batches"))
        print(f"{learners} learners at once, {EACH} events each, every third line broken once")
        print(f"arrived, different, in the sums: {found}; bar {(learners * EACH,) * 3}")
        print(f"p95 of a push of {BATCH}: {batches.p95 * 1e3:.0f} ms,"
              f" median {median(batches.pushes) * 1e3:.0f} ms")  # fmt: skip
        print(f"{'':12}batches     one by one")
        for clients in (2, learners):
            together = rush(invited(server, f"together_{clients}", clients), 40 * BATCH
                            if clients == 2 else EACH, BATCH)  # fmt: skip
            single = rush(invited(server, f"single_{clients}", clients), 10 * BATCH
                          if clients == 2 else EACH // 4, 1)  # fmt: skip
            ratio = together.per_second / single.per_second
            print(f"{clients:4} at once {together.per_second:8.0f}/s {single.per_second:8.0f}/s"
                  f"   {ratio:.1f} x (bar 5)")  # fmt: skip
    if count:
        with running() as server:
            report(server, learners, count)


if __name__ == "__main__":
    main()
