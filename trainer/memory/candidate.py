"""A card as the queue sees it, and what may still come today."""

from __future__ import annotations

from trainer.memory.card import NEW, CardState
from trainer.records import record


@record(frozen=True, slots=True)
class Candidate:
    """A card as the queue sees it.

    `question` is the key its siblings share, `fact` what different questions may share ("" is
    none), `topic` what new cards are interleaved by; `after` names questions (as `settled`
    knows them) that hold a new card back; `position` is the place in file order.
    """

    key: str
    question: str
    fact: str = ""
    topic: str = ""
    after: tuple[str, ...] = ()
    position: int = 0
    state: CardState = NEW

    @property
    def names(self) -> tuple[str, ...]:
        """What no other card of the same day may share."""
        return (self.question, self.fact) if self.fact else (self.question,)


@record(frozen=True, slots=True)
class Limits:
    """How many new cards and reviews may still come today; None is without limit."""

    new: int | None = None
    reviews: int | None = None


UNLIMITED = Limits()


@record(frozen=True, slots=True)
class Counts:
    """Cards still to come today: in learning steps, due, new.

    `more` says that there are new cards beyond those that were looked at.
    """

    learning: int
    due: int
    new: int
    more: bool = False
