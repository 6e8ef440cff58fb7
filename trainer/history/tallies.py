"""A history in numbers: by study days, and as a whole."""

from __future__ import annotations

from typing import NamedTuple

from trainer.records import record


class Day(NamedTuple):
    """What was done on one study day with one deck ("" where there was none).

    `answers` counts every answer, drills and exams too, `right` those recalled, `took_ms` their
    milliseconds; `introduced` the new cards and `reviewed` the cards under review that were
    answered, which is what daily limits count. Of the `foreseen`, which the model predicted, were
    `foreseen_recalled` recalled; `predicted` and `known` (see `summaries.Predicted`) are in
    millionths.
    """

    day: int
    deck: str
    answers: int
    right: int
    took_ms: int
    introduced: int
    reviewed: int
    foreseen: int = 0
    foreseen_recalled: int = 0
    predicted: int = 0
    known: int = 0


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
