"""The screen of a first question whose library was changed since the last start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desks import Hands, make_desk
from tests.folders import short
from tests.studied import double, questions, studied
from tests.tui.conftest import SIZE, run
from trainer.tui.app import TrainerApp


def screens(tmp_path: Path, change: Callable[[Path], object], keys: list[str], now: float) -> str:
    """The last screen of a session after a change of the library; each look at the clock takes
    `now` seconds."""
    root, hands = tmp_path / "library", Hands()
    studied(root, hands)
    change(root)
    ticks = [0.0]

    def clock() -> float:
        ticks[0] += now
        return ticks[0]

    with make_desk(tmp_path, hands, {}) as desk:
        app = TrainerApp(desk, lambda: desk.session("all", at_once=True), now=clock)
        return run(app, SIZE, [[key] for key in keys])[-1]


def test_the_first_question_stays_and_the_counts_follow(tmp_path: Path) -> None:
    shown = screens(tmp_path, lambda root: questions(root, "aa", [short("a", "A")]), [], 1.0)
    assert "What is han1?" in shown
    assert "0/7" in shown


def test_a_question_that_has_to_go_makes_way_for_the_next(tmp_path: Path) -> None:
    shown = screens(tmp_path, double, [], 1.0)
    assert "What is a?" in shown and "han1" not in shown


@pytest.mark.parametrize(("now", "typed"), [(0.0, False), (1.0, True)])
def test_keys_for_the_question_that_went_count_for_nothing(
    tmp_path: Path, now: float, typed: bool
) -> None:
    shown = screens(tmp_path, double, ["'gao'"], now)
    assert "What is a?" in shown
    assert ("gao" in shown) is typed
