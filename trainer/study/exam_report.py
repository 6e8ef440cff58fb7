"""What an exam came to: each question's mark, the score, topics; values, not how they look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.judging.judge import right_answer
from trainer.judging.verdict import Outcome, Verdict
from trainer.question import BACK, Answer, Card, Cloze, Term
from trainer.records import record
from trainer.study.paper import Item, Paper
from trainer.study.sat import Sat

HAIR = 1e-9
"""So that 0.6 of 20 points is not missed by the last bit of a sum."""


@record(frozen=True, slots=True)
class Mark:
    """One question's mark. `number` counts from 1; `card` is None where it is gone.

    `verdict` is None for a question that wasn't answered; `graded` says that the score is the
    learner's own, and `waits` that it is still to come. `void` questions count for nothing.
    """

    number: int
    item: Item
    card: Card | None
    answer: Answer | None = None
    verdict: Verdict | None = None
    at_ms: int = 0
    took_ms: int = 0
    graded: bool = False
    waits: bool = False
    void: bool = False

    @property
    def score(self) -> float:
        """From 0 to 1."""
        return self.verdict.score if self.verdict and not self.void else 0.0

    @property
    def points(self) -> float:
        """What it could give."""
        return 0.0 if self.void else self.item.points

    @property
    def reached(self) -> float:
        """What it gave."""
        return self.points * self.score

    @property
    def outcome(self) -> Outcome | None:
        """How it was judged; None where it wasn't answered. A grade of the learner's own says
        right, partly or wrong."""
        if self.verdict is None or self.void:
            return None
        if self.verdict.outcome is not Outcome.SELF:
            return self.verdict.outcome
        if self.score >= 1 - HAIR:
            return Outcome.RIGHT
        return Outcome.PARTLY if self.score > HAIR else Outcome.WRONG

    @property
    def asked(self) -> str:
        """What was put before the learner; the blanks that weren't asked are filled."""
        return asked(self.card) if self.card else self.item.key.partition(":")[2]

    @property
    def expected(self) -> tuple[str, ...]:
        """What was right, for people."""
        return right_answer(self.card) if self.card else ()

    @property
    def missed(self) -> bool:
        """Whether there is something to learn from it."""
        return not self.void and (self.outcome is None or not self.outcome.recalled)


def asked(card: Card) -> str:
    """A card's side that is asked, in the author's words."""
    match card.question.body:
        case Term(means=means) if card.facet == BACK:
            return means
        case Cloze(parts=parts):
            return "".join(
                part
                if isinstance(part, str)
                else "____"
                if part.group == card.facet
                else part.answer
                for part in parts
            )
        case _:
            return card.question.ask


@record(frozen=True, slots=True)
class ExamReport:
    """An exam that was marked. `seconds` are those of its clock; `by_time` says that the clock
    ended it. `topics` maps each topic to what it gave and could give, weakest first."""

    paper: Paper
    began_ms: int
    ended_ms: int
    seconds: int
    by_time: bool
    marks: tuple[Mark, ...]
    topics: Mapping[str, tuple[float, float]]

    @property
    def points(self) -> float:
        return sum(mark.points for mark in self.marks)

    @property
    def reached(self) -> float:
        return sum(mark.reached for mark in self.marks)

    @property
    def share(self) -> float:
        """Of the points, 0 to 1."""
        return self.reached / self.points if self.points else 0.0

    @property
    def passed(self) -> bool:
        return self.share >= self.paper.passing - HAIR

    @property
    def answered(self) -> int:
        return sum(mark.verdict is not None and not mark.void for mark in self.marks)

    @property
    def missed(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.missed)

    @property
    def graded(self) -> int:
        """How many the learner graded."""
        return sum(mark.graded for mark in self.marks)


def reported(paper: Paper, sat: Sat, marks: Sequence[Mark]) -> ExamReport:
    """The report of a marked exam."""
    topics: dict[str, tuple[float, float]] = {}
    for mark in marks:
        if not mark.void:
            reached, points = topics.get(mark.item.topic, (0.0, 0.0))
            topics[mark.item.topic] = reached + mark.reached, points + mark.points
    weakest = sorted(topics.items(), key=lambda one: one[1][0] / one[1][1] if one[1][1] else 1.0)
    by_time = sat.ended == "time"
    return ExamReport(
        paper=paper,
        began_ms=sat.began_ms,
        # Its clock may have ended it long before anybody came to see.
        ended_ms=min(sat.ended_ms, sat.began_ms + paper.ms) if by_time else sat.ended_ms,
        seconds=min(paper.ms, sat.ended_elapsed_ms) // 1000,
        by_time=by_time,
        marks=tuple(marks),
        topics=dict(weakest),
    )
