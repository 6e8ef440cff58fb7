"""What a learner did with each card, as an analysis of questions takes it: sums of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.history.event import Event, Mode, What
from trainer.history.fold import RECALLED
from trainer.records import record


@record(frozen=True, slots=True)
class Response:
    """What one learner did with one card. `first` is the score of the first answer (None where no
    answer was scored), `given` its JSON, `first_ms` its UTC time; `answers` are all answers,
    `recalled` those right, `took_ms` their time together; `overruled` counts verdicts that the
    learner changed; `leech` says that it was set aside for being forgotten again and again.

    An answer counts as it was first judged. Drills don't count as first answers: whoever drills has
    just seen the answer.
    """

    learner: str
    card: str
    first: float | None
    first_ms: int
    given: str
    answers: int
    recalled: int
    took_ms: int
    overruled: int = 0
    leech: bool = False


@dataclass(slots=True)
class _Card:
    first: Event | None = None
    answers: int = 0
    recalled: int = 0
    took_ms: int = 0
    overruled: int = 0
    leech: bool = False


def responses(learner: str, events: Iterable[Event]) -> list[Response]:
    """One for each card that the learner answered. The events may come in any order, each once; an
    amendment's answer is among them."""
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
    return [_response(learner, card, sums) for card, sums in cards.items() if sums.answers]


def _answered(sums: _Card, event: Event) -> None:
    sums.answers += 1
    sums.recalled += event.outcome in RECALLED
    sums.took_ms += event.took_ms
    counts = event.score is not None and event.mode is not Mode.DRILL
    if counts and (sums.first is None or _order(event) < _order(sums.first)):
        sums.first = event


def _order(event: Event) -> tuple[int, str, int]:
    return event.at_ms, event.device, event.seq


def _response(learner: str, card: str, sums: _Card) -> Response:
    first = sums.first
    return Response(
        learner,
        card,
        first.score if first else None,
        first.at_ms if first else 0,
        first.given if first else "",
        sums.answers,
        sums.recalled,
        sums.took_ms,
        sums.overruled,
        sums.leech,
    )
