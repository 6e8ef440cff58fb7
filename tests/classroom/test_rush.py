"""Many learners at the same moment; the benchmark `classroom` has 200 of them, and times."""

from __future__ import annotations

from tests.benchmarks.classroom import arrived, invited, rush
from tests.classroom.server import Server
from trainer.classroom.push import BATCH


def test_no_event_of_a_rush_is_lost_or_counted_twice(server: Server) -> None:
    learners, each = 24, 2 * BATCH + 7
    rush(invited(server, "rush", learners), each, BATCH, breaking=True)
    assert arrived(server.address(database="rush")) == (learners * each,) * 3


def test_two_devices_of_one_learner_never_wait_in_a_circle(server: Server) -> None:
    (address,) = invited(server, "circle", 1)
    rush([address] * 4, 4 * BATCH, BATCH)
    assert arrived(server.address(database="circle")) == (16 * BATCH,) * 3
