"""All questions of an exam in a few cells each: answered, open or flagged, and which is here."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style

from trainer.study.exam import Exam
from trainer.tui.content import plain
from trainer.tui.widgets.panel import ROW, Panel

ANSWERED, OPEN, FLAGGED, FLAGGED_OPEN, VOID = "●○⚑⚐–"


class ExamMap(Panel):
    """Cells of equal width; on a small screen only the rows around the question that is here."""

    ALLOW_SELECT = False
    exam: Exam | None = None

    @dataclass
    class Went(Message):
        """A question was clicked; counted from 0."""

        place: int

    def show(self, exam: Exam) -> None:
        self.exam = exam
        self.changed()

    def on_click(self, event: events.Click) -> None:
        place = self.row_at(event.style)
        if place is not None:
            self.post_message(self.Went(place))

    @property
    def most(self) -> int:
        """How many rows there is room for."""
        screen = self.screen
        return 1 if screen.has_class("-tiny") else 3 if screen.has_class("-tall") else 2

    def rows(self, width: int) -> int:
        """How many rows it takes in so many cells."""
        if self.exam is None:
            return 0
        return min(self.most, -(-self.exam.size // self._across(self.exam, width)))

    def lines(self, width: int) -> list[Content]:
        if self.exam is None:
            return []
        exam, across = self.exam, self._across(self.exam, width)
        every = [
            range(start, min(start + across, exam.size)) for start in range(0, exam.size, across)
        ]
        here, most = exam.place // across, self.rows(width)
        first = min(max(0, here - most // 2), len(every) - most)
        gap = Content(" ")
        return [
            gap.join([self._cell(exam, place) for place in row])
            for row in every[first : first + most]
        ]

    def _across(self, exam: Exam, width: int) -> int:
        """How many there are in a row, so that all rows are about as long."""
        most = max(1, (width + 1) // (self._wide(exam) + 1))
        return -(-exam.size // -(-exam.size // most))

    def _wide(self, exam: Exam) -> int:
        return len(str(exam.size)) + 1

    def _cell(self, exam: Exam, place: int) -> Content:
        mark, ink = look(exam, place)
        cell = plain(f"{place + 1}{mark}".rjust(self._wide(exam)), self.ink(ink))
        if place == exam.place:
            cell = plain(cell.plain, self.ink("cap-on"))
        return cell.stylize(Style.from_meta({ROW: place}))


def look(exam: Exam, place: int) -> tuple[str, str]:
    """The mark of a question and the name of its style."""
    answered = exam.answer_to(place) is not None
    if exam.void(place):
        return VOID, "muted"
    if exam.flagged(place):
        return (FLAGGED if answered else FLAGGED_OPEN), "key"
    return (ANSWERED, "") if answered else (OPEN, "muted")
