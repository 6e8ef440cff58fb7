"""Hands that hold the time, desks over small libraries, devices that are opened anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desks import Hands, make_desk
from tests.exams import FILES
from tests.study.answering import CHOICES
from tests.study.places import Place
from trainer.study.desk import Desk


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def opened(tmp_path: Path, hands: Hands) -> Iterator[Callable[[], Desk]]:
    """The learner's desk, opened anew each time: as after a break, or a kill."""
    desks: list[Desk] = []

    def again(files: dict[str, str] | None = None) -> Desk:
        if desks:
            desks[-1].close()
        desks.append(make_desk(tmp_path, hands, FILES if files is None else files))
        return desks[-1]

    yield again
    desks[-1].close()


@pytest.fixture
def desk(tmp_path: Path, hands: Hands) -> Iterator[Desk]:
    """Over a question of each kind."""
    with make_desk(tmp_path, hands) as desk:
        yield desk


@pytest.fixture
def three(tmp_path: Path, hands: Hands) -> Iterator[Desk]:
    """Over three questions."""
    with make_desk(tmp_path, hands, {"questions/q.yaml": CHOICES}) as desk:
        yield desk


@pytest.fixture
def place(tmp_path: Path, hands: Hands) -> Place:
    return Place(tmp_path / "here", hands)


@pytest.fixture
def other(tmp_path: Path, hands: Hands) -> Place:
    return Place(tmp_path / "there", hands)
