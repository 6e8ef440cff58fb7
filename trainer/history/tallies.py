"""A history in numbers: by study days, and as a whole."""

from __future__ import annotations

from trainer.records import record


@record(frozen=True, slots=True)
class Day:
    """What was done on one study day with one deck ("" where there was none).

    `answers` counts every answer, drills and exams too, `right` those recalled, `took_ms` their
    milliseconds; `introduced` the new cards and `reviewed` the cards under review that were
    answered, which is what daily limits count.
    """

    day: int
    deck: str
    answers: int
    right: int
    took_ms: int
    introduced: int
    reviewed: int


@record(frozen=True, slots=True)
class Counts:
    """A history in numbers. `cards` have been answered at least once; the phases sum to it."""

    events: int
    cards: int
    learning: int
    review: int
    relearning: int
    suspended: int
    flagged: int
