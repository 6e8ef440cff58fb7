"""An exam by the line protocol: one JSON object a line, both ways."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import tzinfo

from trainer.errors import TrainerError
from trainer.plain.answers import from_value, to_value
from trainer.plain.asked import asked_fields
from trainer.plain.conversation import Do, Give
from trainer.plain.exam import Go, Grade, Request
from trainer.plain.protocol import read_object
from trainer.plain.view import plain
from trainer.reports.exam_json import report_values
from trainer.study.exam import Exam, Grading
from trainer.study.exam_report import ExamReport
from trainer.study.rubric import points_of, share

BARE = ("next", "previous", "flag", "clear", "map", "hand-in", "quit")
"""The names under which a bare request is sent, `{"next": true}` and so on."""


class ExamJson:
    """Writes events and reads requests as JSON lines."""

    def __init__(self, write: Callable[[str], object], zone: tzinfo) -> None:
        self._write, self._zone = write, zone

    def _send(self, event: str, **fields: object) -> None:
        self._write(json.dumps({"event": event, **fields}))

    def note(self, text: str) -> None:
        self._send("note", text=text)

    def begin(self, exam: Exam) -> None:
        paper = exam.paper
        self._send(
            "exam",
            title=paper.title,
            deck=paper.deck,
            form=paper.form,
            questions=exam.size,
            minutes=paper.minutes,
            **{"pass": paper.passing},
            resumed=exam.resumed,
            seconds_left=_left(exam),
        )

    def question(self, exam: Exam) -> None:
        place, showing = exam.place, exam.showing(exam.place)
        self._send(
            "question",
            n=place + 1,
            of=exam.size,
            **asked_fields(showing),
            points=exam.paper.items[place].points,
            answer=to_value(showing, exam.answer_to(place)),
            flagged=exam.flagged(place),
            seconds_left=_left(exam),
        )

    def stored(self, exam: Exam, place: int) -> None:
        answered, flagged = exam.answer_to(place) is not None, exam.flagged(place)
        self._send(
            "stored", n=place + 1, answered=answered, flagged=flagged, seconds_left=_left(exam)
        )

    def map(self, exam: Exam) -> None:
        flagged = [n + 1 for n in range(exam.size) if exam.flagged(n)]
        self._send(
            "map", open=[n + 1 for n in exam.open()], flagged=flagged, seconds_left=_left(exam)
        )

    def sure(self, exam: Exam) -> bool:
        return True

    def grading(self, grading: Grading) -> None:
        fields: dict[str, object] = {"unsure": True} if grading.unsure else {}
        if points := points_of(grading.showing.card):
            fields["rubric"] = [{"text": plain(p.text), "weight": p.weight} for p in points]
        self._send(
            "grade",
            n=grading.place + 1,
            **asked_fields(grading.showing),
            given=[plain(text) for text in grading.verdict.given],
            expected=[plain(text) for text in grading.verdict.expected],
            **fields,
        )

    def report(self, report: ExamReport) -> None:
        self._send("report", **report_values(report, self._zone))

    def broken_off(self, exam: Exam) -> None:
        self._send("broken-off", open=[n + 1 for n in exam.open()], seconds_left=_left(exam))

    def help(self, exam: Exam) -> None:
        self.error("docs/commands.md lists what can be sent")

    def error(self, message: str) -> None:
        self._send("error", message=message)

    def read(self, line: str, exam: Exam, grading: Grading | None) -> Request:
        message = read_object(line)
        if message.get("quit") is True:
            return Do("quit")
        if grading is not None:
            return Grade(_score(message, grading))
        if "answer" in message:
            return Give(from_value(exam.showing(exam.place), message["answer"]))
        if "go" in message:
            number = message["go"]
            if not isinstance(number, int) or isinstance(number, bool):
                raise TrainerError("`go` is the number of a question")
            return Go(number)
        for name in BARE:
            if message.get(name) is True:
                return Do(name)
        sent = ", ".join(f"`{key}`" for key in list(message)[:3]) or "an empty object"
        raise TrainerError(
            f"{sent} is not a request; send an answer, a `go`, or one of {', '.join(BARE)}"
        )


def _score(message: Mapping[str, object], grading: Grading) -> float:
    points = points_of(grading.showing.card)
    if grading.unsure:
        if isinstance(right := message.get("right"), bool):
            return float(right)
        raise TrainerError("the judge is unsure; send `right`, true or false")
    met = message.get("points")
    if points and isinstance(met, list):
        if all(type(n) is int and 1 <= n <= len(points) for n in met):
            return share(points, [n - 1 for n in met])
        raise TrainerError(f"`points` are numbers from 1 to {len(points)}")
    score = message.get("score")
    if isinstance(score, int | float) and not isinstance(score, bool):
        return float(score)
    raise TrainerError("grade it: send `score`, 0 to 1, or the `points` of its rubric that it has")


def _left(exam: Exam) -> int:
    """Whole seconds."""
    return exam.left_ms() // 1000
