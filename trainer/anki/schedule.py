"""A history → what Anki stores of cards and answers, so that learning goes on there.

Source of the columns: Anki's rslib/src/storage/card/data.rs and revlog/mod.rs, 25.9.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from trainer.anki.ankidays import AnkiDays, anki_days
from trainer.anki.notes import Note
from trainer.history.event import Event, What
from trainer.history.fold import effective, scheduled
from trainer.history.reading import Reading
from trainer.memory import fsrs
from trainer.memory.card import NEW, CardState, Interval, Phase
from trainer.memory.replay import Parameters, apply, nearest
from trainer.memory.study_day import StudyDays
from trainer.question import BACK, FORWARD, Card, Question, Term

_FILTERED, _MANUAL = 3, 4
_FACTOR = 2500


class CardRow(NamedTuple):
    """What a card that was answered has in Anki's table, from `type` to `data`."""

    kind: int
    queue: int
    due: int
    interval: int
    factor: int
    reps: int
    lapses: int
    left: int
    data: str


class AnswerRow(NamedTuple):
    """A line of Anki's review log but for its card: `id` is UTC milliseconds."""

    id: int
    ease: int
    interval: int
    last_interval: int
    factor: int
    took_ms: int
    kind: int


@dataclass(slots=True)
class Schedules:
    """What a history says of cards, in Anki's terms; ask for each card once.

    `created_s` (UTC seconds) is from when Anki counts due days: a study day's begin at 04:00.
    `parameters` are in force for the deck, `steps` and `relearning` its learning steps in seconds.
    """

    reading: Reading
    days: StudyDays
    created_s: int
    now_ms: int
    parameters: Parameters
    steps: tuple[int, ...] = (60, 600)
    relearning: tuple[int, ...] = (600,)
    _taken: set[int] = field(default_factory=set)
    _anki: AnkiDays = field(init=False)
    _suspended: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        zone, hour = self.days.zone, self.days.start_hour
        self._suspended = self.reading.suspended()
        self._anki = anki_days(self.created_s, self.now_ms, {}, zone, hour)

    @property
    def creation_offset(self) -> int:
        """Minutes west of UTC when Anki's days begin to count."""
        return -self.days.offset_min(self.created_s * 1000)

    def of(self, question: Question, note: Note) -> dict[int, tuple[CardRow, list[AnswerRow]]]:
        """The answered cards of a note, by Anki's card numbers."""
        keys = {number: Card(question, facet).key for number, facet in _facets(question, note)}
        states = self.reading.states(keys.values())
        return {
            number: (self._card(states[key], key in self._suspended), list(self._answers(key)))
            for number, key in keys.items()
            if key in states
        }

    def preset(self, id: int, name: str) -> dict[str, object]:
        """The deck's options as Anki's JSON, to be laid over its own."""
        return {
            "id": id,
            "name": name,
            "fsrsParams6": list(self.parameters.weights),
            "desiredRetention": self.parameters.retention,
            "new": {"delays": [step / 60 for step in self.steps]},
            "lapse": {"delays": [step / 60 for step in self.relearning]},
        }

    def _card(self, state: CardState, suspended: bool) -> CardRow:
        phase = int(state.phase)
        if state.due_day is not None:
            due, queue = state.due_day - self._anki.first, 2 if phase == 2 else 3
        else:
            due, queue = (state.due_ms or 0) // 1000, 1
        left = 0
        if state.phase is not Phase.REVIEW:
            delays = self.steps if state.phase is Phase.LEARNING else self.relearning
            left = max(1, len(delays) - state.step)
        return CardRow(
            phase,
            -1 if suspended else queue,
            due,
            self._interval(state),
            0 if state.phase is Phase.LEARNING else _FACTOR,
            state.reps,
            state.lapses,
            left,
            self._data(state),
        )

    def _interval(self, state: CardState) -> int:
        """In days: of a relearning card the one it will have when it is through its steps."""
        if state.phase is Phase.RELEARNING and state.memory:
            w, retention = self.parameters.weights, self.parameters.retention
            return max(1, nearest(fsrs.interval(w, state.memory.stability, retention)))
        return state.interval.days

    def _data(self, state: CardState) -> str:
        if state.memory is None:
            return ""
        data = {
            "s": round(state.memory.stability, 4),
            "d": round(state.memory.difficulty, 3),
            "dr": self.parameters.retention,
            "decay": round(self.parameters.weights[20], 3),
            "lrt": (state.last_ms or 0) // 1000,
        }
        return json.dumps(data, separators=(",", ":"))

    def _answers(self, key: str) -> Iterator[AnswerRow]:
        sets = self.reading.parameter_sets()
        state, last, moment = NEW, 0, 0
        for event in effective(self.reading.events(key)):
            if event.what not in (What.FORGET, What.ANSWER):
                continue
            moment = self._moment(event, moment + 1)
            if event.what is What.FORGET:
                yield AnswerRow(moment, 0, 0, last, 0, 0, _MANUAL)
                state = NEW
            if event.rating is None:
                continue
            review = scheduled(event)
            if review is None:
                took = event.took_ms
                yield AnswerRow(moment, event.rating, last, last, 0, took, _FILTERED)
                continue
            before = state.phase
            state = apply(state, review, sets[event.parameters])
            interval = _in_log(event.interval)
            yield AnswerRow(
                moment,
                event.rating,
                interval,
                last,
                _difficulty(state),
                event.took_ms,
                max(0, before - 1),
            )
            last = interval

    def _moment(self, event: Event, least: int) -> int:
        """When it was, on the study day it counted for, no earlier than `least`, and at
        a millisecond that no other answer has.

        In the other half of a year with daylight saving Anki's days begin an hour off ours; an
        answer in that hour is moved to where Anki counts it as it was counted here.
        """
        off = self._anki.day(event.at_ms) - event.day
        at = event.at_ms
        if off:
            start = (self._anki.end_s - (self._anki.last - event.day + 1) * 86_400) * 1000 + 1000
            at = start + 86_398_000 if off > 0 else start
        at = max(at, least)
        while at in self._taken:
            at += 1
        self._taken.add(at)
        return at


def created_at(reading: Reading, days: StudyDays, today: int) -> int:
    """From when Anki should count days, in UTC seconds: 04:00 on the first day of the history.

    Anki takes the local date of that moment, at the offset that is stored beside it.
    """
    studied = reading.days(0, today)
    return StudyDays(days.zone, 4).start_ms(studied[0].day if studied else today) // 1000


def parameters_of(reading: Reading, retention: float) -> Parameters:
    """The weights in force, with the retention that the deck aims at."""
    return Parameters(reading.parameters()[1].weights, retention)


def _facets(question: Question, note: Note) -> Iterator[tuple[int, str]]:
    if isinstance(question.body, Term):
        yield from ((0, FORWARD), (1, BACK))
    elif note.is_cloze:
        yield from (
            (number - 1, group) for group, number in note.blanks.items() if number - 1 in note.cards
        )
    else:
        yield 0, ""


def _in_log(interval: Interval | None) -> int:
    if interval is None:
        return 0
    return interval.days or -interval.seconds


def _difficulty(state: CardState) -> int:
    """As Anki's log has it: 1 to 10 on a scale from 100 to 1100."""
    memory = state.memory
    return round(100 + (memory.difficulty - 1) / 9 * 1000) if memory else 0
