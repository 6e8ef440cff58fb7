"""Whether to hand in: what is still open or flagged, and how much time there is for it."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from trainer.study.exam import Exam
from trainer.study.words import counted
from trainer.tui.content import plain
from trainer.tui.keys import Key, Moment
from trainer.tui.screens.page import Page
from trainer.tui.widgets.exam_header import clock_face
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel

NAMED = 12
"""So many numbers are read at a glance."""


class HandInScreen(Page, ModalScreen[None]):
    """Over the exam, which `hand_in` ends."""

    moment = Moment.CONFIRM

    def __init__(self, keys: tuple[Key, ...], exam: Exam, hand_in: Callable[[], None]) -> None:
        super().__init__(keys)
        self.exam, self.hand_in = exam, hand_in

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Lines(self._text)
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        self.tick(self.query_one(Lines))

    def action_confirm(self) -> None:
        self.dismiss()
        self.app.call_later(self.hand_in)

    def action_decline(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        self.dismiss()

    def _text(self, widget: Panel, width: int) -> list[Content]:
        exam = self.exam
        flagged = [place for place in range(exam.size) if exam.flagged(place)]
        lines = [plain("Hand in the exam?", widget.ink("title")), Content()]
        if found := exam.open():
            are = "is" if len(found) == 1 else "are"
            said = f"{counted(len(found), 'question')} {are} unanswered: {_named(found)}."
            lines += plain(said, widget.ink("word-partly")).wrap(width)
        else:
            lines += plain("All questions are answered.", widget.ink("word-right")).wrap(width)
        if flagged:
            lines += plain(f"Flagged: {_named(flagged)}.").wrap(width)
        left = clock_face(-(-exam.left_ms() // 1000))
        lines += plain(f"{left} left.", widget.ink("muted")).wrap(width)
        return lines


def _named(places: tuple[int, ...] | list[int]) -> str:
    numbers = ", ".join(str(place + 1) for place in places[:NAMED])
    return numbers if len(places) <= NAMED else f"{numbers} and {len(places) - NAMED} more"
