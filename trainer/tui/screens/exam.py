"""An exam: its clock, one question at a time, all of them on a map, and no feedback."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from trainer.errors import TrainerError
from trainer.question import Answer, Kind
from trainer.study.exam import Exam, Stage, TimeUpError
from trainer.study.showing import Progress
from trainer.tui.keys import Key, Moment, for_exam
from trainer.tui.screens.asking import AskingPage
from trainer.tui.screens.page import TICK
from trainer.tui.widgets.exam_header import ExamHeader
from trainer.tui.widgets.exam_map import ExamMap
from trainer.tui.widgets.exam_question import ExamQuestion
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.more import More
from trainer.tui.widgets.options import Options
from trainer.tui.widgets.sheet import Sheet


class ExamScreen(AskingPage):
    """What stands in the answer space is stored when the question is left, however it is left."""

    keeps = True

    def __init__(self, keys: tuple[Key, ...], exam: Exam, kept: Path | None = None) -> None:
        super().__init__(for_exam(keys))
        self.every_key, self.exam, self.kept = keys, exam, kept

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield ExamHeader()
            yield More("▴", "above", id="above")
            with Sheet():
                yield ExamQuestion()
            yield More("▾", "below", id="below")
            yield ExamMap()
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        self.trainer.once_painted(self, self._begin)

    def on_unmount(self) -> None:
        # The screen may go because the terminal was closed: there is nobody to tell of an error.
        with suppress(TrainerError, OSError, ValueError):
            self._store()

    def _begin(self) -> None:
        self.go(self.exam.place)
        self.set_interval(TICK, self._tick)

    def _tick(self) -> None:
        if self._leave_if_over():
            return
        self.query_one(ExamHeader).tick(self.exam.left_ms())
        if not self.exam.left_ms():
            self._keep()
            self.attempt(self.exam.tick)
            self._leave_if_over()

    def _leave_if_over(self) -> bool:
        """To the grades or the report once the exam has ended; whether it has."""
        if self.exam.stage is Stage.SITTING:
            return False
        from trainer.tui.screens.grading import after

        page = after(self.every_key, self.exam, self.kept)
        self.trainer.turn_to(page)
        if self.exam.out_of_time:
            page.await_lull()
            self.trainer.once_painted(page, lambda: page.complain(TimeUpError()))
        return True

    def complain(self, error: Exception) -> None:
        # That the time is up is told by the page that follows, also where no key found it out.
        if not isinstance(error, TimeUpError):
            super().complain(error)

    # --- going about

    def go(self, place: int) -> None:
        """To a question, whose earlier answer stands in its answer space again."""
        exam = self.exam
        showing = self.attempt(lambda: exam.go(place))
        if self._leave_if_over() or showing is None:
            return
        with self.app.batch_update():
            question = showing.card.question
            body = self.use(showing)
            panel = self.query_one(ExamQuestion)
            panel.ask(showing)
            panel.worth(exam.paper.items[place].points)
            panel.set_class(question.kind is Kind.CLOZE, "-joined")
            answer = exam.answer_to(place)
            if answer is not None:
                body.put_back(answer)
            self.sheet.show(None)
            self._refresh()
            self.wait_for(body.moment)

    def _refresh(self) -> None:
        """What changes with an answer or a flag."""
        exam = self.exam
        voids = sum(exam.void(place) for place in range(exam.size))
        left = len(exam.open())
        header = self.query_one(ExamHeader)
        header.show(exam.paper.title, Progress(exam.size - voids - left, left, 0, 0))
        header.tick(exam.left_ms())
        self.query_one(ExamQuestion).mark(flagged=exam.flagged(exam.place))
        self.query_one(ExamMap).show(exam)
        self.bound_sheet()

    def _keep(self) -> bool:
        """Stores what stands in the answer space; whether that went well."""
        return self.managed(self._store)

    def _store(self) -> None:
        exam, body = self.exam, self.body
        if exam.stage is not Stage.SITTING or body is None:
            return
        draft = body.draft()
        if draft is not None:
            exam.give(draft)
        elif exam.answer_to(exam.place) is not None:
            exam.clear()

    def _leaving(self, then: Callable[[], None]) -> None:
        """Stores what is here, then does something else, unless the exam ended meanwhile."""
        kept = self._keep()
        if not self._leave_if_over() and kept:
            then()

    def action_go(self, by: int) -> None:
        exam = self.exam
        places = [n for n in range(exam.size) if not exam.void(n)]
        at = places.index(exam.place) if exam.place in places else 0
        self._leaving(lambda: self.go(places[(at + by) % len(places)]))

    def action_go_on(self) -> None:
        self._leaving(self._go_on)

    def _go_on(self) -> None:
        if self.exam.open():
            self.go(self.exam.next_open(self.exam.place))
        else:
            self._refresh()
            self.say("All answered: hand in, or go back.")

    @on(ExamMap.Went)
    def _on_went(self, message: ExamMap.Went) -> None:
        self._leaving(lambda: self.go(message.place))

    # --- answering

    def on_key(self, event: events.Key) -> None:
        """The question's own widget comes first, but for enter on a choice that is made."""
        self.query_one(Footer).say("")
        body = self.body
        if event.key == "enter" and isinstance(body, Options) and body.settled:
            return
        self.press(event)

    def answered(self, answer: Answer) -> None:
        stored = self.managed(lambda: self.exam.give(answer))
        if self._leave_if_over() or not stored:
            return
        if self.moment is Moment.PICK:
            self._refresh()
        else:
            self._go_on()

    def action_clear(self) -> None:
        cleared = self.managed(self.exam.clear)
        if not self._leave_if_over() and cleared:
            self.go(self.exam.place)

    def action_mark(self) -> None:
        self.attempt(self.exam.flag)
        if not self._leave_if_over():
            self._refresh()

    # --- seeing all, and the end

    def action_map(self) -> None:
        from trainer.tui.screens.exam_map import MapScreen

        def show() -> None:
            self._refresh()
            self.app.push_screen(MapScreen(self.every_key, self.exam, self.go))

        self._leaving(show)

    def action_hand_in(self) -> None:
        from trainer.tui.screens.hand_in import HandInScreen

        def ask() -> None:
            self._refresh()
            self.app.push_screen(HandInScreen(self.every_key, self.exam, self._hand_in))

        self._leaving(ask)

    def _hand_in(self) -> None:
        self.managed(self.exam.hand_in)
        self._leave_if_over()

    def action_back(self) -> None:
        self._leaving(self.trainer.show_home)

    def applies(self, action: str) -> bool:
        match action:
            case "go_on":
                return self.moment is Moment.PICK
            case "clear":
                return self.exam.answer_to(self.exam.place) is not None
            case _:
                return True

    def others(self, moment: Moment) -> int:
        return super().others(moment) + self.query_one(ExamMap).rows(self.column_width)
