"""The plain face of an exam: one thing a line, made to be read aloud or piped."""

from __future__ import annotations

from collections.abc import Callable

from trainer.errors import TrainerError
from trainer.plain.answers import FALSE, TRUE, from_line
from trainer.plain.asked import asked_lines, how_to_answer
from trainer.plain.conversation import Do, Give
from trainer.plain.exam import Go, Grade, Request
from trainer.plain.view import explanation, plain
from trainer.question import Recall, Term
from trainer.study.exam import Exam, Grading
from trainer.study.exam_report import ExamReport, Mark
from trainer.study.rubric import points_of, share
from trainer.study.words import counted, duration_words, points_words, sentence

REQUESTS = {
    ":next": ("next", "the next question; an empty line too"),
    ":previous": ("previous", "the one before"),
    ":flag": ("flag", "flag this question, or take its flag away"),
    ":clear": ("clear", "take the answer away"),
    ":map": ("map", "which questions are open or flagged, and how much time is left"),
    ":hand-in": ("hand-in", "end the exam"),
    ":help": ("help", "this list"),
    ":quit": ("quit", "break off; the clock runs on"),
}
GO = ":go"
GRADES = {"0": 0.0, "1": 0.5, "2": 1.0}


class ExamLines:
    """Writes sentences and reads what a person types."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._asked = False

    def note(self, text: str) -> None:
        self._write(f"Note: {text}")

    def begin(self, exam: Exam) -> None:
        paper = exam.paper
        self._write(f"{paper.deck_title}: {paper.title}, form {paper.form}.")
        if exam.resumed:
            self._write("It was begun before; its clock has run on.")
        passing = f"{paper.passing:.0%} of the points pass"
        self._write(
            f"{counted(exam.size, 'question')}, {counted(paper.minutes, 'minute')}, {passing}. "
            "No answer is judged before the end. Type :help for help."
        )

    def question(self, exam: Exam) -> None:
        self._asked = False
        showing, place = exam.showing(exam.place), exam.place
        points = exam.paper.items[place].points
        worth = "" if points == 1 else f" {points_words(points)} points."
        flag = " Flagged." if exam.flagged(place) else ""
        self._write("")
        self._write(f"Question {place + 1} of {exam.size}.{worth}{flag} {self._left(exam)}")
        for line in asked_lines(showing):
            self._write(line)
        if exam.answer_to(place) is not None:
            self._write("You have answered it; another answer replaces that.")
        self._write(_how(exam))

    def stored(self, exam: Exam, place: int) -> None:
        state = "answered" if exam.answer_to(place) is not None else "open"
        flag = ", flagged" if exam.flagged(place) else ""
        self._write(f"Question {place + 1}: {state}{flag}.")

    def map(self, exam: Exam) -> None:
        flagged = [n for n in range(exam.size) if exam.flagged(n)]
        self._write(self._open(exam))
        if flagged:
            self._write(f"Flagged: {_numbers(flagged)}.")
        self._write(self._left(exam))
        self._write(f"{GO} and a number goes to a question, :hand-in ends the exam.")

    def sure(self, exam: Exam) -> bool:
        if self._asked or not exam.open():
            return True
        self._asked = True
        self._write(f"{self._open(exam)} Type :hand-in again to end the exam all the same.")
        return False

    def grading(self, grading: Grading) -> None:
        self._write("")
        self._write(f"Question {grading.place + 1}: your own grade, please.")
        for line in asked_lines(grading.showing):
            self._write(line)
        self._write(f"You: {', '.join(plain(text) for text in grading.verdict.given)}")
        points = points_of(grading.showing.card)
        if grading.unsure or not points:
            self._write(f"Answer: {', '.join(plain(text) for text in grading.verdict.expected)}")
        body = grading.showing.card.question.body
        if points and isinstance(body, Recall) and body.model:
            self._write(f"Answer: {plain(body.model)}")
        for number, point in enumerate(points, 1):
            weight = "" if point.weight == 1 else f" (counts {point.weight} times)"
            self._write(f"{number}. {plain(point.text)}{weight}")
        self._write(_how_to_grade(grading))

    def report(self, report: ExamReport) -> None:
        paper = report.paper
        self._write("")
        passed = "Passed" if report.passed else "Not passed"
        points = f"{points_words(report.reached)} of {points_words(report.points)} points"
        self._write(f"{passed}: {report.share:.0%}, {points}.")
        by = "the time was up" if report.by_time else duration_words(report.seconds)
        self._write(f"{report.answered} of {len(report.marks)} answered; {by}.")
        if report.graded:
            self._write(f"You graded {counted(report.graded, 'answer')} yourself.")
        for mark in report.marks:
            if mark.void:
                self._write(
                    f"Question {mark.number} was taken out or changed meanwhile and doesn't count."
                )
        if len(report.topics) > 1:
            self._write("By topic:")
            for topic, (reached, of) in report.topics.items():
                name = plain(topic) or "no topic"
                self._write(f"- {name}: {points_words(reached)} of {points_words(of)}")
        if report.missed:
            self._write("Missed:")
        for mark in report.missed:
            self._missed(mark)
        self._write(f"Form {paper.form} is drawn again by --seed {paper.form}.")

    def _missed(self, mark: Mark) -> None:
        if mark.card is None:
            return
        self._write(f"{mark.number}. {plain(mark.asked)}")
        if mark.verdict is None:
            self._write("   Not answered.")
        else:
            self._write(f"   You: {', '.join(plain(text) for text in mark.verdict.given)}")
            if mark.reached:
                self._write(
                    f"   {points_words(mark.reached)} of {points_words(mark.points)} points."
                )
        expected = [plain(text) for text in mark.expected]
        if len(expected) == 1:
            self._write(f"   Answer: {expected[0]}")
        else:
            self._write("   Answer:")
            for text in expected:
                self._write(f"   - {text}")
        if text := explanation(mark.card):
            self._write(f"   {text}")

    def broken_off(self, exam: Exam) -> None:
        if exam.left_ms():
            self._write(
                f"Broken off. The clock runs on: {self._left(exam)} "
                f"`trainer exam {exam.paper.deck}` goes on with it."
            )
        else:
            self._write(f"Not marked yet; `trainer exam {exam.paper.deck}` goes on with it.")

    def help(self, exam: Exam) -> None:
        self._write(_how(exam))
        self._write(f"{GO} N: to question N")
        for request, (_, meaning) in REQUESTS.items():
            self._write(f"{request}: {meaning}")

    def error(self, message: str) -> None:
        self._write(f"{sentence(message).rstrip('.')}. Type :help for help.")

    def read(self, line: str, exam: Exam, grading: Grading | None) -> Request:
        line = line.strip()
        word, _, rest = line.partition(" ")
        if word in (":quit", ":help"):
            return Do(word[1:])
        if grading is not None:
            return Grade(_grade(line, grading))
        if word == GO:
            if not rest.strip().isascii() or not rest.strip().isdigit():
                raise TrainerError(f"type the number of a question, such as {GO} 7")
            return Go(int(rest.strip()[:9]))
        if not line:
            return Do("next")
        if word in REQUESTS:
            return Do(REQUESTS[word][0])
        if word.startswith(":") and len(word) > 1:
            raise TrainerError(f"there is no request {word}")
        return Give(from_line(exam.showing(exam.place), line))

    def _left(self, exam: Exam) -> str:
        return f"{duration_words(round(exam.left_ms() / 1000))} left."

    def _open(self, exam: Exam) -> str:
        found = exam.open()
        if not found:
            return "All questions are answered."
        verb = "is" if len(found) == 1 else "are"
        return f"{counted(len(found), 'question')} {verb} open: {_numbers(found)}."


def _how(exam: Exam) -> str:
    showing = exam.showing(exam.place)
    body = showing.card.question.body
    if isinstance(body, Recall) or (isinstance(body, Term) and not body.typed):
        return "Type the answer; you grade it yourself after the exam."
    return how_to_answer(showing)


def _how_to_grade(grading: Grading) -> str:
    if grading.unsure:
        return "Was that right? Type y or n."
    if points_of(grading.showing.card):
        return "Type the numbers of the points that your answer has, or 0 for none."
    return "Type 2 if it was right, 1 if it was partly right, 0 if it was wrong."


def _grade(line: str, grading: Grading) -> float:
    points = points_of(grading.showing.card)
    word = line.casefold()
    if grading.unsure and word in TRUE | FALSE:
        return float(word in TRUE)
    if not grading.unsure and points:
        numbers = [int(part[:9]) for part in word.replace(",", " ").split() if part.isdigit()]
        met = [n - 1 for n in numbers if 1 <= n <= len(points)]
        if numbers and (len(met) == len(numbers) or numbers == [0]):
            return share(points, met)
    elif not grading.unsure and word in GRADES:
        return GRADES[word]
    raise TrainerError(_how_to_grade(grading))


def _numbers(places: list[int] | tuple[int, ...]) -> str:
    return ", ".join(str(place + 1) for place in places)
