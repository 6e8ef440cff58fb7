"""A card's standing as a row of the derived table of cards, and how the cards are counted."""

from __future__ import annotations

from trainer.history.codec import Row
from trainer.history.fold import Standing
from trainer.memory.card import CardState, Interval, Memory, Phase


def write_standing(standing: Standing) -> Row:
    """A standing as the columns of `cards` after the first."""
    s, memory = standing.state, standing.state.memory
    return (
        *(s.phase, s.step, memory and memory.stability, memory and memory.difficulty),
        *(s.due_day, s.due_ms, s.last_day, s.last_ms, s.interval.days, s.interval.seconds),
        *(s.reps, s.lapses, standing.suspended, standing.buried, standing.flag),
        *(standing.changed, standing.fingerprint, standing.seen),
    )


def read_state(row: Row) -> CardState:
    """The state in the first twelve columns of `cards` after the card's."""
    phase, step, stability, difficulty, due_day, due_ms, last_day, last_ms, days, seconds = row[:10]
    return CardState(
        phase=Phase(phase),
        step=step,
        memory=None if stability is None else Memory(stability, difficulty),
        due_day=due_day,
        due_ms=due_ms,
        last_day=last_day,
        last_ms=last_ms,
        interval=Interval(days, seconds),
        reps=row[10],
        lapses=row[11],
    )


def read_standing(row: Row) -> Standing:
    """The standing in the columns of `cards` after the card's."""
    suspended, buried, flag, changed, fingerprint, seen = row[12:18]
    state = read_state(row)
    return Standing(state, bool(suspended), buried, flag, bool(changed), fingerprint, seen)


def totals_of(standing: Standing) -> list[str]:
    """Under which names of `totals` a card counts; one that was never answered has no phase."""
    phase = standing.state.phase
    found = [] if phase is Phase.NEW else ["cards", phase.name.lower()]
    return found + ["suspended"] * standing.suspended + ["flagged"] * (standing.flag is not None)


def due_on(standing: Standing) -> list[int]:
    """The study day on which a card counts in `load`: that of its next review, if any."""
    day = standing.state.due_day
    return [] if day is None or standing.suspended else [day]
