"""A learner's events as what item analysis takes: a row a card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.history.event import Event, Mode, What
from trainer.reports.items import Taken


@dataclass(slots=True)
class _Card:
    first: Event | None = None
    answers: int = 0
    took_ms: int = 0
    overruled: int = 0
    leech: bool = False


def taken(learner: str, events: Iterable[Event]) -> list[Taken]:
    """What the learner did, card by card, in any order of events; each event comes once.

    An answer counts as it was first judged, drills don't count as first answers: whoever drills
    has just seen the answer.
    """
    cards: dict[str, _Card] = {}
    outcomes: dict[tuple[str, int], str] = {}
    amendments: list[Event] = []
    for event in events:
        if event.what is What.AMEND:
            amendments.append(event)
        elif event.what is What.ANSWER:
            outcomes[event.device, event.seq] = event.outcome
            _answered(cards.setdefault(event.card, _Card()), event)
        elif event.what is What.SUSPEND and "leech" in event.data:
            cards.setdefault(event.card, _Card()).leech = True
    for event in amendments:
        before = outcomes.get(event.target) if event.target else None
        if before is not None and before != event.outcome:
            cards.setdefault(event.card, _Card()).overruled += 1
    return [_row(learner, card, sums) for card, sums in cards.items() if sums.answers]


def _answered(sums: _Card, event: Event) -> None:
    sums.answers += 1
    sums.took_ms += event.took_ms
    counts = event.score is not None and event.mode is not Mode.DRILL
    if counts and (sums.first is None or _order(event) < _order(sums.first)):
        sums.first = event


def _order(event: Event) -> tuple[int, str, int]:
    return event.at_ms, event.device, event.seq


def _row(learner: str, card: str, sums: _Card) -> Taken:
    first = sums.first
    return Taken(
        learner,
        card,
        first.score if first else None,
        first.at_ms if first else 0,
        first.given if first else "",
        sums.answers,
        sums.took_ms,
        sums.overruled,
        sums.leech,
    )
