"""A library with every kind, a learner at the keys, and pictures of screens as text."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from textual.app import App
from textual.constants import MAX_FPS
from textual.events import Key, Paste
from textual.pilot import Pilot

from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.settings_file import SettingsFile
from trainer.tui.app import TrainerApp

HERE = Path(__file__).parent
NOON = 1_795_435_200_000  # 2026-11-23 12:00 UTC, a Monday
SIZE = (80, 24)
PATIENCE = 400
"""Turns of the event loop after which a screen that still changes is taken for broken."""


@dataclass
class Learner:
    """Somebody at a terminal: presses keys, and sees what is on the screen after each."""

    desk: Desk
    deck: str = "all"
    size: tuple[int, int] = SIZE
    theme: str = ""
    step: float = 1.0
    settings: SettingsFile | None = None
    seen: list[str] = field(default_factory=list)
    app: TrainerApp | None = None

    def study(self, *keys: str) -> str:
        """Presses keys in a session of the deck; the last screen."""
        return self._play(keys, lambda: self.desk.session(self.deck))

    def home(self, *keys: str) -> str:
        """Presses keys from the home screen on; the last screen."""
        return self._play(keys, None)

    def studying(self, keys: Sequence[str]) -> list[str]:
        """Every screen of a session of the deck."""
        self.study(*keys)
        return self.seen

    def from_home(self, keys: Sequence[str]) -> list[str]:
        """Every screen from home on."""
        self.home(*keys)
        return self.seen

    def _play(self, keys: Sequence[str], begin: Callable[[], object] | None) -> str:
        ticks = itertools.count()
        self.app = TrainerApp(
            self.desk,
            begin,
            theme=self.theme,
            settings=self.settings,
            now=lambda: next(ticks) * self.step,
        )
        self.seen = run(self.app, self.size, [[key] for key in keys])
        return self.seen[-1]


def run(app: TrainerApp, size: tuple[int, int], batches: Sequence[Sequence[str]]) -> list[str]:
    """Runs an app and gives it batches of keys; the screen after each batch."""

    async def go() -> list[str]:
        async with app.run_test(size=size, notifications=True) as pilot:
            seen = [await settled(pilot)]
            for batch in batches:
                for key in batch:
                    await press(pilot, key)
                seen.append(await settled(pilot))
            return seen

    return asyncio.run(go())


async def press(pilot: Pilot[None], key: str) -> None:
    """A key by Textual's name, `paste:TEXT`, `click:X,Y`, `size:WxH` or a text in quotes to type.

    Pilot's own `press` waits 40 ms after each key, which is most of a test's time.
    """
    if key.startswith("paste:"):
        pilot.app.post_message(Paste(key.removeprefix("paste:")))
    elif key.startswith("click:"):
        x, y = key.removeprefix("click:").split(",")
        await pilot.click(offset=(int(x), int(y)))
    elif key.startswith("size:"):
        width, height = key.removeprefix("size:").split("x")
        await pilot.resize_terminal(int(width), int(height))
    elif key.startswith("'"):
        for letter in key.strip("'"):
            pilot.app.post_message(Key("space" if letter == " " else letter, letter))
    else:
        letter = key.removeprefix("alt+")
        pilot.app.post_message(Key(key, letter if len(letter) == 1 else None))


async def settled(pilot: Pilot[None]) -> str:
    """The screen as text once every message is handled and it has stopped changing."""
    before = None
    for _ in range(PATIENCE):
        await pilot._wait_for_screen()
        await asyncio.sleep(1 / MAX_FPS)
        now = screen_text(pilot.app)
        if now == before and not waits(pilot.app):
            return now
        before = now
    raise AssertionError("the screen never came to rest")


def waits(app: App[None]) -> bool:
    """Whether something has still to be called, laid out, scrolled or painted: on a busy machine a
    screen can stay the same for two frames before that comes."""
    if app._exit:
        return False
    screen = app.screen
    pumps = (app, screen, *screen.query("*"))
    if screen._dirty_widgets or screen._callbacks:
        return True
    if any(pump.message_queue_size or pump._next_callbacks for pump in pumps):
        return True
    waiting = ("_layout_required", "_scroll_required", "_repaint_required")
    return any(getattr(node, name) for node in pumps[1:] for name in waiting)


def screen_text(app: object) -> str:
    """What stands on the screen, line by line. Textual offers this only as SVG."""
    strips = app.screen._compositor.render_strips()  # type: ignore[attr-defined]
    return "\n".join(strip.text.rstrip() for strip in strips)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Makes desks over a library of these files: by default the one with every kind."""
    opened: list[Desk] = []

    def make(**files: str) -> Desk:
        texts = files or {"all": (HERE / "data" / "all.yaml").read_text(encoding="utf-8")}
        for name, text in texts.items():
            path = tmp_path / "questions" / f"{name}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (tmp_path / "questions").mkdir(exist_ok=True)
        ticks = itertools.count(0, 5_000)
        made = Desk(
            libraries=[library_at(tmp_path, tmp_path)],
            history=tmp_path / "history.db",
            cache=None,
            settings=Settings(new_per_day=50),
            clock=Clock(source=lambda: NOON + next(ticks)),
            zone=ZoneInfo("UTC"),
            rng=Random(7),
        )
        opened.append(made)
        return made

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def learner(desk: Callable[..., Desk]) -> Learner:
    return Learner(desk())


@pytest.fixture
def only(desk: Callable[..., Desk]) -> Callable[..., Learner]:
    """A learner with a library of one file, which holds these questions."""

    def make(questions: str, **kwargs: object) -> Learner:
        return Learner(desk(all=f"id: all\ntitle: All\nquestions:\n{questions}"), **kwargs)

    return make


@pytest.fixture
def play() -> Callable[..., list[str]]:
    """`run`, for tests that bring their own app."""
    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a screen with its picture in goldens/; TRAINER_GOLDENS=write draws it anew."""

    def compare(name: str, shown: str) -> None:
        path = HERE / "goldens" / f"{name}.txt"
        if os.environ.get("TRAINER_GOLDENS") == "write":
            path.write_text(shown + "\n", encoding="utf-8")
        assert shown + "\n" == path.read_text(encoding="utf-8"), f"{path} shows another screen"

    return compare
