"""What a card's events amount to: pure functions from events to its standing and its traces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple
from zlib import crc32

from trainer.history.event import Event, Mode, What
from trainer.memory import fsrs
from trainer.memory.calibration import evidence
from trainer.memory.card import NEW, CardState, Phase, Rating, Review
from trainer.memory.replay import DEFAULTS, Found, Parameters, ParameterSets, follow
from trainer.records import record

RECALLED = frozenset({"right", "right-spelling"})
"""The outcomes that count as right (`judging.verdict.Outcome.recalled`, a floor beside this)."""

LONGEST_ANSWER_MS = 5 * 60_000
"""What an answer adds to the day's time at most: a coffee break is not study time."""

CHANGES = frozenset(
    {
        *(What.ANSWER, What.SUSPEND, What.RESUME, What.BURY, What.FLAG, What.UNFLAG),
        *(What.FORGET, What.CHANGED),
    }
)
"""What changes a card by itself; the other kinds say which of these count, and how."""


@record(frozen=True, slots=True)
class Standing:
    """A card as its events leave it: the state, and the marks that are no part of memory.

    `buried` is the study day it is buried on; `fingerprint` the one of its latest answer, `seen`
    the CRC-32 of the latest text an answer brought with it (0 for none).
    """

    state: CardState = NEW
    suspended: bool = False
    buried: int | None = None
    flag: str | None = None
    changed: bool = False
    fingerprint: str = ""
    seen: int = 0


class Trace(NamedTuple):
    """What one answer adds to everything that isn't its card: the day's counts, the times of its
    class (if right), and the model's prediction (if on a later study day than the last)."""

    event: tuple[str, int]
    at_ms: int
    day: int
    deck: str
    right: bool
    took_ms: int
    introduced: bool
    reviewed: bool
    time_class: str
    recall: float | None
    known: float


def when(event: Event) -> tuple[int, str, int]:
    """The order of the fold: by time, and by device and seq where two share a millisecond."""
    return event.at_ms, event.device, event.seq


def effective(events: Iterable[Event]) -> list[Event]:
    """The events that count, in order: without what was undone, answers as last amended."""
    ordered = sorted(events, key=when)
    undone: dict[tuple[str, int], bool] = {}
    for event in ordered:
        if event.target and event.what in (What.UNDO, What.REDO):
            undone[event.target] = event.what is What.UNDO
    standing = [e for e in ordered if not undone.get((e.device, e.seq))]
    amended = {e.target: e for e in standing if e.what is What.AMEND}
    return [
        amend(e, by) if (by := amended.get((e.device, e.seq))) else e
        for e in standing
        if e.what in CHANGES
    ]


def amend(answer: Event, by: Event) -> Event:
    """The answer as an amendment of it says."""
    return answer._replace(
        outcome=by.outcome,
        score=by.score,
        rating=by.rating,
        interval=by.interval,
        phase=by.phase,
        step=by.step,
        mix=by.mix,
    )


def fold(events: Iterable[Event], sets: ParameterSets) -> tuple[Standing, list[Trace]]:
    """The standing and the traces of one card from all its events, in whatever order."""
    standing, traces = Standing(), list[Trace]()
    for reviewed, run in groupby(effective(events), key=_reviews):
        if reviewed:
            # At once, on bare numbers: a state for every answer would double the time.
            standing = _reviewed(standing, list(run), sets, traces)
            continue
        for event in run:
            standing, trace = advance(standing, event, sets)
            if trace:
                traces.append(trace)
    return standing, traces


def advance(standing: Standing, event: Event, sets: ParameterSets) -> tuple[Standing, Trace | None]:
    """The standing after one more event that counts and is not older than those before."""
    match event.what:
        case What.ANSWER if schedules(event):
            traces: list[Trace] = []
            return _reviewed(standing, [event], sets, traces), traces[0]
        case What.ANSWER:
            return standing, _trace(event, None, None)
        case What.SUSPEND:
            return replace(standing, suspended=True), None
        case What.RESUME:
            return replace(standing, suspended=False, buried=None), None
        case What.BURY:
            return replace(standing, buried=event.day), None
        case What.FLAG:
            return replace(standing, flag=event.data), None
        case What.UNFLAG:
            return replace(standing, flag=None), None
        case What.FORGET:
            return replace(standing, state=NEW), None
        case What.CHANGED:
            return _changed(standing, event), None
    return standing, None


def schedules(event: Event) -> bool:
    """Whether an answer is a review: a drill and an exam that isn't marked leave the memory
    alone."""
    return not (event.rating is None or event.interval is None or event.mode is Mode.DRILL)


def _reviews(event: Event) -> bool:
    return event.what is What.ANSWER and schedules(event)


def scheduled(event: Event) -> Review | None:
    """The answer as a review, if it is one."""
    return _review(event) if schedules(event) else None


def _review(event: Event) -> Review:
    """An answer that schedules, as the memory sees it."""
    assert event.rating is not None and event.interval is not None
    return Review(
        at_ms=event.at_ms,
        day=event.day,
        rating=event.rating,
        interval=event.interval,
        phase=Phase.REVIEW if event.phase is None else event.phase,
        step=event.step,
        mix=event.mix,
        parameters=event.parameters,
        reps=event.reps,
    )


def _reviewed(
    standing: Standing, answers: Sequence[Event], sets: ParameterSets, traces: list[Trace]
) -> Standing:
    """The standing after answers that schedule, in order; their traces are added to `traces`."""

    def find(number: int) -> Parameters:
        # A set that another device fitted may still be on its way; it brings a replay with it.
        return sets.sets.get(number, DEFAULTS)

    found: list[Found] = []
    state = follow(standing.state, [_review(event) for event in answers], find, found)
    fingerprint, seen = standing.fingerprint, standing.seen
    for event, (phase, stability, last_day) in zip(answers, found, strict=True):
        recall = None
        if stability and last_day is not None and event.day > last_day:
            weights = find(event.parameters).weights
            recall = fsrs.recall(weights, stability, event.day - last_day)
        traces.append(_trace(event, phase, recall))
        fingerprint = event.fingerprint or fingerprint
        if event.data:
            seen = crc32(event.data.encode())
    return Standing(
        state=state,
        suspended=standing.suspended,
        buried=standing.buried,
        flag=standing.flag,
        fingerprint=fingerprint,
        seen=seen,
    )


def _trace(event: Event, phase: Phase | None, recall: float | None) -> Trace:
    """What an answer leaves; `phase` is the one in which it was scheduled, if it was."""
    right = event.outcome in RECALLED or (
        event.outcome == "self" and (event.rating or Rating.AGAIN) > Rating.AGAIN
    )
    return Trace(
        event=(event.device, event.seq),
        at_ms=event.at_ms,
        day=event.day,
        deck=event.deck,
        right=right,
        took_ms=min(event.took_ms, LONGEST_ANSWER_MS),
        introduced=phase is Phase.NEW,
        reviewed=phase is Phase.REVIEW,
        time_class=event.time_class if right else "",
        recall=recall,
        known=evidence(event.rating is not Rating.AGAIN, event.options),
    )


def _changed(standing: Standing, event: Event) -> Standing:
    """Shown again soon: due that day at the latest. Stability and difficulty stay, since most of
    what was known still holds. The news may come from a device that didn't know the learner had
    answered the changed question elsewhere."""
    state = standing.state
    if state.phase is Phase.NEW or event.fingerprint == standing.fingerprint != "":
        return standing
    if state.due_day is not None and state.due_day > event.day:
        state = replace(state, due_day=event.day)
    return replace(standing, state=state, changed=True)
