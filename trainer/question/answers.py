"""What a learner answers, by the kind of the question."""

from __future__ import annotations

from trainer.records import record


@record(frozen=True, slots=True)
class Picked:
    """Options picked of a choice (one) or choices (any number)."""

    options: tuple[int, ...]


@record(frozen=True, slots=True)
class Claimed:
    """True or false."""

    value: bool


@record(frozen=True, slots=True)
class Typed:
    """Typed text: one for a short, number or typed term, one for each blank of a cloze group."""

    texts: tuple[str, ...]


@record(frozen=True, slots=True)
class Arranged:
    """The items of an ordering in the order the learner gave them."""

    items: tuple[int, ...]


@record(frozen=True, slots=True)
class Paired:
    """For each left side of a match the position of a right side in `Match.rights`, or None."""

    rights: tuple[int | None, ...]


@record(frozen=True, slots=True)
class Recalled:
    """The learner thought of it, or wrote it down, and will grade it."""

    text: str | None = None


@record(frozen=True, slots=True)
class GaveUp:
    """The learner asked for the answer."""


Answer = Picked | Claimed | Typed | Arranged | Paired | Recalled | GaveUp
