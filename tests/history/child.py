"""A process of its own for the tests to kill, starve and lock out: `child.py WORK PATH …`."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.history.conftest import DAY_MS, MONDAY, Learner, behind
from tests.history.faults import TIMES, chance
from trainer.history.connection import connect
from trainer.history.doctor import examine
from trainer.history.errors import HistoryError, NotSavedError
from trainer.history.migrate import STEPS, migrate


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def answer(path: Path, start: str) -> None:
    """Answers until it is killed, or its input ends, and says the seq of each stored answer."""
    try:
        learner = Learner(path, int(start))
    except HistoryError as error:
        say(refused=type(error).__name__, message=str(error))
        return
    number = learner.store.counts().events
    while True:
        number += 1
        event = learner.answers(f"bank:{number % 17}", rating=1 + number % 4, days=number % 5)
        say(seq=event.seq, at_ms=event.at_ms)
        if number % 3 == 0:
            learner.store.catch_up()
        if number % 7 == 0:
            say(undone=learner.store.undo(**learner.when).seq)


def answer_and_die(path: Path, rounds: str) -> None:
    """Answers in forks, each of which is killed at any moment; says what was acknowledged."""
    rng, now = chance("kills"), MONDAY
    for i in range(int(rounds)):
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.dup2(writing, 1)
            os.close(reading)
            answer(path, str(now))
        os.close(writing)
        with os.fdopen(reading) as lines:
            said = [lines.readline() for _ in range(rng.randrange(1, 60))]
            time.sleep(rng.random() * 0.004)
            os.kill(pid, signal.SIGKILL)
            said += lines.readlines()
        os.waitpid(pid, 0)
        # A line cut off by the kill acknowledges nothing.
        found = [json.loads(line) for line in said if line.endswith("\n")]
        now = DAY_MS + max([line["at_ms"] for line in found if "at_ms" in line], default=now)
        say(
            acknowledged=[line["seq"] for line in found if "seq" in line],
            now=now,
            behind=behind(path),
            # A history of all rounds takes the doctor longer than the round.
            found=[one.code for one in examine(path, now)] if i % TIMES == 0 else [],
        )


def hold(path: Path, start: str) -> None:
    """Answers once, and keeps the history open until its input ends."""
    learner = Learner(path, int(start))
    say(seq=learner.answers().seq)
    sys.stdin.read()
    learner.store.close()


def starve(path: Path, start: str) -> None:
    """Answers until there is no room, then goes on once there is some."""
    learner = Learner(path, int(start))
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    _until_there_is_room(
        learner, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    )


def fill(path: Path, start: str) -> None:
    """The same on a small disk that something else fills."""
    learner = Learner(path, int(start))
    learner.answers("bank:before")
    other = path.with_name("other")
    with other.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    _until_there_is_room(learner, other.unlink)


def _until_there_is_room(learner: Learner, make_room: Callable[[], object]) -> None:
    stored = learner.store.counts().events
    try:
        while stored < 1000:
            stored = learner.answers(f"bank:{stored}").seq
    except NotSavedError as error:
        say(stored=stored, failed=type(error).__name__, message=str(error))
    say(meanwhile=len(learner.store.known()))
    make_room()
    say(after=learner.answers("bank:after").seq)
    learner.store.close()


def next_version(connection: sqlite3.Connection) -> None:
    """A step to the next version as it might be: a new table, filled, and a new column."""
    connection.execute("CREATE TABLE places(event INTEGER PRIMARY KEY, place TEXT)")
    connection.execute("INSERT INTO places SELECT id, 'home' FROM events")
    connection.execute("ALTER TABLE cards ADD COLUMN place TEXT")
    connection.execute("UPDATE cards SET place = 'home'")


def migrate_and_die(path: Path, rounds: str) -> None:
    """Migrates copies, each in a fork that kills itself after so many of SQLite's operations."""
    rng = chance("migrations")
    for i in range(int(rounds)):
        copy = path.with_name(f"copy-{i}.db")
        shutil.copy(path, copy)
        pid = os.fork()
        if not pid:
            connection = connect(copy)
            connection.execute("PRAGMA journal_mode = WAL")
            steps = rng.randrange(1, 6000)
            connection.set_progress_handler(lambda: os.kill(os.getpid(), signal.SIGKILL), steps)
            migrate(connection, copy, (*STEPS, next_version))
            os._exit(0)
        rng.random()
        _, status = os.waitpid(pid, 0)
        connection = connect(copy)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        columns = [row[1] for row in connection.execute("PRAGMA table_info(cards)")]
        say(
            killed=os.WIFSIGNALED(status),
            version=version,
            new=["places" in tables, "place" in columns],
            events=connection.execute("SELECT count(*) FROM events").fetchone()[0],
        )
        connection.close()


WORKS = {
    "answer": answer,
    "kill": answer_and_die,
    "hold": hold,
    "starve": starve,
    "fill": fill,
    "migrate": migrate_and_die,
}

if __name__ == "__main__":
    work, path, more = sys.argv[1:]
    WORKS[work](Path(path), more)
