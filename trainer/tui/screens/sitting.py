"""How a session comes to its screen: opened at the start, its files looked at after that."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from threading import Thread

from trainer.tui.backend import Asking
from trainer.tui.keys import Key
from trainer.tui.screens.asking import AskingPage
from trainer.tui.widgets.header import Header

GUARD = 0.25
"""Seconds in which keys that could still belong to what was shown before count for nothing."""


class SittingPage(AskingPage):
    """`begin` opens the session: at once where that is quick, else after the first paint."""

    def __init__(self, keys: tuple[Key, ...], begin: Callable[[], Asking]) -> None:
        super().__init__(keys)
        self.begin = begin
        self.session: Asking | None = None
        self.header = Header()
        self.looked = False
        self.replaced_at = -GUARD

    def on_mount(self) -> None:
        self.refresh_keys()
        self.trainer.once_there(self, self._begin, meanwhile=self.header.wait)

    def on_unmount(self) -> None:
        if self.session is not None:
            self.session.close()

    def _begin(self) -> None:
        self.session = self.trainer.opened(self.begin)
        if self.session is not None:
            # Begun from the command line, it leads to a home that stands on its deck.
            self.trainer.deck = self.trainer.deck or self.session.deck
            self.trainer.once_painted(self, self.look)
            self.advance()
            # What the first answer needs is imported while its question is read.
            judge = Thread(target=import_module, args=["trainer.judging.judge"], daemon=True)
            self.trainer.once_painted(self, judge.start)

    def advance(self) -> None:
        """Shows the next question, or the results."""
        raise NotImplementedError

    def show_current(self) -> None:
        """Shows the session's current question, or the results where there is none."""
        raise NotImplementedError

    def look(self) -> None:
        """Has files looked at, if the first question didn't wait for that. Before anything is done
        with that question: it may be another one after this."""
        if self.looked or self.session is None:
            return
        self.looked = True
        if self.attempt(self.session.look):
            self.replaced_at = self.trainer.now()
            self.show_current()
        elif self.header.progress != self.session.progress:
            self.header.show(self.session.deck_title, self.session.progress)

    @property
    def replaced(self) -> bool:
        """Whether keys and clicks may still be meant for the question that stood here before."""
        return self.trainer.now() - self.replaced_at < GUARD
