"""The pictures in docs/pictures, drawn from the real screens: `python -m tests.tui.pictures`."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from tests.benchmarks.history import DAYS, reviews
from tests.history.conftest import DAY_MS, MONDAY
from tests.tui.conftest import HERE, press, settled
from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.settings_file import SettingsFile
from trainer.tui.app import TrainerApp

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
THEMES = {"": "textual-dark", "-light": "textual-light", "-ansi": "ansi-dark"}
SIZE = (80, 24)
PER_DAY = 3
SECOND = """\
title: Song China
questions:
- ask: Which city was the Song capital until 1127?
  id: kaifeng
  answer: Kaifeng
- ask: Who invented movable type?
  id: type
  answer: Bi Sheng
"""
NOW = MONDAY + DAYS * DAY_MS
FONTS = re.compile(r",?\s*url\([^)]*\)\s*format\([^)]*\)")
"""Fonts that a viewer would fetch from somewhere else."""


def pictures() -> Iterator[tuple[str, str]]:
    """(name, SVG) of each screen in each theme; the same at every run."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        questions = folder / "questions" / "all.yaml"
        questions.parent.mkdir()
        text = (HERE / "data" / "all.yaml").read_text(encoding="utf-8")
        questions.write_text(text, encoding="utf-8")
        _study_for_a_year(folder)
        (folder / "questions" / "song.yaml").write_text(SECOND, encoding="utf-8")
        first = text.partition("\n- cloze:")[0]
        for suffix, theme in THEMES.items():
            found = asyncio.run(_home(folder, theme))
            found |= asyncio.run(_session(folder / theme, first, theme))
            for view, svg in found.items():
                yield f"{view}{suffix}.svg", svg
        with _environment(NO_COLOR="1"):
            found = asyncio.run(_session(folder / "none", first, ""))
        yield "session-nocolor.svg", found["session"]


@contextmanager
def _environment(**more: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(more)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


async def _home(folder: Path, theme: str) -> dict[str, str]:
    with _desk(folder, NOW) as desk:
        app = TrainerApp(desk, theme=theme, settings=SettingsFile(Path("settings.toml")))
        async with app.run_test(size=SIZE) as pilot:
            return {
                "home": await _after(pilot, []),
                "settings": await _after(pilot, ["comma", "down"]),
            }


async def _session(folder: Path, text: str, theme: str) -> dict[str, str]:
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "all.yaml").write_text(text, encoding="utf-8")
    seconds = itertools.count()
    with _desk(folder, NOW) as desk:
        app = TrainerApp(
            desk, lambda: desk.session("all"), theme=theme, now=lambda: float(next(seconds))
        )
        async with app.run_test(size=SIZE) as pilot:
            question = await _after(pilot, ["h"])
            order = app.screen.session.current.order  # type: ignore[attr-defined]
            session = await _after(pilot, [str(order.index(1) + 1)])
            answers = ["4", "1", "2", "3", "enter", "4", "f", "4"]
            answers += ["'Li Yuan'", "enter", "4", "'65 million'", "enter", "4"]
            results = await _after(pilot, answers)
    return {"question": question, "session": session, "results": results}


async def _after(pilot: Pilot[None], keys: Sequence[str]) -> str:
    """The screen after these keys, as SVG."""
    await settled(pilot)
    for key in keys:
        await press(pilot, key)
        await settled(pilot)
    return FONTS.sub("", pilot.app.export_screenshot(title="trainer"))


def _study_for_a_year(folder: Path) -> None:
    """A history of answers on most days, more on some."""
    with _desk(folder, NOW) as desk:
        bank = desk.banks[0]
        keys = [card.key for card in bank.candidates(desk.deck("all")[1])]
        graded = bank.fingerprints(keys)
        busy = [Random(day).choice((0, 0, 1, 1, 2, 3)) for day in range(DAYS + 1)]
        events = []
        for n, event in enumerate(reviews(PER_DAY * DAYS, len(keys))):
            if n % PER_DAY < busy[n // PER_DAY]:
                key = keys[int(event.card[6:])]
                events.append(event._replace(card=key, deck="all", fingerprint=graded[key]))
        desk.store.receive(events)


def _desk(folder: Path, now: int) -> Desk:
    ticks = itertools.count(now, 5_000)
    return Desk(
        libraries=[library_at(folder, folder)],
        history=folder / "history.db",
        cache=None,
        settings=Settings(new_per_day=5),
        clock=Clock(source=lambda: next(ticks)),
        zone=ZoneInfo("UTC"),
        rng=Random(7),
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, svg in pictures():
        (FOLDER / name).write_text(svg, encoding="utf-8")
