"""A library with every kind, a learner at the keys, and pictures of screens as text."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from textual.app import App
from textual.events import Key, Paste
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from tests.tui.candidate import Candidate
from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.settings_file import SettingsFile
from trainer.tui.app import TrainerApp

HERE = Path(__file__).parent
NOON = 1_795_435_200_000  # 2026-11-23 12:00 UTC, a Monday
SIZE = (80, 24)
PATIENCE, SOON, LOST = 30.0, 1.0, 0.1
"""Seconds after which a screen that still changes is taken for broken, within which whatever a
timer will call is waited for, and after which no frame is to be expected: its screen was left."""


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
    """The screen as text once nothing is left that could change it."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while loop.time() < end:
        await pilot._wait_for_screen()
        if soon := list(_timers(pilot.app)):
            await asyncio.wait(soon, timeout=PATIENCE)
        else:
            await painted(pilot.app)
            if not waits(pilot.app):
                return screen_text(pilot.app)
    raise AssertionError("the screen never came to rest")


async def painted(app: App[None]) -> None:
    """Waits until the screen has drawn what it has to draw, or may have made way for another."""
    drawn = asyncio.Event()
    if app.screen.call_after_refresh(drawn.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(drawn.wait(), LOST)


def waits(app: App[None]) -> bool:
    """Whether something has still to be handled, called, worked on, laid out, scrolled or painted:
    on a busy machine a screen can stay the same for two frames before that comes."""
    if app._exit:
        return False
    # Those below are painted once they are on top again.
    screen, pumps = app.screen, list(_pumps(app))
    if screen._dirty_widgets or screen._callbacks:
        return True
    if any(pump.message_queue_size or pump._next_callbacks for pump in pumps):
        return True
    waiting = ("_layout_required", "_scroll_required", "_repaint_required")
    if any(getattr(node, name) for node in (screen, *screen.query("*")) for name in waiting):
        return True
    working = any(not worker.is_finished for worker in app.workers)
    return bool(working or app._resize_event or app.animator._animations or any(_timers(app)))


def _pumps(app: App[None]) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield screen
        yield from screen.query("*")


def _timers(app: App[None]) -> Iterator[asyncio.Task[None]]:
    """What a timer will call soon, and once: no clock's next tick, nor a message's end."""
    if app._exit:
        return
    for timer in (timer for pump in _pumps(app) for timer in pump._timers):
        once = timer._repeat is not None and timer._interval <= SOON
        if once and timer._task is not None and not timer._task.done():
            yield timer._task


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
def candidate(tmp_path: Path, play: Callable[..., list[str]]) -> Iterator[Candidate]:
    found = Candidate(tmp_path, play)
    yield found
    found.desk.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a screen with its picture in goldens/; TRAINER_GOLDENS=write draws it anew."""

    def compare(name: str, shown: str) -> None:
        path = HERE / "goldens" / f"{name}.txt"
        if os.environ.get("TRAINER_GOLDENS") == "write":
            path.write_text(shown + "\n", encoding="utf-8")
        assert shown + "\n" == path.read_text(encoding="utf-8"), f"{path} shows another screen"

    return compare
