"""The CPU of the next question beside that of painting the same screen anew, without a terminal."""

from __future__ import annotations

import asyncio
import gc
import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import quantiles
from zoneinfo import ZoneInfo

from textual.events import Key

from tests.benchmarks.rows import Row, Scale
from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.tui import YOUNG
from trainer.tui.app import TrainerApp

FRAMES, FRAME = 4, 0.02
"""A screen rests after so many frames of so many seconds."""
WARM = 5
"""Answers that go before."""


def rows(folder: Path, scale: Scale) -> Iterator[Row]:
    """Of the library in `folder`. Quarters and not medians: what else a machine does makes a
    figure larger only."""
    with Desk(
        libraries=[library_at(folder, folder)],
        history=folder / "repaint.db",
        cache=folder / "repaint-cache",
        settings=Settings(new_per_day=9_999),
        clock=Clock(),
        zone=ZoneInfo("UTC"),
        rng=Random(7),
    ) as desk:
        times = asyncio.run(_measured(desk, WARM + scale.pick(80, 4)))
    idle, repaint, following = (quantiles(one[WARM:], n=4)[0] * 1e3 for one in times)
    yield Row(
        "the next question, CPU", following - idle, "ms",
        "a repaint of every widget", repaint - idle, 2.0,
    )  # fmt: skip


async def _measured(desk: Desk, answers: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds of CPU while nothing happens, of repaints, and from a rating on."""
    seconds = itertools.count()
    app = TrainerApp(desk, lambda: desk.session("few"), now=lambda: float(next(seconds)))
    times: tuple[list[float], list[float], list[float]] = ([], [], [])

    async def timed(do: Callable[[], object]) -> float:
        begun = time.process_time()
        do()
        for _ in range(FRAMES):
            await asyncio.sleep(FRAME)
        return time.process_time() - begun

    def repaint() -> None:
        for widget in app.screen.query("*"):
            widget.refresh()

    young = gc.get_threshold()[0]
    async with app.run_test(size=(80, 24)):
        gc.set_threshold(YOUNG)
        for _ in range(answers):
            await timed(lambda: app.post_message(Key("ctrl+d", None)))
            times[2].append(await timed(lambda: app.post_message(Key("3", "3"))))
            times[1].append(await timed(repaint))
            times[0].append(await timed(lambda: None))
        gc.set_threshold(young)
    return times
