"""What happened to a card, answer by answer, with what the memory made of each."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.history.event import Event, Mode, What
from trainer.history.fold import Standing, advance, effective
from trainer.memory.card import Interval, Rating
from trainer.memory.replay import ParameterSets
from trainer.records import record


@record(frozen=True, slots=True)
class Passed:
    """An answer that counts, or another event of a card (`what`).

    `recall` is the chance of recall the model gave just before, on a later study day than the
    answer before; `stability` (days) and `difficulty` (1 to 10) are what it left, and None where
    it left the schedule alone.
    """

    what: What
    at_ms: int
    day: int
    mode: Mode | None
    outcome: str
    rating: Rating | None
    took_ms: int
    interval: Interval | None
    recall: float | None
    stability: float | None
    difficulty: float | None


def passed(events: Iterable[Event], sets: ParameterSets) -> tuple[Passed, ...]:
    """A card's past, newest first: what was undone is left out, answers as last amended."""
    found: list[Passed] = []
    standing = Standing()
    for event in effective(events):
        standing, trace = advance(standing, event, sets)
        scheduled = event.what is What.ANSWER and event.interval and event.mode is not Mode.DRILL
        memory = standing.state.memory if scheduled else None
        found.append(
            Passed(
                what=event.what,
                at_ms=event.at_ms,
                day=event.day,
                mode=event.mode,
                outcome=event.outcome,
                rating=event.rating,
                took_ms=event.took_ms,
                interval=event.interval if scheduled else None,
                recall=trace.recall if trace else None,
                stability=memory.stability if memory else None,
                difficulty=memory.difficulty if memory else None,
            )
        )
    return tuple(reversed(found))
