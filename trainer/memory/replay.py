"""Replay: a card's state as a fold of its reviews, from nothing but what they recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from trainer.memory import fsrs
from trainer.memory.card import CardState, Interval, Memory, Phase, Rating, Review
from trainer.records import record


@record(frozen=True, slots=True)
class Parameters:
    """One set of weights, with the retention (0 to 1) that was aimed at under it."""

    weights: fsrs.Weights = fsrs.DEFAULT
    retention: float = 0.9


DEFAULTS = Parameters()

Found = tuple[Phase, float, int | None]
"""How a review found its card: the phase, the stability (0: none yet) and the last study day."""


@record(frozen=True, slots=True)
class ParameterSets:
    """Every set of parameters that reviews name, by id; 0 is always the published default.

    An id that is missing is a KeyError: a guess at lost weights would quietly change the past.
    """

    sets: Mapping[int, Parameters] = field(default_factory=dict)

    def __getitem__(self, number: int) -> Parameters:
        return self.sets[number] if number else DEFAULTS


def apply(state: CardState, review: Review, parameters: Parameters = DEFAULTS) -> CardState:
    """The state after one review that is not older than those already in `state`."""
    return follow(state, (review,), lambda _number: parameters)


def follow(
    state: CardState,
    ordered: Sequence[Review],
    find: Callable[[int], Parameters],
    found: list[Found] | None = None,
) -> CardState:
    """The state of one card after reviews in the order of time, at least one.

    `find` gives the parameters that a review names; `found` takes down how each found the card.
    Neither settings nor calibration come in here: they decided the stored intervals, and decide
    none again.
    """
    # One loop over bare numbers: a state for every review would triple the time of a replay.
    memory, phase, last_day = state.memory, state.phase, state.last_day
    s, d = (memory.stability, memory.difficulty) if memory else (0.0, 0.0)
    reps, lapses, number = state.reps, state.lapses, None
    under_review = Phase.REVIEW
    for review in ordered:
        rating, day = review.rating, review.day
        if found is not None:
            found.append((phase, s, last_day))
        if review.parameters != number:
            number = review.parameters
            parameters = find(number)
            advance = fsrs.stepper(parameters.weights)
        # A clock set back leaves less than no days between; the same-day formula holds then.
        days = day - last_day if last_day is not None else 0
        mix = review.mix
        if mix is not None:
            before = Memory(s, d) if s else None
            mixed = remember(parameters.weights, before, rating, days, mix)
            s, d = mixed.stability, mixed.difficulty
        elif s:
            s, d = advance(s, d, rating, days)
        else:
            first = fsrs.init(parameters.weights, rating)
            s, d = first.stability, first.difficulty
        if rating == 1 and phase is under_review:
            lapses += 1
        phase, last_day = review.phase, day
        stale = review.reps is not None and review.reps != reps and phase is under_review
        reps += 1
    interval = review.interval
    if stale:
        # Decided without another device's answer: now the merged memory decides.
        rest = fsrs.interval(parameters.weights, s, parameters.retention)
        interval = Interval(days=max(1, nearest(rest)))
    return CardState(
        phase=phase,
        step=review.step,
        memory=Memory(s, d),
        due_day=day + interval.days if interval.days else None,
        due_ms=None if interval.days else review.at_ms + interval.seconds * 1000,
        last_day=day,
        last_ms=review.at_ms,
        interval=interval,
        reps=reps,
        lapses=lapses,
    )


def elapsed(state: CardState, day: int) -> int:
    """Study days since the card's last answer; 0 if there is none or the clock went back."""
    return 0 if state.last_day is None else max(0, day - state.last_day)


def nearest(days: float) -> int:
    """Rounded as Anki rounds: halves go up, where Python's `round` would go to the even one."""
    return int(days + 0.5)


def remember(
    w: fsrs.Weights, memory: Memory | None, rating: Rating, days: int, mix: float | None = None
) -> Memory:
    """The memory after an answer, `days` study days after the last (0: the same day).

    `mix` (0 to 1) is the chance that a right pick was knowledge: stability is mixed
    geometrically with what Again would leave, difficulty linearly.
    """
    known = fsrs.step(w, memory, rating, days) if memory else fsrs.init(w, rating)
    if mix is None:
        return known
    lucky = remember(w, memory, Rating.AGAIN, days)
    return Memory(
        known.stability**mix * lucky.stability ** (1.0 - mix),
        known.difficulty * mix + lucky.difficulty * (1.0 - mix),
    )
