"""The terminal benchmark's screens as an urwid app: `peers_urwid.py session|home`.

Run by the Python of the peers' own environment (`tests.benchmarks.peers`).
"""

from __future__ import annotations

import sys

import urwid

from tests.benchmarks import screens

PALETTE = [
    ("question", "white", "dark blue"),
    ("verdict", "light red", ""),
    ("footer", "light gray", "dark gray"),
]


class Screen:
    """Home, or a question with its verdict shown or not."""

    def __init__(self, home: bool) -> None:
        self.file = screens.opened()
        self.header = urwid.Text(screens.HEADER)
        self.footer = urwid.Text(screens.ASKING)
        self.asked = [
            urwid.AttrMap(urwid.Text(screens.QUESTION), "question"),
            urwid.Text(screens.OPTIONS),
        ]
        self.told = [
            urwid.AttrMap(urwid.Text(screens.VERDICT), "verdict"),
            urwid.Text(screens.TILES),
        ]
        at_home = [urwid.Text(t) for t in (screens.TODAY, screens.DECKS, "", screens.YEAR)]
        self.walker = urwid.SimpleFocusListWalker(at_home if home else self.asked)
        frame = urwid.Frame(
            urwid.ListBox(self.walker),
            header=self.header,
            footer=urwid.AttrMap(self.footer, "footer"),
        )
        self.loop = urwid.MainLoop(frame, PALETTE, unhandled_input=self._key)

    def _key(self, key: str | tuple[str, int, int, int]) -> None:
        if key == "ctrl d":
            self._show(True)
        elif key == "3":
            self._show(False)
        elif key == "q":
            raise urwid.ExitMainLoop

    def _show(self, judged: bool) -> None:
        screens.stored(self.file)
        self.walker[:] = [*self.asked, *(self.told if judged else ())]
        self.header.set_text(screens.header(judged))
        self.footer.set_text(screens.RATING if judged else screens.ASKING)


if __name__ == "__main__":
    Screen(sys.argv[1] == "home").loop.run()
