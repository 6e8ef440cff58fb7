"""What a session hands to a face, and nothing about how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from trainer.bank.library import Library
from trainer.judging.verdict import Verdict
from trainer.memory.card import CardState, Interval, Memory, Phase, Rating
from trainer.question import Card
from trainer.records import record


@record(frozen=True, slots=True)
class Written:
    """Where a question is written: its file, the line from 1, and the library it belongs to."""

    path: Path
    line: int
    library: Library


@record(frozen=True, slots=True)
class Showing:
    """One card put before the learner.

    `order` maps what is shown to the author's order: `order[i]` is the position of the i-th shown
    option (choice, choices), item (order) or right side (match, in `Match.rights`); () elsewhere.
    `n` counts showings from 1. `changed` marks a question whose answer is new since it was seen.
    """

    card: Card
    n: int
    order: tuple[int, ...]
    phase: Phase
    shown_ms: int
    changed: bool = False
    written: Written | None = None


@record(frozen=True, slots=True)
class Judged:
    """A verdict, already stored, with what each rating would do.

    `suggested` is None where the learner must grade (a self-graded card) or must first settle an
    unsure verdict; then nothing is stored yet.
    """

    verdict: Verdict
    suggested: Rating | None
    intervals: Mapping[Rating, Interval]
    guess: bool = False
    overruled: bool = False


@record(frozen=True, slots=True)
class Saved:
    """A rating, stored: when the card comes back. `due_day` is None within learning steps.

    `note` is a sentence where there is more to say: the card was set aside as a leech.
    """

    card: Card
    rating: Rating
    interval: Interval
    due_day: int | None
    due_ms: int | None
    note: str = ""


@record(frozen=True, slots=True)
class Progress:
    """How far the session is. `left` counts cards still to come today, repetitions not included."""

    done: int
    left: int
    right: int
    wrong: int

    @property
    def total(self) -> int:
        return self.done + self.left


@record(frozen=True, slots=True)
class Missed:
    """A card that was not recalled, with what was given and what was right."""

    card: Card
    given: tuple[str, ...]
    expected: tuple[str, ...]


@record(frozen=True, slots=True)
class Summary:
    """A session at its end. `topics` maps a tag to (answers, right); `waiting` counts cards whose
    learning step is later today; `tomorrow` those due on the next study day. `note` is a sentence
    where the day's minutes are over."""

    deck: str
    answered: int
    right: int
    seconds: int
    missed: tuple[Missed, ...] = ()
    topics: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    waiting: int = 0
    tomorrow: int = 0
    note: str = ""


@record(frozen=True, slots=True)
class Why:
    """Why this card now: what the memory believes, and what each rating would do.

    `recall` is the chance of recall at this moment, 0 to 1, or None for a card never seen.
    `now` says why the card comes today.
    `reason` is a sentence on the suggested rating, once there is one. `last` holds the latest
    answers, newest first, as (study day, rating). `target` is the recall, 0 to 1, that the
    intervals aim at; `calibration` says how this learner's recall differs from the model's, once
    there are answers enough to know.
    """

    state: CardState
    memory: Memory | None
    recall: float | None
    intervals: Mapping[Rating, Interval]
    last: tuple[tuple[int, Rating], ...] = ()
    now: str = ""
    reason: str = ""
    target: float = 0.9
    calibration: str = ""
