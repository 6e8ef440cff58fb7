"""A deck's exams: which one to sit, or to go on with, and what to know before the clock starts."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from trainer.language.reading import ExamPlan
from trainer.study.exam import Stage
from trainer.study.exams import Exams
from trainer.study.words import counted
from trainer.tui.content import dotted, hang, plain, shorten, wrapped
from trainer.tui.keys import Key, Moment
from trainer.tui.screens.page import Page
from trainer.tui.widgets.exam_header import clock_face
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel, fill, tag
from trainer.tui.widgets.sheet import Sheet

RULES = (
    "The clock starts when you begin, and runs on through a break, also while trainer is closed.",
    "Nothing is judged before you hand in, and there are no hints. Answer in any order, change "
    "your answers, flag what you want to come back to.",
    "Each answer is saved as you give it. Those in your own words you grade yourself at the end.",
)
NONE = (
    "This deck has no exam yet.",
    "Its author writes one in the deck file, so many questions in so many minutes:",
)
EXAMPLE = """\
exams:
- title: Mock exam
  questions: 20
  minutes: 25"""


class ExamsScreen(Page):
    """`plan` and `form` are what the command line wished for, `kept` where the report goes."""

    moment = Moment.EXAMS

    def __init__(
        self,
        keys: tuple[Key, ...],
        deck: str,
        plan: str | None = None,
        form: int | None = None,
        kept: Path | None = None,
    ) -> None:
        super().__init__(keys)
        self.deck, self.plan, self.form, self.kept = deck, plan, form, kept
        self.exams: Exams | None = None
        self._seen_at = 0.0
        self.cursor = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(self._title, id="title")
            with Sheet():
                yield Lines(self._list, id="exams")
                yield Lines(self._rules, id="rules")
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        self.trainer.once_painted(self, self._load)

    def _load(self) -> None:
        self.exams = self.trainer.opened(lambda: self.trainer.backend.exams(self.deck))
        if self.exams is None:
            return
        self._seen_at = self.trainer.now()
        if self.exams.underway:
            self.tick(self.query_one("#exams", Lines))
        wished = (self.plan or "").casefold()
        titles = [plan.title.casefold() for plan in self.exams.plans]
        found = [n for n, title in enumerate(titles) if title.startswith(wished)]
        self.cursor = found[0] if found else 0
        for lines in self.query(Lines):
            lines.changed()
        self.refresh_keys()
        if self.plan is not None and not self.exams.underway:
            self.say("" if found else f"There is no exam that begins with {self.plan}.")

    def applies(self, action: str) -> bool:
        found = self.exams
        match action:
            case "begin":
                return bool(found and (found.plans or found.underway))
            case "move":
                return bool(found and len(found.plans) > 1 and not found.underway)
            case _:
                return True

    def action_move(self, by: int) -> None:
        assert self.exams is not None
        self.cursor = (self.cursor + by) % len(self.exams.plans)
        self.query_one("#exams", Lines).changed()

    def action_begin(self) -> None:
        found = self.exams
        assert found is not None
        plan = None if found.underway else found.plans[self.cursor].title
        backend, form = self.trainer.backend, self.form
        exam = self.attempt(lambda: backend.exam(self.deck, plan, form))
        if exam is None:
            return
        if exam.stage is Stage.SITTING:
            from trainer.tui.screens.exam import ExamScreen

            self.trainer.turn_to(ExamScreen(self.keys, exam, self.kept))
            return
        from trainer.tui.screens.grading import after

        self.trainer.turn_to(after(self.keys, exam, self.kept))

    def action_back(self) -> None:
        self.trainer.show_home()

    # --- texts

    def _title(self, widget: Panel, width: int) -> list[Content]:
        title = self.exams.title if self.exams else ""
        return [plain(shorten(title, width), widget.ink("title"))]

    def _list(self, widget: Panel, width: int) -> list[Content]:
        found = self.exams
        if found is None:
            return []
        if found.underway:
            return self._underway(widget, width)
        if not found.plans:
            lines = plain(NONE[0], widget.ink("strong")).wrap(width)
            lines += [Content(), *plain(NONE[1]).wrap(width), Content()]
            return lines + [plain(f"  {row}", widget.ink("code")) for row in EXAMPLE.split("\n")]
        return [
            line for n, plan in enumerate(found.plans) for line in self._one(widget, width, n, plan)
        ]

    def _one(self, widget: Panel, width: int, n: int, plan: ExamPlan) -> list[Content]:
        here = n == self.cursor
        first = plain(" › " if here else "   ")
        lines = hang(first, plain(plan.title, widget.ink("strong" if here else "")), width)
        facts = [
            counted(plan.questions, "question"),
            counted(plan.minutes, "minute"),
            f"{plan.passing:.0%} passes",
        ]
        about = dotted(facts, width - first.cell_length, widget.ink("muted"))
        lines += [Content(" " * first.cell_length) + line for line in about]
        if here:
            lines = [fill(line, width, widget.ink("cursor")) for line in lines]
        return tag(lines, n, width)

    def _underway(self, widget: Panel, width: int) -> list[Content]:
        assert self.exams is not None and self.exams.underway is not None
        now = self.exams.underway.after(int(1000 * (self.trainer.now() - self._seen_at)))
        paper = now.paper
        title = plain(f"{paper.title}, form {paper.form}", widget.ink("strong"))
        lines = wrapped(title, width)
        if now.ended or not now.left_ms:
            over = "It is over" if now.ended else "Its time is up"
            said = f"{over}: go on to see what it came to."
        else:
            left = clock_face(-(-now.left_ms // 1000))
            said = f"You have begun it, and its clock has run on: {left} left."
        return lines + wrapped(plain(said, widget.ink("word-partly")), width)

    def _rules(self, widget: Panel, width: int) -> list[Content]:
        if self.exams is None or not (self.exams.plans or self.exams.underway):
            return []
        shown = {key.action: key.show for key in self.keys}
        turning = f"{shown['go(1)']} and {shown['go(-1)']} go on and back, {shown['mark']} flags"
        end = f"{shown['map']} shows all questions, {shown['hand_in']} hands in"
        lines: list[Content] = []
        for rule in (*RULES, f"Keys: {turning}, {end}; in a text field hold alt."):
            lines += hang(plain("· ", widget.ink("muted")), plain(rule), width)
        return lines

    @on(Lines.Clicked)
    def _on_clicked(self, message: Lines.Clicked) -> None:
        if self.exams and not self.exams.underway:
            self.cursor = message.row
            self.query_one("#exams", Lines).changed()
            self.action_begin()
