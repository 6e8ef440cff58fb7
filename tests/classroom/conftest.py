"""A class on a real server, and learners in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.classroom.server import Server, programs, running
from tests.history.conftest import Learner
from trainer.classroom.address import connected
from trainer.classroom.setup import init, invite

_numbers = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if programs() is None:
        reason = "PostgreSQL's server is not installed (Debian: apt-get install postgresql)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with running() as found:
        yield found


class Class:
    """A class in a database of its own, and addresses into it."""

    def __init__(self, server: Server) -> None:
        self.server, self.name = server, f"class_{next(_numbers)}"
        self.address = server.database(self.name)
        with connected(self.address, {}) as db:
            assert init(db)

    def invited(self, name: str) -> str:
        """The address of a new learner. Roles are the server's, so each test has its own names."""
        name = f"{name}_{self.name}"
        with connected(self.address, {}) as db:
            self.server.knows(invite(db, name).pgpass)
        return self.server.address(name, self.name)

    def asks(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What whoever teaches sees."""
        with psycopg.connect(self.address) as db:
            return db.execute(query, values).fetchall()


@pytest.fixture
def lesson(server: Server) -> Class:
    return Class(server)


@pytest.fixture
def new_learner(tmp_path: Path) -> Iterator[Callable[[str], Learner]]:
    found: list[Learner] = []

    def make(name: str) -> Learner:
        found.append(Learner(tmp_path / name / "history.db"))
        return found[-1]

    yield make
    for each in found:
        each.store.close()
