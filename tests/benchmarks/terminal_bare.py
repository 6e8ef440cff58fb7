"""The floor of the terminal benchmark: a bare Textual app with as many widgets as ours.

    python terminal_bare.py session|home

Its texts are fixed; ctrl+d writes a line with one fsync and reveals two panels, 3 writes too and
hides them.
"""

from __future__ import annotations

import os
import sys

from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

OPTIONS = "\n".join(f" {n}     Another of the answers to the question" for n in range(1, 5))
VERDICT = (
    "✗ The answer is The second answer to question 7\n"
    "It is the second, as the minutes of that day say, and two letters written later."
)
TILES = "    1 Again             2 Hard            › 3 Good            4 Easy\n" + " 1 min " * 4
ASKING = "1–9 Choose   ctrl+d Don't know   g A guess   ? Help   q Quit"
RATING = "1–4 Rate   space As suggested   o Overrule   w Why   ? Help   q Quit"
YEAR = "\n".join("Mon " + "■" * 53 for _ in range(8))


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
        self.log_file = os.open(os.environ["BARE_LOG"], os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Static("Few      ────────────────────  0/100   ✓ 0  ✗ 0", id="header")
            if self.home:
                with VerticalScroll():
                    yield Static("100 due   10 new\n0 answers today")
                    yield Static("   Deck         due    new   learned\n › Few         ·     10")
                    yield Static("")
                    yield Static(YEAR)
            else:
                yield Static("", id="above")
                with VerticalScroll():
                    yield Static("new\nWhich of these came after number 7?", id="question")
                    yield Static(OPTIONS, id="options")
                    yield Static(VERDICT, id="verdict")
                yield Static("", id="below")
                yield Static(TILES, id="tiles")
        yield Static(ASKING, id="footer")

    def action_reveal(self) -> None:
        self._write()
        self._show(True)

    def _write(self) -> None:
        os.write(self.log_file, b"an answer as long as ours are in the history of a learner\n" * 4)
        os.fsync(self.log_file)

    def action_ask(self) -> None:
        self._write()
        self._show(False)

    def _show(self, judged: bool) -> None:
        with self.batch_update():
            self.query_one("#header", Static).update(f"Few  ━━━━────  {judged:d}/100   ✓ 0  ✗ 1")
            self.query_one("#options", Static).update(OPTIONS)
            self.query_one("#verdict").display = judged
            self.query_one("#tiles").display = judged
            self.query_one("#footer", Static).update(RATING if judged else ASKING)


if __name__ == "__main__":
    Bare(sys.argv[1] == "home").run()
