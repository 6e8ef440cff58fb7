"""After an exam: the learner grades what no judge can, one answer after the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from trainer.memory.card import Phase
from trainer.question import Answer, Card, Choice, Choices, Option, Picked, Question, Recall
from trainer.study.exam import Exam, Grading, Stage
from trainer.study.rubric import points_of, share
from trainer.study.showing import Showing
from trainer.tui.content import ends, hang, plain, shorten
from trainer.tui.keys import Key, Moment, for_exam
from trainer.tui.marked import rich
from trainer.tui.screens.asking import AskingPage
from trainer.tui.screens.exam_report import ExamReportScreen
from trainer.tui.screens.page import Page
from trainer.tui.widgets.exam_question import ExamQuestion
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.more import More
from trainer.tui.widgets.options import Options
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.sheet import Sheet

GRADES = (("Right", 1.0), ("Partly right", 0.5), ("Wrong", 0.0))
UNSURE = (("Yes, that is what I meant", 1.0), ("No, I meant something else", 0.0))


def after(keys: tuple[Key, ...], exam: Exam, kept: Path | None = None) -> Page:
    """What comes once an exam has ended: grades that are missing, then the report."""
    if exam.stage is Stage.GRADING:
        return GradingScreen(keys, exam, kept)
    return ExamReportScreen(keys, exam.report(), kept)


class GradingScreen(AskingPage):
    """Grades are options to pick, the points of a rubric options to mark."""

    def __init__(self, keys: tuple[Key, ...], exam: Exam, kept: Path | None = None) -> None:
        super().__init__(tuple(_grading(key) for key in for_exam(keys)))
        self.every_key, self.exam, self.kept = keys, exam, kept
        self.waiting = exam.to_grade()
        self.at = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(self._title, id="grading")
            yield More("▴", "above", id="above")
            with Sheet():
                yield ExamQuestion()
                yield Lines(self._given, id="given")
            yield More("▾", "below", id="below")
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        self.trainer.once_painted(self, self._ask)

    @property
    def here(self) -> Grading:
        return self.waiting[self.at]

    def _ask(self) -> None:
        with self.app.batch_update():
            body = self.use(_scale(self.here))
            panel = self.query_one(ExamQuestion)
            panel.ask(self.here.showing)
            panel.worth(self.exam.paper.items[self.here.place].points)
            for lines in self.query(Lines):
                lines.changed()
            self.sheet.show(None)
            self.wait_for(body.moment)

    def on_key(self, event: events.Key) -> None:
        self.query_one(Footer).say("")
        body = self.body
        nothing = isinstance(body, Options) and self.moment is Moment.TOGGLE and not body.picked
        if nothing and event.key == "enter":
            # To have met no point of a rubric is a grade too.
            event.stop()
            self._grade(0.0)
            return
        self.press(event)

    def answered(self, answer: Answer) -> None:
        if not isinstance(answer, Picked):
            return
        picked, points = answer.options, points_of(self.here.showing.card)
        if self.here.unsure:
            self._grade(UNSURE[picked[0]][1])
        elif points:
            self._grade(share(points, picked))
        else:
            self._grade(GRADES[picked[0]][1])

    def _grade(self, score: float) -> None:
        if not self.managed(lambda: self.exam.grade(self.here.place, score)):
            return
        if self.exam.stage is Stage.DONE:
            self.trainer.turn_to(after(self.every_key, self.exam, self.kept))
        else:
            self.at += 1
            self._ask()

    def applies(self, action: str) -> bool:
        return action in ("page", "back", "help", "quit", "palette")

    def action_back(self) -> None:
        self.trainer.show_home()

    # --- texts

    def _title(self, widget: Panel, width: int) -> list[Content]:
        count = f"{self.at + 1} of {len(self.waiting)}"
        title = shorten(f"{self.exam.paper.title}: your own grades", width - len(count) - 2)
        return [ends(plain(title, widget.ink("title")), plain(count), width)]

    def _given(self, widget: Panel, width: int) -> list[Content]:
        here, muted = self.here, widget.ink("muted")
        body = here.showing.card.question.body
        given = ", ".join(text for text in here.verdict.given if text)
        lines = hang(plain("You     ", muted), plain(given or "(nothing)"), width)
        expected = list(here.verdict.expected)
        if isinstance(body, Recall):
            expected = [body.model] if body.model else []
        for text in expected:
            lines += hang(
                plain("Answer  ", muted), rich(text, widget.ink, widget.ink("strong")), width
            )
        return [*lines, Content(), *plain(_how(here), muted).wrap(width)]


def _grading(key: Key) -> Key:
    """What answers elsewhere grades here."""
    return replace(key, label="Grade") if key.label == "Answer" else key


def _scale(grading: Grading) -> Showing:
    """The grades as options of a question, which is never stored."""
    points = points_of(grading.showing.card)
    body: Choice | Choices
    if points and not grading.unsure:
        texts = [f"{p.text} (counts {p.weight}×)" if p.weight != 1 else p.text for p in points]
        body = Choices("", tuple(Option(text, True) for text in texts), fixed=True)
    else:
        names = [name for name, _ in (UNSURE if grading.unsure else GRADES)]
        body = Choice("", tuple(Option(name, False) for name in names), fixed=True)
    order = tuple(range(len(body.options)))
    return Showing(Card(Question(id="grade", body=body)), 1, order, Phase.REVIEW, 0)


def _how(grading: Grading) -> str:
    if grading.unsure:
        return "The judge isn't sure of it. Was it right?"
    if points_of(grading.showing.card):
        return "Mark the points that your answer has, then press enter."
    return "How right was it?"
