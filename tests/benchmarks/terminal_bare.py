"""The floor of the terminal benchmark: a bare Textual app with as many widgets as ours.

    python terminal_bare.py session|home

Its texts are fixed but for the question's number; ctrl+d writes a line with one fsync and reveals
two panels, 3 writes too, hides them and asks the next question.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tests.benchmarks import screens


class Bare(App[None]):
    CSS = """
    #column { width: 100%; max-width: 92; height: 1fr; padding: 0 2; }
    #footer { dock: bottom; height: 1; background: $panel; }
    VerticalScroll { height: auto; }
    #question { border-left: outer $primary; background: $surface; padding: 0 2; }
    #verdict { display: none; border-left: outer $error; padding: 0 2; margin: 1 0 0 0; }
    #tiles { display: none; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("ctrl+d", "reveal", ""), ("3", "ask", ""), ("q", "quit", "")]  # noqa: RUF012

    def __init__(self, home: bool) -> None:
        super().__init__()
        self.home = home
        self.file = screens.opened()
        self.number = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Static(screens.HEADER, id="header")
            if self.home:
                with VerticalScroll():
                    yield Static(screens.TODAY)
                    yield Static(screens.DECKS)
                    yield Static("")
                    yield Static(screens.YEAR)
            else:
                yield Static("", id="above")
                with VerticalScroll():
                    yield Static(screens.QUESTION, id="question")
                    yield Static(screens.OPTIONS, id="options")
                    yield Static(screens.VERDICT, id="verdict")
                yield Static("", id="below")
                yield Static(screens.TILES, id="tiles")
        yield Static(screens.ASKING, id="footer")

    def action_reveal(self) -> None:
        screens.stored(self.file)
        self._show(True)

    def action_ask(self) -> None:
        screens.stored(self.file)
        self.number += 1
        with self.batch_update():
            self.query_one("#question", Static).update(screens.question(self.number))
            self._show(False)

    def _show(self, judged: bool) -> None:
        with self.batch_update():
            self.query_one("#header", Static).update(screens.header(judged))
            self.query_one("#options", Static).update(screens.OPTIONS)
            self.query_one("#verdict").display = judged
            self.query_one("#tiles").display = judged
            self.query_one("#footer", Static).update(screens.RATING if judged else screens.ASKING)


if __name__ == "__main__":
    Bare(sys.argv[1] == "home").run()
