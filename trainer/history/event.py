"""What happened, once and for good: the events from which every other state is derived."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from trainer.memory.card import Interval, Phase, Rating

NEVER = 2**62
"""A moment (UTC ms) later than any event's."""


class What(StrEnum):
    """What kind of thing happened."""

    ANSWER = "answer"
    AMEND = "amend"
    UNDO = "undo"
    REDO = "redo"
    SUSPEND = "suspend"
    RESUME = "resume"
    BURY = "bury"
    FLAG = "flag"
    UNFLAG = "unflag"
    FORGET = "forget"
    ADOPT = "adopt"
    CHANGED = "changed"
    PARAMETERS = "parameters"
    EXAM = "exam"


class Mode(StrEnum):
    """In what kind of session an answer was given; only study (and a marked exam) schedules."""

    STUDY = "study"
    DRILL = "drill"
    EXAM = "exam"


class Event(NamedTuple):
    """One event. A tuple, since a rebuild makes a million of them and a dataclass takes four times
    as long; its fields are named all the same.

    `device` and `seq` identify it everywhere; the store fills them in.

    `at_ms` is UTC milliseconds, `offset_min` the zone's offset from UTC in minutes then, `day`
    the study day. The fields from `mode` to `parameters` are an answer's (an amendment repeats
    those it corrects: outcome, score, rating, interval, phase, step, mix). `shown` and `given`
    are JSON: the options or items as shown (positions in the author's order), and the answer.
    `time_class` is the class in which its time is compared (`memory.rating.time_class`); `reps`,
    how many answers of the card the decision knew of, is filled in by the store too.
    `target` names the event that an amendment, undo or redo is about. `data` is an answer's text
    of the question (`fingerprint.likened`) where it isn't that of the card's answer before, and
    JSON for other kinds: an adoption's former key as {"old": key}, a parameter set, a
    leech's lapses where it was suspended as one; a flag's note; a step of an exam
    (`study.sat`), whose `card` is the exam's own key, since it changes no card.
    The `fingerprint` of a changed question is that of its new answer.
    """

    what: What
    card: str
    at_ms: int
    offset_min: int
    day: int
    device: str = ""
    seq: int = 0
    mode: Mode | None = None
    deck: str = ""
    kind: str = ""
    shown: str = ""
    options: int = 0
    given: str = ""
    hints: int = 0
    guessed: bool = False
    outcome: str = ""
    score: float | None = None
    suggested: Rating | None = None
    rating: Rating | None = None
    took_ms: int = 0
    fingerprint: str = ""
    time_class: str = ""
    interval: Interval | None = None
    phase: Phase | None = None
    step: int = 0
    mix: float | None = None
    parameters: int = 0
    reps: int | None = None
    target: tuple[str, int] | None = None
    data: str = ""
