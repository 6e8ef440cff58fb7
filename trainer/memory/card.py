"""A card's state in the learner's memory, as numbers; a fold of its reviews."""

from __future__ import annotations

from enum import IntEnum

from trainer.records import record


class Rating(IntEnum):
    """How well it was recalled, by Anki's four buttons."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(IntEnum):
    """Where a card stands: never seen, in its learning steps, under review, or relearning."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@record(frozen=True, slots=True)
class Memory:
    """Stability in days (after which recall falls to 90%) and difficulty from 1 to 10."""

    stability: float
    difficulty: float


@record(frozen=True, slots=True)
class Interval:
    """Until when a card rests: whole study days, or seconds within a learning step.

    Exactly one of the two is not zero.
    """

    days: int = 0
    seconds: int = 0


@record(frozen=True, slots=True)
class Review:
    """One answer as the memory sees it, with all that was decided then and is never recomputed.

    `at_ms` is UTC milliseconds; `day` the study day (days since 1970-01-01 of its local date);
    `interval` and `phase`, `step` what the scheduler decided (`step` counts from 0 within
    the learning or relearning steps); `mix`, where a right pick may have been a guess, the weight
    from 0 to 1 of the rating against Again; `parameters` the id of the weights in force (0: the
    published defaults). `reps` is how many answers of this card the decision knew of: where
    another device's turned up since, the interval is worked out again. None trusts the interval.
    """

    at_ms: int
    day: int
    rating: Rating
    interval: Interval
    phase: Phase
    step: int = 0
    mix: float | None = None
    parameters: int = 0
    reps: int | None = None


@record(frozen=True, slots=True)
class CardState:
    """What is known of a card after its reviews.

    `due_ms` (UTC milliseconds) is set within learning steps, `due_day` (study day) under review.
    """

    phase: Phase = Phase.NEW
    step: int = 0
    memory: Memory | None = None
    due_day: int | None = None
    due_ms: int | None = None
    last_day: int | None = None
    last_ms: int | None = None
    interval: Interval = Interval()
    reps: int = 0
    lapses: int = 0


NEW = CardState()
