"""What a card's events amount to: pure functions from events to its standing and its traces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from zlib import crc32

from trainer.history.event import Event, Mode, What
from trainer.memory import fsrs
from trainer.memory.calibration import evidence
from trainer.memory.card import NEW, CardState, Phase, Rating, Review
from trainer.memory.replay import DEFAULTS, ParameterSets, apply, elapsed
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


@record(frozen=True, slots=True)
class Trace:
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
    return replace(
        answer,
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
    standing, traces = Standing(), []
    for event in effective(events):
        standing, trace = advance(standing, event, sets)
        if trace:
            traces.append(trace)
    return standing, traces


def advance(standing: Standing, event: Event, sets: ParameterSets) -> tuple[Standing, Trace | None]:
    """The standing after one more event that counts and is not older than those before."""
    match event.what:
        case What.ANSWER:
            return _answer(standing, event, sets)
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


def scheduled(event: Event) -> Review | None:
    """The answer as a review, if it is one."""
    if not schedules(event):
        return None
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
        device=event.device,
        seq=event.seq,
    )


def _answer(standing: Standing, event: Event, sets: ParameterSets) -> tuple[Standing, Trace]:
    state, review = standing.state, scheduled(event)
    # A set that another device fitted may still be on its way; it brings a replay with it.
    parameters = sets.sets.get(event.parameters, DEFAULTS)
    recall = None
    if review and state.memory and (days := elapsed(state, event.day)):
        recall = fsrs.retrievability(parameters.weights, state.memory, days)
    right = event.outcome in RECALLED or (
        event.outcome == "self" and (event.rating or Rating.AGAIN) > Rating.AGAIN
    )
    known = evidence(event.rating is not Rating.AGAIN, event.options)
    trace = Trace(
        event=(event.device, event.seq),
        at_ms=event.at_ms,
        day=event.day,
        deck=event.deck,
        right=right,
        took_ms=min(event.took_ms, LONGEST_ANSWER_MS),
        introduced=review is not None and state.phase is Phase.NEW,
        reviewed=review is not None and state.phase is Phase.REVIEW,
        time_class=event.time_class if right else "",
        recall=recall,
        known=known,
    )
    if review is None:
        return standing, trace
    after = apply(state, review, parameters)
    return Standing(
        state=after,
        suspended=standing.suspended,
        buried=standing.buried,
        flag=standing.flag,
        fingerprint=event.fingerprint or standing.fingerprint,
        seen=crc32(event.data.encode()) if event.data else standing.seen,
    ), trace


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
