"""Answers that go to the class: all of them, once, in whatever way the line breaks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from tests.classroom.conftest import Class
from tests.history.conftest import Learner
from trainer.classroom.address import connected
from trainer.classroom.background import Pushing
from trainer.classroom.errors import ClassError, UnreachableError, UnsureWhoseError
from trainer.classroom.push import BATCH, belong, insert, pull, push, put_back
from trainer.classroom.setup import init

New = Callable[[str], Learner]


def some(learner: Learner, n: int) -> None:
    for i in range(n):
        event = learner.answers(f"bank:{i % 9}", rating=1 + i % 4, days=i % 5)
        if i % 10 == 0:
            learner.amends(event)
        if i % 17 == 0:
            learner.passes(seconds=1)
            learner.store.undo(**learner.when)


def test_what_arrives_is_what_happened_and_comes_back_on_another_device(
    lesson: Class, new_learner: New
) -> None:
    ann, address = new_learner("ann"), lesson.invited("ann")
    some(ann, 120)
    with connected(address, {}) as db:
        belong(db, ann.store)
        assert push(db, ann.store).sent == ann.store.counts().events
        assert push(db, ann.store).sent == 0
    again = new_learner("reinstalled")
    again.now_ms = ann.now_ms
    with connected(address, {}) as db:
        belong(db, again.store)
        assert pull(db, again.store) == ann.store.counts().events
        assert pull(db, again.store) == 0
        assert push(db, again.store).sent == 0
    assert list(again.store.log()) == list(ann.store.log())
    assert again.store.states(ann.store.known()) == ann.store.states(ann.store.known())


def test_a_profile_with_answers_of_its_own_is_asked_whose_it_is(
    lesson: Class, new_learner: New
) -> None:
    ann, other, address = new_learner("ann"), new_learner("other"), lesson.invited("ann")
    some(ann, 3), some(other, 3)
    with connected(address, {}) as db:
        belong(db, ann.store)
        push(db, ann.store)
        with pytest.raises(UnsureWhoseError, match=f"--join {db.info.user}"):
            belong(db, other.store)
        assert belong(db, other.store, db.info.user)
        assert not belong(db, other.store)
    with connected(lesson.invited("ben"), {}) as db:
        with pytest.raises(UnsureWhoseError, match="--profile"):
            belong(db, other.store)
        assert belong(db, other.store, db.info.user)


def test_an_event_that_arrives_twice_is_there_once(lesson: Class, new_learner: New) -> None:
    ann = new_learner("ann")
    some(ann, 30)
    events = list(ann.store.log())
    with connected(lesson.invited("ann"), {}) as db:
        assert insert(db, events[:20]).sent == 20
        assert insert(db, events).sent == len(events) - 20
        assert push(db, ann.store).sent == 0
    (answers,) = lesson.asks("SELECT count(*) FROM trainer.events WHERE what = 'answer'")
    assert lesson.asks("SELECT sum(answers) FROM trainer.items") == [answers] == [(30,)]


def test_what_lies_between_is_filled_in(lesson: Class, new_learner: New) -> None:
    ann = new_learner("ann")
    some(ann, 30)
    events = list(ann.store.log())
    with connected(lesson.invited("ann"), {}) as db:
        insert(db, events[:5] + events[9:12])
        assert push(db, ann.store).sent == len(events) - 8


def test_a_disk_put_back_to_an_earlier_day_gets_its_answers_back_and_a_new_name(
    lesson: Class, new_learner: New
) -> None:
    ann, address = new_learner("ann"), lesson.invited("ann")
    some(ann, 5)
    ann.store.close()
    earlier = ann.path.read_bytes()
    ann.open()
    some(ann, 5)
    before = list(ann.store.log())
    with connected(address, {}) as db:
        push(db, ann.store)
        ann.store.close()
        ann.path.write_bytes(earlier)
        ann.open()
        with pytest.raises(ClassError, match="put back to an earlier day"):
            push(db, ann.store)
        assert put_back(db, ann.store)
        ann.store.rename()
        pull(db, ann.store)
        assert list(ann.store.log()) == before
        ann.answers("bank:after")
        assert push(db, ann.store).sent == 1


def test_numbers_that_were_given_twice_are_not_mixed_up(lesson: Class, new_learner: New) -> None:
    ann, address = new_learner("ann"), lesson.invited("ann")
    ann.store.close()
    earlier = ann.path.read_bytes()
    ann.open()
    some(ann, 3)
    with connected(address, {}) as db:
        push(db, ann.store)
        ann.store.close()
        ann.path.write_bytes(earlier)
        ann.open()
        for _ in range(9):
            ann.answers("bank:other")
        with pytest.raises(ClassError, match="under the same numbers"):
            push(db, ann.store)


def test_a_class_gets_the_answers_it_is_about_and_no_others(
    lesson: Class, new_learner: New
) -> None:
    ann = new_learner("ann")
    with connected(lesson.address, {}) as db:
        assert not init(db, ["history", "law"])
    with connected(lesson.invited("ann"), {}) as db:
        for latest in (False, True, False):
            for card in ("history:a", "private:diary", "historical:a", "law:b", "private:diary"):
                ann.answers(card)
            assert push(db, ann.store, latest=latest).sent == 2
        assert push(db, ann.store).sent == 0
    cards = lesson.asks("SELECT DISTINCT card FROM trainer.events ORDER BY card")
    assert cards == [("history:a",), ("law:b",)]


@pytest.mark.parametrize(
    "damage", [{"given": "x" * 100_001}, {"score": 17.0}, {"deck": "nul\0"}, {"took_ms": -1}]
)
def test_what_the_class_refuses_holds_nothing_else_up(
    lesson: Class, new_learner: New, damage: dict[str, object]
) -> None:
    ann = new_learner("ann")
    some(ann, 4)
    ann.answers("bank:odd", **damage)
    some(ann, 4)
    with connected(lesson.invited("ann"), {}) as db:
        done = push(db, ann.store)
        assert (done.sent, done.refused) == (ann.store.counts().events - 1, 1)
        assert push(db, ann.store) == replace(done, sent=0)


class Line:
    """A line to the server that breaks after so many bytes."""

    def __init__(self, port: int, breaks_after: int) -> None:
        self.left, self._to = breaks_after, port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._to))
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._copy, args=(one, other), daemon=True).start()

    def _copy(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while (data := source.recv(4096)) and self.left > 0:
                self.left -= len(data)
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def close(self) -> None:
        self._listening.close()


@contextmanager
def breaking(lesson: Class, address: str, after: int) -> Iterator[str]:
    line = Line(lesson.server.port, after)
    # The password is kept under the server's own port.
    password = next(
        entry.rpartition(":")[2]
        for entry in lesson.server.passwords.read_text().splitlines()
        if f":{address.partition('//')[2].partition('@')[0]}:" in entry
    )
    name = address.partition("//")[2].partition("@")[0]
    lesson.server.knows(f"127.0.0.1:{line.port}:{lesson.name}:{name}:{password}")
    yield address.replace(f":{lesson.server.port}/", f":{line.port}/")
    line.close()


def test_a_push_goes_on_where_the_line_broke(lesson: Class, new_learner: New) -> None:
    ann, address = new_learner("ann"), lesson.invited("ann")
    some(ann, 400)
    seen = []
    for after in (2_000, 30_000, 40_000, 50_000):
        with (
            breaking(lesson, address, after) as way,
            pytest.raises(UnreachableError),
            connected(way, {}) as db,
        ):
            push(db, ann.store)
        seen.append(lesson.asks("SELECT count(*) FROM trainer.events")[0][0])
    assert seen == sorted(seen) and 0 < seen[-1] < ann.store.counts().events
    assert all(n % BATCH == 0 for n in seen)
    with connected(address, {}) as db:
        assert push(db, ann.store).sent == ann.store.counts().events - seen[-1]
    sums = lesson.asks("SELECT sum(answers) FROM trainer.items")
    assert sums == lesson.asks("SELECT count(*) FROM trainer.events WHERE what = 'answer'")


def test_studying_pushes_beside_itself_and_the_rest_at_the_end(
    lesson: Class, new_learner: New
) -> None:
    ann, address = new_learner("ann"), lesson.invited("ann")
    with connected(address, {}) as db:
        belong(db, ann.store)
    with Pushing(address, ann.path, ann.clock, {}, every=0.05) as way:
        some(ann, 60)
    assert way.problem == ""
    assert lesson.asks("SELECT count(*) FROM trainer.events") == [(ann.store.counts().events,)]


def test_without_a_network_studying_goes_on_and_says_so_at_the_end(new_learner: New) -> None:
    ann = new_learner("ann")
    ann.store.note("class", "ann@127.0.0.1:1/class")
    with Pushing("postgresql://ann@127.0.0.1:1/class", ann.path, ann.clock, {}, every=0.01) as way:
        some(ann, 20)
    assert "can't be reached" in way.problem and "safe here" in way.problem


def test_a_profile_outside_the_class_pushes_nothing(lesson: Class, new_learner: New) -> None:
    ann, address = new_learner("ann"), lesson.invited("ann")
    with Pushing(address, ann.path, ann.clock, {}, every=0.01) as way:
        some(ann, 5)
    assert way.problem == "" and lesson.asks("SELECT count(*) FROM trainer.events") == [(0,)]
