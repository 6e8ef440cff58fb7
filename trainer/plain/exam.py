"""An exam as a conversation in lines; how lines are written and read is a face's affair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from trainer.errors import TrainerError
from trainer.plain.conversation import Do, Give, brief
from trainer.records import record
from trainer.study.exam import Exam, Grading, Stage
from trainer.study.exam_report import ExamReport


@record(frozen=True, slots=True)
class Go:
    """To the question of this number, from 1."""

    number: int


@record(frozen=True, slots=True)
class Grade:
    """The learner's own grade, from 0 to 1."""

    score: float


Request = Give | Do | Go | Grade


class ExamFace(Protocol):
    """Writes what happens in an exam and reads what is asked for."""

    def note(self, text: str) -> None: ...
    def begin(self, exam: Exam) -> None: ...
    def question(self, exam: Exam) -> None: ...
    def stored(self, exam: Exam, place: int) -> None: ...
    def map(self, exam: Exam) -> None: ...
    def sure(self, exam: Exam) -> bool:
        """Whether the exam ends at once; else the learner is told what is open, and asks again."""
        ...

    def grading(self, grading: Grading) -> None: ...
    def report(self, report: ExamReport) -> None: ...
    def broken_off(self, exam: Exam) -> None: ...
    def help(self, exam: Exam) -> None: ...
    def error(self, message: str) -> None: ...
    def read(self, line: str, exam: Exam, grading: Grading | None) -> Request:
        """What a line asks for. Raises TrainerError with what could be typed instead."""
        ...


class ExamConversation:
    """Leads an exam from its first question, or the one after a break, to its report. When lines
    end, the exam is broken off: its clock runs on."""

    def __init__(self, exam: Exam, face: ExamFace) -> None:
        self.exam, self.face = exam, face

    def run(self, lines: Iterable[str], notes: Sequence[str] = ()) -> ExamReport | None:
        """The report, or None if the exam goes on another time."""
        for note in brief(notes):
            self.face.note(note)
        self.face.begin(self.exam)
        self._show()
        if not self._over:
            for line in lines:
                stage = self.exam.stage
                try:
                    if not self._serve(line):
                        break
                except (TrainerError, ValueError) as error:
                    self.face.error(str(error))
                    if self.exam.stage is not stage:
                        self._show()
                if self._over:
                    break
        if not self._over:
            self.face.broken_off(self.exam)
            return None
        report = self.exam.report()
        self.face.report(report)
        return report

    @property
    def _over(self) -> bool:
        return self.exam.stage is Stage.DONE

    def _show(self) -> None:
        """What waits for the learner now."""
        if self.exam.stage is Stage.SITTING:
            self.exam.go(self.exam.place)
            self.face.question(self.exam)
        elif waiting := self.exam.to_grade():
            self.face.grading(waiting[0])

    def _serve(self, line: str) -> bool:
        """Does what one line asks; False breaks the exam off."""
        exam = self.exam
        exam.tick()
        waiting = exam.to_grade()
        match self.face.read(line, exam, waiting[0] if waiting else None):
            case Do("quit"):
                return False
            case Give(answer, _):
                exam.give(answer)
                self.face.stored(exam, exam.place)
                self._on()
            case Go(number):
                exam.go(number - 1)
                self._show()
            case Grade(score):
                exam.grade(waiting[0].place, score)
                self._show()
            case Do(name):
                self._do(name)
        return True

    def _on(self) -> None:
        """To the next open question; where there is none the learner decides."""
        if self.exam.open():
            self.exam.go(self.exam.next_open(self.exam.place))
            self._show()
        else:
            self.face.map(self.exam)

    def _do(self, name: str) -> None:
        exam = self.exam
        match name:
            case "next" | "previous":
                step = 1 if name == "next" else -1
                exam.go((exam.place + step) % exam.size)
                self._show()
            case "flag":
                exam.flag()
                self.face.stored(exam, exam.place)
            case "clear":
                exam.clear()
                self.face.stored(exam, exam.place)
            case "map":
                self.face.map(exam)
            case "help":
                self.face.help(exam)
            case "hand-in":
                if self.face.sure(exam):
                    exam.hand_in()
                    self._show()
            case _:
                raise TrainerError(f"`{name}` is not something an exam can do")
