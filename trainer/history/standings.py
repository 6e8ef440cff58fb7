"""A card's standing as a row of the derived table of cards, and how the cards are counted."""

from __future__ import annotations

from trainer.history.codec import Row
from trainer.history.fold import Standing
from trainer.memory.card import CardState, Interval, Memory, Phase

COLUMNS = (
    *("phase", "step", "stability", "difficulty", "due_day", "due_ms", "last_day", "last_ms"),
    *("interval_days", "interval_seconds", "reps", "lapses", "suspended", "buried", "flag"),
    *("changed", "fingerprint", "seen"),
)
"""The columns of `cards` after the first."""

REPS, SEEN = COLUMNS.index("reps"), COLUMNS.index("seen")

PHASES: dict[Phase, tuple[str, ...]] = {
    phase: ("cards", phase.name.lower()) if phase else () for phase in Phase
}


def write_standing(standing: Standing) -> Row:
    """A standing as `COLUMNS`."""
    s, memory = standing.state, standing.state.memory
    return (
        *(int(s.phase), s.step, memory and memory.stability, memory and memory.difficulty),
        *(s.due_day, s.due_ms, s.last_day, s.last_ms, s.interval.days, s.interval.seconds),
        *(s.reps, s.lapses, int(standing.suspended), standing.buried, standing.flag),
        *(int(standing.changed), standing.fingerprint, standing.seen),
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


def totals_of(standing: Standing) -> tuple[str, ...]:
    """Under which names of `totals` a card counts; one that was never answered has no phase."""
    found = PHASES[standing.state.phase]
    if standing.suspended:
        found = (*found, "suspended")
    return found if standing.flag is None else (*found, "flagged")


def due_on(standing: Standing) -> int | None:
    """The study day on which a card counts in `load`: that of its next review, if any."""
    return None if standing.suspended else standing.state.due_day
