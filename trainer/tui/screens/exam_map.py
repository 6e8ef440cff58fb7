"""All questions of an exam, one a line: what each asks, and whether it is answered or flagged."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from trainer.language.markup import to_plain
from trainer.study.exam import Exam
from trainer.study.exam_report import asked
from trainer.tui.content import ends, plain, shorten
from trainer.tui.keys import Key, Moment
from trainer.tui.screens.page import Page
from trainer.tui.widgets.exam_map import ANSWERED, FLAGGED, OPEN, look
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel, fill, tag
from trainer.tui.widgets.sheet import Sheet


class MapScreen(Page, ModalScreen[None]):
    """Over the exam, which goes to the question that is chosen."""

    moment = Moment.MAP

    def __init__(self, keys: tuple[Key, ...], exam: Exam, go: Callable[[int], None]) -> None:
        super().__init__(keys)
        self.exam, self.cursor, self.go = exam, exam.place, go

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Lines(self._head, id="title")
            with Sheet():
                yield Lines(self._list, id="list")
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        self.once_laid_out(self._follow)

    def on_resize(self) -> None:
        self.once_laid_out(self._follow)

    def action_move(self, by: int) -> None:
        self.cursor = (self.cursor + by) % self.exam.size
        self.query_one("#list", Lines).changed()
        self._follow()

    def _follow(self) -> None:
        lines = self.query_one("#list", Lines)
        self.query_one(Sheet).keep_in_sight(lines, *lines.span(self.cursor))

    def action_go_there(self) -> None:
        self._choose(self.cursor)

    @on(Lines.Clicked)
    def _on_clicked(self, message: Lines.Clicked) -> None:
        self._choose(message.row)

    def action_back(self) -> None:
        self.dismiss()

    def _choose(self, place: int) -> None:
        self.dismiss()
        self.app.call_later(self.go, place)

    def _head(self, widget: Panel, width: int) -> list[Content]:
        signs = f"{ANSWERED} answered  {OPEN} open  {FLAGGED} flagged"
        title = plain("All questions", widget.ink("title"))
        if title.cell_length + len(signs) + 3 > width:
            return [title]
        return [ends(title, plain(signs, widget.ink("muted")), width)]

    def _list(self, widget: Panel, width: int) -> list[Content]:
        return [self._row(widget, width, place) for place in range(self.exam.size)]

    def _row(self, widget: Panel, width: int, place: int) -> Content:
        exam, here = self.exam, place == self.cursor
        mark, ink = look(exam, place)
        style = widget.ink(ink) if ink else ""
        first = Content.assemble(" › " if here else "   ", (f"{place + 1:>3} {mark} ", style))
        text = "doesn't count any more"
        if not exam.void(place):
            text = to_plain(asked(exam.showing(place).card))
        line = first + plain(
            shorten(text, width - first.cell_length), widget.ink("muted" if not here else "strong")
        )
        return tag([fill(line, width, widget.ink("cursor")) if here else line], place, width)[0]
