"""A question to the learner about what they asked for: yes or no."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from trainer.tui.content import plain
from trainer.tui.keys import Key, Moment
from trainer.tui.screens.page import Page
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel


class OfferScreen(Page, ModalScreen[None]):
    """Over the screen that asks; `then` is done after a yes."""

    moment = Moment.OFFER

    def __init__(
        self, keys: tuple[Key, ...], title: str, text: str, then: Callable[[], None]
    ) -> None:
        super().__init__(keys)
        self.question, self.text, self.then = title, text, then

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Lines(self._said)
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()

    def action_agree(self) -> None:
        self.app.pop_screen()
        self.then()

    def action_decline(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        self.app.pop_screen()

    def _said(self, widget: Panel, width: int) -> list[Content]:
        title = plain(self.question, widget.ink("title")).wrap(width)
        return [*title, Content(), *plain(self.text).wrap(width)]
