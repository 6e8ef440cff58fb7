"""An exam being sat: the clock, the questions in any order, answers that may be replaced, and no
feedback until it is handed in; knows no screen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from random import Random

from trainer.errors import TrainerError
from trainer.fingerprint import digest
from trainer.history.event import Event, What
from trainer.judging.judge import judge
from trainer.judging.verdict import Outcome, Verdict
from trainer.memory.card import Phase
from trainer.question import Answer, Card, GaveUp
from trainer.records import record
from trainer.study.exam_keys import sitting_of
from trainer.study.exam_report import ExamReport, Mark, reported
from trainer.study.marking import marked, marking
from trainer.study.paper import Paper
from trainer.study.record import given_json
from trainer.study.sat import Sat, sat
from trainer.study.showing import Showing
from trainer.study.shuffle import order_shown
from trainer.study.stopwatch import Stopwatch
from trainer.study.table import Table

GRACE_MS = 3000
"""How long after the time an answer still counts: it was on its way when the time ran out."""


class Stage(StrEnum):
    """An exam is sat, then its learner grades what no judge can, then there is its report."""

    SITTING = "sitting"
    GRADING = "grading"
    DONE = "done"


class TimeUpError(TrainerError):
    """The exam has ended with what was there."""

    def __init__(self) -> None:
        super().__init__("The time is up: the exam ended with the answers that were there.")


@record(frozen=True, slots=True)
class Grading:
    """An answer that the learner grades: their own words, or one that the judge is unsure of."""

    place: int
    showing: Showing
    answer: Answer
    verdict: Verdict

    @property
    def unsure(self) -> bool:
        return self.verdict.outcome is Outcome.UNSURE


class Exam:
    """One sitting of an exam, begun now or resumed after a break. What it took is on the disk.

    Questions are counted from 0 here. Methods raise `TrainerError` where they don't apply
    (`TimeUpError` once the time is up) and the store's errors where something could not be saved;
    the same call may then be tried again.
    """

    def __init__(
        self,
        table: Table,
        paper: Paper,
        began: Event,
        steps: Sequence[Event] = (),
        resumed: bool = False,
    ) -> None:
        self.paper, self.resumed = paper, resumed
        self.place = 0
        self._table, self._key = table, sitting_of(began)
        self._sat: Sat = sat(began, steps)
        self._watch = Stopwatch(table.clock, self._sat.elapsed_ms, self._sat.at_ms)
        self._since = self._watch.elapsed()
        self._cards: Mapping[str, Card] = table.bank.cards([item.key for item in paper.items])
        self._showings: dict[int, Showing] = {}
        self.tick()
        if self.stage is Stage.SITTING:
            self.place = self.next_open(-1)
            if self.void(self.place):
                self._end("learner")
        elif self.stage is Stage.GRADING and not self.to_grade():
            self._mark()

    # --- what it is about

    @property
    def stage(self) -> Stage:
        if not self._sat.ended:
            return Stage.SITTING
        return Stage.DONE if self._sat.marked else Stage.GRADING

    @property
    def size(self) -> int:
        return len(self.paper.items)

    def left_ms(self) -> int:
        """What is left of the time; 0 once it is up."""
        return max(0, self.paper.ms - self._watch.elapsed())

    @property
    def out_of_time(self) -> bool:
        """Whether it was the clock that ended it."""
        return self._sat.ended == "time"

    def tick(self) -> bool:
        """Ends the exam if its time is up; whether it goes on."""
        if self.stage is Stage.SITTING and not self.left_ms():
            self._end("time")
        return self.stage is Stage.SITTING

    # --- going about

    def showing(self, place: int) -> Showing:
        """A question as it is put before the learner: the same each time."""
        if place not in self._showings:
            card = self._card(place)
            # Seeded by its name, so that it looks the same after a break.
            shuffle = Random(f"{self.paper.form}/{card.id}")
            self._showings[place] = Showing(
                card, place + 1, order_shown(card.question, shuffle), Phase.REVIEW, 0
            )
        return self._showings[place]

    def void(self, place: int) -> bool:
        """Whether a question can't count: it is gone from the bank, or was changed after its
        answer was given."""
        item = self.paper.items[place]
        card = self._cards.get(item.key)
        return card is None or (
            place in self._sat.given and digest(repr(card.question.body)) != item.body
        )

    def go(self, place: int) -> Showing:
        """To a question. Raises TrainerError where there is none, or none any more."""
        self._sitting()
        if not 0 <= place < self.size:
            raise TrainerError(f"there is no question {place + 1}; there are {self.size}")
        if self.void(place):
            raise TrainerError(f"question {place + 1} was taken out or changed; it doesn't count")
        self._look_away()
        self.place = place
        return self.showing(place)

    def next_open(self, place: int) -> int:
        """The next question without an answer, from the first again after the last; where all are
        answered, the next one."""
        size = self.size
        onward = [(place + step) % size for step in range(1, size + 1)]
        onward = [n for n in onward if not self.void(n)]
        return next((n for n in onward if n not in self._sat.given), (onward or [0])[0])

    # --- answering

    def answer_to(self, place: int) -> Answer | None:
        """What was answered last, if anything was."""
        given = self._sat.given.get(place)
        return given.answer if given else None

    def flagged(self, place: int) -> bool:
        return place in self._sat.flagged

    def open(self) -> tuple[int, ...]:
        """The questions that are not answered yet."""
        return tuple(n for n in range(self.size) if n not in self._sat.given and not self.void(n))

    def give(self, answer: Answer) -> None:
        """Stores an answer to the question that is looked at, in the place of an earlier one.

        Raises ValueError for an answer that doesn't go with the question.
        """
        self._sitting(GRACE_MS)
        card = self._card(self.place)
        if isinstance(answer, GaveUp):
            self.clear()
            return
        judge(card, answer, self._table.bank.known)
        if answer != self.answer_to(self.place):
            self._give(given_json(answer))

    def clear(self) -> None:
        """Takes the answer away: the question is open again."""
        self._sitting()
        if self.place in self._sat.given:
            self._give("")

    def _give(self, given: str) -> None:
        showing = self.showing(self.place)
        self._look_away()
        event = self._event("give", place=self.place)._replace(
            kind=str(showing.card.question.kind),
            shown=json.dumps(showing.order, separators=(",", ":")) if showing.order else "",
            given=given,
            took_ms=self._sat.took_ms.get(self.place, 0),
        )
        self._store(event)

    def flag(self) -> bool:
        """Flags the question that is looked at, or takes its flag away; whether it has one now."""
        self._sitting()
        self._store(self._event("flag", place=self.place))
        return self.flagged(self.place)

    def hand_in(self) -> None:
        """Ends the exam."""
        self._sitting()
        self._end("learner")

    # --- after it

    def to_grade(self) -> tuple[Grading, ...]:
        """The answers that wait for the learner's own grade, once the exam is over."""
        if self.stage is not Stage.GRADING:
            return ()
        return tuple(
            Grading(mark.number - 1, self.showing(mark.number - 1), mark.answer, mark.verdict)
            for mark in self._marks()
            if mark.verdict and mark.answer and mark.waits
        )

    def grade(self, place: int, score: float) -> None:
        """The learner's grade, 0 to 1; an unsure answer was right at 1. With the last one the exam
        is marked."""
        if all(place != waiting.place for waiting in self.to_grade()):
            raise TrainerError(f"question {place + 1} doesn't wait for a grade")
        if not 0.0 <= score <= 1.0:
            raise TrainerError("a grade lies between 0 and 1")
        self._store(self._event("grade", place=place, score=score))
        if not self.to_grade():
            self._mark()

    def report(self) -> ExamReport:
        """What it came to. Raises TrainerError until it is marked."""
        if self.stage is not Stage.DONE:
            raise TrainerError("the exam isn't over yet")
        return reported(self.paper, self._sat, self._marks())

    # --- what is stored

    def _sitting(self, grace_ms: int = 0) -> None:
        """Makes sure that the exam is being sat."""
        if self.stage is not Stage.SITTING:
            raise TrainerError("the exam is over")
        if self._watch.elapsed() >= self.paper.ms + grace_ms:
            self.tick()
            raise TimeUpError

    def _card(self, place: int) -> Card:
        card = self._cards.get(self.paper.items[place].key)
        if card is None:
            raise TrainerError(f"question {place + 1} was taken out; it doesn't count")
        return card

    def _look_away(self) -> None:
        """Counts the time that the current question was looked at."""
        now = min(self._watch.elapsed(), self.paper.ms)
        took = self._sat.took_ms
        took[self.place] = took.get(self.place, 0) + max(0, now - self._since)
        self._since = now

    def _event(self, step: str, **fields: object) -> Event:
        data = {"step": step, "elapsed": self._watch.elapsed(), **fields}
        return self._table.event(What.EXAM, self._key)._replace(data=json.dumps(data))

    def _store(self, event: Event) -> None:
        self._sat.take(self._table.store.append(event))

    def _end(self, by: str) -> None:
        self._look_away()
        self._store(self._event("end", by=by, took=self._sat.took_ms))
        if not self.to_grade():
            self._mark()

    def _marks(self) -> tuple[Mark, ...]:
        voids = frozenset(place for place in range(self.size) if self.void(place))
        return marked(self.paper, self._sat, self._cards, voids, self._table.bank.known)

    def _mark(self) -> None:
        """Stores the answers as judged, all of them or none: those to cards that were introduced
        before count as reviews."""
        last = self._event("marked")
        events = marking(self._table, self._sat, self._marks())
        stored = self._table.store.append_each([*events, last])
        self._sat.take(stored[-1])
