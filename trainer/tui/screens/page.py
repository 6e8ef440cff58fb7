"""The base of every screen: keys from the table, a footer that follows, messages, a column."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from textual import events, on
from textual.screen import Screen

from trainer.errors import TrainerError
from trainer.study.words import sentence
from trainer.tui.inks import Inks
from trainer.tui.keys import BODY, Key, Moment, bindings
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.sheet import Sheet
from trainer.wording.controls import strip_controls

if TYPE_CHECKING:
    from textual.color import Color
    from textual.geometry import Size
    from textual.message import Message
    from textual.notifications import SeverityLevel

    from trainer.tui.app import TrainerApp
    from trainer.tui.widgets.panel import Panel

T = TypeVar("T")

PAUSE = 0.05
"""Seconds between two portions of what is done meanwhile."""
TICK = 0.5
"""Seconds between two looks at an exam's clock."""
LULL = 1.0
"""Seconds without a key after which the next one is meant for the page that is there now."""


class Page(Screen[None]):
    """`moment` says what it waits for; `applies` hides keys that make no sense now."""

    AUTO_FOCUS = None
    moment = Moment.LOADING

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (112, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-tiny"), (14, "-short"), (32, "-tall")]
        self.keys = keys
        self._inks: dict[tuple[str, Color], Inks] = {}
        self._last_stray: float | None = None
        self._ticking: set[Panel] = set()
        for name, action in bindings(keys):
            self._bindings.bind(name, action, show=False)

    @cached_property
    def footer(self) -> Footer:
        return self.query_one(Footer)

    def fit(self, size: Size) -> None:
        """Takes the classes of its breakpoints before it is shown: they would come after the first
        layout, and style every widget a second time."""
        for length, breakpoints in (
            (size.width, self.HORIZONTAL_BREAKPOINTS),
            (size.height, self.VERTICAL_BREAKPOINTS),
        ):
            self.add_class([name for least, name in breakpoints or () if length >= least][-1])

    @property
    def trainer(self) -> TrainerApp:
        return cast("TrainerApp", self.app)

    @property
    def typing(self) -> bool:
        """Whether letters go into a text field."""
        return False

    def inks_on(self, ground: Color) -> Inks:
        """The styles of all names, readable on this ground."""
        key = (self.app.theme, ground)
        if key not in self._inks:
            self._inks[key] = Inks(self, ground)
        return self._inks[key]

    def applies(self, action: str) -> bool:
        """Whether an action that the moment allows makes sense."""
        return True

    @property
    def left(self) -> bool:
        """Whether another page has taken its place."""
        return self not in self.app.screen_stack

    @property
    def gone(self) -> bool:
        """Whether it was left or the app ends, so that nothing can be put on it any more."""
        return self.left or not self.is_attached

    async def _on_message(self, message: Message) -> None:
        # A second enter, say, that was on its way here while the first one opened another page:
        # the widgets are gone already. What bubbles is input; the rest is Textual's own. Its public
        # ways come too early (`check_message_enabled`, when a message is sent) or are told of too
        # little (`on_event`, of keys and clicks, but not of what our widgets make of them).
        if isinstance(message, events.Key | events.Paste) and self._stray():
            message.stop()
        elif not (message.bubble and self.left):
            await super()._on_message(message)

    def await_lull(self) -> None:
        """Lets keys go by until none came for a moment: this page came by itself, while the learner
        may have been typing in the one before."""
        self._last_stray = self.trainer.now()

    def _stray(self) -> bool:
        if self._last_stray is None:
            return False
        now = self.trainer.now()
        stray = now - self._last_stray < LULL
        self._last_stray = now if stray else None
        return stray

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.left:
            return False
        mine = [key for key in self.keys if key.action.partition("(")[0] == action]
        if not mine:
            return True
        return any(self.moment in key.moments for key in mine) and self.applies(action)

    def refresh_keys(self) -> None:
        """The footer shows what counts now."""
        self.footer.show(self.now(), self.typing)

    def shown_key(self, action: str) -> str:
        """How the key of an action reads at this moment."""
        return next(key.shown(self.typing) for key in self.keys if key.action == action)

    def say(self, text: str) -> None:
        """A word on what a key did or why it didn't; the next key takes it away."""
        self.footer.say(text)

    def on_key(self, event: events.Key) -> None:
        """A word that was said stays until the next key."""
        self.say("")

    def attempt(self, call: Callable[[], T]) -> T | None:
        """Calls the engine; an error is told and None returned, so that the session goes on."""
        try:
            return call()
        except (TrainerError, OSError) as error:
            self.complain(error)
            return None

    def meanwhile(self, call: Callable[[], bool]) -> None:
        """Calls until it says that nothing is left to do, with pauses in which keys are heard."""
        if not self.gone and self.attempt(call):
            self.set_timer(PAUSE, lambda: self.meanwhile(call))

    def managed(self, call: Callable[[], None]) -> bool:
        """The same for what has no result: whether it went well."""
        try:
            call()
        except (TrainerError, OSError) as error:
            self.complain(error)
            return False
        return True

    def complain(self, error: Exception) -> None:
        """Tells an error, as a sentence."""
        text = str(error)
        if text.partition(" ")[0].isalpha():
            # A sentence, and no file's name at its beginning.
            text = sentence(text)
        self.tell(text, severity="error")

    def tell(self, text: str, severity: SeverityLevel = "information") -> None:
        """A sentence that lies over the screen for a while; it may name files."""
        self.notify(strip_controls(text), severity=severity, timeout=10, markup=False)

    @on(Footer.Pressed)
    def press_for(self, message: Footer.Pressed) -> None:
        self.app.simulate_key(message.key.press)

    def once_laid_out(self, call: Callable[[], None]) -> None:
        """Calls when it is known again where things are, unless it was left by then."""

        def unless_left() -> None:
            if not self.gone:
                call()

        self.call_after_refresh(unless_left)

    def tick(self, panel: Panel) -> None:
        """Has a panel that tells of a clock say anew what is left, from now on."""
        if panel not in self._ticking:
            self._ticking.add(panel)
            self.set_interval(TICK, panel.changed)

    def action_quit(self) -> None:
        self.app.exit()

    def action_help(self) -> None:
        from trainer.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keys, self.moment))

    def action_palette(self) -> None:
        from trainer.tui.screens.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(self.keys, self))

    def now(self) -> tuple[Key, ...]:
        """The keys that count now."""
        return tuple(
            key
            for key in self.keys
            if self.moment in key.moments
            and (key.action == BODY or self.applies(key.action.partition("(")[0]))
        )

    def action_page(self, by: int) -> None:
        for sheet in self.query(Sheet):
            sheet.page(by)
