"""The application: opens the backend after the first paint and moves between screens."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import App
from textual.binding import Binding, BindingType

from trainer.deferred import no_longer
from trainer.errors import TrainerError
from trainer.tui.backend import Asking, Backend
from trainer.tui.keys import Key
from trainer.tui.remapping import table
from trainer.tui.screens.page import Page

if TYPE_CHECKING:
    from textual.driver import Driver

    from trainer.question import Card
    from trainer.study.settings_file import SettingsFile

T = TypeVar("T")
THEME = "textual-dark"
READING = "Reading the questions …"
WATCHED = 2.0
"""Seconds between two looks at whether the terminal is still there."""


class TrainerApp(App[None]):
    """`failure` is why it had to close, for whoever ran it to tell."""

    TITLE = "trainer"
    CSS_PATH = "trainer.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", show=False),
        Binding("ctrl+z", "to_shell", show=False),
    ]

    def __init__(
        self,
        backend: Backend,
        begin: Callable[[], Asking] | None = None,
        *,
        first: Callable[[tuple[Key, ...]], Page] | None = None,
        keys: Mapping[str, str] | None = None,
        theme: str = "",
        settings: SettingsFile | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(driver_class=_driver())
        self.backend = backend
        self.begin = begin
        self.first = first
        self.keys = table(keys or {})
        self.settings = settings
        self.now = now
        self.failure: TrainerError | None = None
        self.deck = ""
        """The id of the deck on which the learner left home."""
        self._started = False
        self._once_started: list[Callable[[], None]] = []
        if theme:
            self.wear(theme)

    @property
    def themes(self) -> tuple[str, ...]:
        """The names of all themes there are."""
        return tuple(sorted(self.available_themes))

    def wear(self, theme: str) -> None:
        """Shows a theme; one that there isn't, such as "", is the usual one."""
        self.theme = theme if theme in self.available_themes else THEME

    def keep_theme(self, theme: str) -> None:
        """Shows a theme now and, where there are settings, from now on."""
        self.wear(theme)
        if self.settings is not None:
            from trainer.study.preferences import theme_of

            page, file = cast(Page, self.screen), self.settings
            page.attempt(lambda: file.choose(theme_of(self.themes), theme))

    def show_settings(self) -> None:
        from trainer.tui.screens.settings import SettingsScreen

        if self.settings is not None:
            self.push_screen(SettingsScreen(self.keys, self.settings, self.themes))

    def opened(self, call: Callable[[], T]) -> T | None:
        """Calls something without which there is nothing to show; an error closes the screen."""
        try:
            return call()
        except TrainerError as error:
            self.failure = error
            self.exit()
            return None

    def on_mount(self) -> None:
        self._obey_signals()
        # After a suspend and `fg` only dirty parts are painted again.
        self.app_resume_signal.subscribe(
            self, lambda _: self.call_later(self.screen.refresh, layout=True)
        )
        if self.first is not None:
            self.turn_to(self.first(self.keys))
        elif self.begin is None:
            self.show_home()
        else:
            self.ask(self.begin)

    def once_there(
        self,
        page: Page,
        call: Callable[[], None],
        after: Callable[[], None] | None = None,
        *,
        meanwhile: Callable[[str], None],
    ) -> None:
        """Fills a page: of one that is opened at the start at once, since to lay it out and paint
        it empty first takes a sixth of the start; where that may take a while, once it is
        painted with a word on it. With `after` the first call needn't be right, if the
        other soon is."""
        if not self._started and self.backend.warm:
            call()
            if after is not None:
                self.once_painted(page, after)
            return
        if not self._started:
            meanwhile(READING)
        self.once_painted(page, after or call)

    def once_painted(self, page: Page, call: Callable[[], None]) -> None:
        """Calls after a page stands there, unless it was left by then. While the app starts,
        nothing is painted until it is ready, though `call_after_refresh` would call."""

        def unless_left() -> None:
            if not page.gone:
                call()

        if self._started:
            self.screen.call_after_refresh(unless_left)
        else:
            self._once_started.append(unless_left)

    def on_ready(self) -> None:
        self._started = True
        self.screen.call_after_refresh(_as_ever)
        for call in self._once_started:
            self.screen.call_after_refresh(call)

    def _obey_signals(self) -> None:
        """A closed terminal or a kill ends the app in order: every answer is already saved."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            # Windows has neither the signals nor this method.
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError):
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._hang_up, 128 + number)

        if not self.is_headless and hasattr(select, "poll"):
            self.set_interval(WATCHED, self._look_for_terminal)

    def _look_for_terminal(self) -> None:
        """A terminal can be gone without a signal, which only its leader gets."""
        look = select.poll()
        look.register(0, 0)
        if any(event & (select.POLLHUP | select.POLLNVAL) for _, event in look.poll(0)):
            self._hang_up(128 + signal.SIGHUP)

    def _hang_up(self, status: int) -> None:
        self.exit(return_code=status)

    def action_to_shell(self) -> None:
        """Stops until the shell that began it says `fg`. Without one nobody would: Textual stops by
        a signal that can't be put aside."""
        if self.is_headless or sys.platform == "win32":
            return
        shell = os.getppid()
        with contextlib.suppress(OSError):
            if os.getsid(shell) == os.getsid(0) and os.getpgid(shell) != os.getpgrp():
                self.action_suspend_process()

    def show_home(self) -> None:
        from trainer.tui.screens.home import HomeScreen

        self.turn_to(HomeScreen(self.keys))

    def show_statistics(self, decks: tuple[str, ...], deck: str | None = None) -> None:
        from trainer.tui.screens.statistics import StatisticsScreen

        self.push_screen(StatisticsScreen(self.keys, decks, deck))

    def show_browser(self, text: str = "") -> None:
        from trainer.tui.screens.browse import BrowseScreen

        self.push_screen(BrowseScreen(self.keys, text))

    def back(self) -> None:
        """To the screen below; where there is none, home."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.show_home()

    def study(self, deck: str) -> None:
        self.ask(lambda: self.backend.session(deck))

    def drill(self, cards: Sequence[Card]) -> None:
        self.ask(lambda: self.backend.drill(cards))

    def ask(self, begin: Callable[[], Asking]) -> None:
        """A session, which is opened once its screen is painted."""
        from trainer.tui.screens.session import SessionScreen

        self.turn_to(SessionScreen(self.keys, begin))

    def show_results(self, session: Asking) -> None:
        """On top of the session, which an undo goes back to."""
        from trainer.tui.screens.results import ResultsScreen

        self.push_screen(ResultsScreen(self.keys, session))

    def undo_from_results(self) -> None:
        """Back to the session below, which takes the last answer back."""
        self.pop_screen()
        session = self.screen

        async def undo() -> None:
            # Keys typed in the meantime may have left it already.
            if session.is_current:
                await session.run_action("undo")

        self.call_later(undo)

    def sit(self, deck: str) -> None:
        """The exams of a deck."""
        from trainer.tui.screens.exams import ExamsScreen

        self.turn_to(ExamsScreen(self.keys, deck))

    def turn_to(self, page: Page) -> None:
        """Shows this page and no other below it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        page.fit(self.size)
        self.push_screen(page)


def _as_ever() -> None:
    """Ends what held for the start alone: what it made stays as long as the app, and is never
    looked through; what waits for its first use is imported as ever."""
    gc.freeze()
    gc.enable()
    no_longer()


def _driver() -> type[Driver] | None:
    """None leaves the choice to Textual: in a browser, and on Windows."""
    if sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ:
        return None
    from trainer.tui.driver import LastingDriver

    return LastingDriver
