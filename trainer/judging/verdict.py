"""What the judge says of an answer."""

from __future__ import annotations

from enum import StrEnum

from trainer.records import record


class Outcome(StrEnum):
    """How an answer was judged, by the words of the line protocol."""

    RIGHT = "right"
    RIGHT_SPELLING = "right-spelling"
    PARTLY = "partly"
    UNSURE = "unsure"
    WRONG = "wrong"
    SELF = "self"

    @property
    def recalled(self) -> bool:
        """Whether scheduling counts it as recalled: right, or right but misspelt."""
        return self in (Outcome.RIGHT, Outcome.RIGHT_SPELLING)


@record(frozen=True, slots=True)
class Verdict:
    """One judgement. `score` runs from 0 to 1.

    `given` and `expected` are plain texts a person can read; `feedback` is the author's words on
    what was given; `spelling` is the right spelling where the given one was off; `parts` holds
    a score for each blank, pair or item where an answer has several.
    """

    outcome: Outcome
    score: float
    given: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    feedback: str = ""
    spelling: str = ""
    parts: tuple[float, ...] = ()
