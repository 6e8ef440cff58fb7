"""What a learner answers, by the kind of the question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picked:
    """Options picked of a choice (one) or choices (any number)."""

    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """True or false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """Typed text: one for a short, number or typed term, one for each blank of a cloze group."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The items of an ordering in the order the learner gave them."""

    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """For each left side of a match the position of a right side in `Match.rights`, or None."""

    rights: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """The learner thought of it, or wrote it down, and will grade it."""

    text: str | None = None


@dataclass(frozen=True, slots=True)
class GaveUp:
    """The learner asked for the answer."""


Answer = Picked | Claimed | Typed | Arranged | Paired | Recalled | GaveUp
