"""The terminal benchmark's screens as a prompt_toolkit app: `peers_prompt_toolkit.py session|home`.

Run by the Python of the peers' own environment (`tests.benchmarks.peers`).
"""

from __future__ import annotations

import sys

from prompt_toolkit import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import (
    ConditionalContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.styles import Style

from tests.benchmarks import screens

STYLE = Style.from_dict(
    {"question": "bg:#202030", "verdict": "fg:#ff8080", "footer": "bg:#303040 fg:#c0c0c0"}
)


class Screen:
    """Home, or a question with its verdict shown or not."""

    def __init__(self, home: bool) -> None:
        self.file = screens.opened()
        self.judged = False
        verdict = HSplit([self._part(screens.VERDICT, "verdict")])
        tiles = HSplit([self._part(screens.TILES)])
        shown = Condition(lambda: self.judged)
        middle = (
            [self._part(text) for text in (screens.TODAY, screens.DECKS, "", screens.YEAR)]
            if home
            else [
                self._part(screens.QUESTION, "question"),
                self._part(screens.OPTIONS),
                ConditionalContainer(verdict, shown),
                Window(),
                ConditionalContainer(tiles, shown),
            ]
        )
        head = Window(FormattedTextControl(self._header), height=1)
        foot = Window(FormattedTextControl(self._footer), height=1, style="class:footer")
        self.app: Application[None] = Application(
            Layout(HSplit([head, *middle, *([Window()] if home else []), foot])),
            key_bindings=self._keys(),
            style=STYLE,
            full_screen=True,
        )

    @staticmethod
    def _part(text: str, style: str = "") -> Window:
        lines = text.count("\n") + 1
        return Window(
            FormattedTextControl(text),
            height=lines,
            style=f"class:{style}" if style else "",
            wrap_lines=True,
            dont_extend_height=True,
        )

    def _header(self) -> str:
        return screens.header(self.judged) if self.judged else screens.HEADER

    def _footer(self) -> str:
        return screens.RATING if self.judged else screens.ASKING

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("c-d")
        def _(event: KeyPressEvent) -> None:
            self._show(True)

        @keys.add("3")
        def _(event: KeyPressEvent) -> None:
            self._show(False)

        @keys.add("q")
        def _(event: KeyPressEvent) -> None:
            event.app.exit()

        return keys

    def _show(self, judged: bool) -> None:
        screens.stored(self.file)
        self.judged = judged


if __name__ == "__main__":
    Screen(sys.argv[1] == "home").app.run()
