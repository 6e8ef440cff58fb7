"""How far an exam has been sat, by its events: what was given, flagged, handed in, graded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from trainer.history.event import Event, What
from trainer.question import Answer
from trainer.records import record
from trainer.study.record import answer_in


@record(frozen=True, slots=True)
class Given:
    """The latest answer to a question, and when it was given (UTC ms)."""

    answer: Answer
    at_ms: int


@dataclass
class Sat:
    """Questions are counted from 0, in the paper's order.

    `shown` is the order of what is listed, as JSON, and `took_ms` how long each question was looked
    at; `elapsed_ms` what the exam's clock had come to at
    `at_ms`, the time of the latest event. `ended` is "" until the exam is handed in by the learner
    ("learner") or by its clock ("time"); `grades` are the learner's own, 0 to 1.
    """

    began_ms: int
    given: dict[int, Given] = field(default_factory=dict)
    flagged: set[int] = field(default_factory=set)
    shown: dict[int, str] = field(default_factory=dict)
    took_ms: dict[int, int] = field(default_factory=dict)
    grades: dict[int, float] = field(default_factory=dict)
    elapsed_ms: int = 0
    at_ms: int = 0
    ended: str = ""
    ended_ms: int = 0
    ended_elapsed_ms: int = 0
    marked: bool = False

    def take(self, event: Event) -> None:
        """Takes in one more event of the exam."""
        step: dict[str, Any] = json.loads(event.data)
        # What another device's clock says is its own; the events' order is that of their numbers.
        self.at_ms, self.elapsed_ms = event.at_ms, step.get("elapsed", self.elapsed_ms)
        place = step.get("place", -1)
        match step["step"]:
            case "give":
                self.took_ms[place], self.shown[place] = event.took_ms, event.shown
                answer = answer_in(event.given)
                if answer is None:
                    self.given.pop(place, None)
                else:
                    self.given[place] = Given(answer, event.at_ms)
            case "flag":
                self.flagged ^= {place}
            case "end":
                self.ended, self.ended_ms = step["by"], event.at_ms
                self.ended_elapsed_ms = self.elapsed_ms
                self.took_ms |= {int(place): ms for place, ms in step["took"].items()}
            case "grade":
                self.grades[place] = step["score"]
            case "marked":
                self.marked = True


def sat(began: Event, events: Iterable[Event]) -> Sat:
    """How far the exam that `began` has been sat; `events` are in any order."""
    found = Sat(began.at_ms, at_ms=began.at_ms)
    for event in sorted(events, key=lambda event: event.seq):
        if event.what is What.EXAM and event.device == began.device:
            found.take(event)
    return found
