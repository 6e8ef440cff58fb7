"""Marking an exam: the same judge as everywhere, and what its answers are to the schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from trainer.history.event import Event
from trainer.judging.judge import judge, settled
from trainer.judging.text import Known
from trainer.judging.verdict import Outcome, Verdict
from trainer.memory.card import CardState, Phase, Rating
from trainer.memory.rating import Suggestion, Times, suggest
from trainer.memory.scheduler import Scheduled
from trainer.question import Answer, Card
from trainer.study.exam_report import HAIR, Mark
from trainer.study.leech import leech_event
from trainer.study.moment import Moment
from trainer.study.paper import Paper
from trainer.study.record import answer_event, lucky_options
from trainer.study.sat import Sat
from trainer.study.showing import Showing
from trainer.study.table import Table

PARTLY_KNOWN = 0.5
"""From what share on a learner's own grade means: recalled, but hard."""


def marked(
    paper: Paper, sat: Sat, cards: Mapping[str, Card], voids: Set[int], known: Known
) -> tuple[Mark, ...]:
    """A mark for each question of the paper, in its order."""
    return tuple(
        _mark(n, paper, sat, cards.get(item.key), n in voids, known)
        for n, item in enumerate(paper.items)
    )


def _mark(n: int, paper: Paper, sat: Sat, card: Card | None, void: bool, known: Known) -> Mark:
    item, given = paper.items[n], sat.given.get(n)
    mark = Mark(n + 1, item, card, took_ms=sat.took_ms.get(n, 0), void=void)
    if card is None or void or given is None:
        return mark
    verdict = _judged(card, given.answer, known)
    if verdict is None:
        return replace(mark, void=True)
    mark = replace(mark, answer=given.answer, at_ms=given.at_ms, verdict=verdict)
    if verdict.outcome not in (Outcome.SELF, Outcome.UNSURE):
        return mark
    if n not in sat.grades:
        return replace(mark, waits=True)
    score = sat.grades[n]
    if verdict.outcome is Outcome.UNSURE:
        return replace(mark, verdict=settled(verdict, score >= 1 - HAIR), graded=True)
    return replace(mark, verdict=replace(verdict, score=score), graded=True)


def _judged(card: Card, answer: Answer, known: Known) -> Verdict | None:
    try:
        return judge(card, answer, known)
    except (ValueError, TypeError):
        # It was stored by something else, or the history was tampered with.
        return None


def marking(table: Table, sat: Sat, marks: Sequence[Mark]) -> Iterator[Event]:
    """The answers as events, each at the time it was given.

    Those to cards that were introduced before are reviews; a new card stays new, and one that was
    answered elsewhere after it was answered here stays as that left it.
    """
    answered = [mark for mark in marks if mark.card and mark.verdict and mark.answer]
    states = table.store.states([mark.item.key for mark in answered])
    for mark in answered:
        yield from _answer(table, mark, states.get(mark.item.key), sat)


def _answer(table: Table, mark: Mark, state: CardState | None, sat: Sat) -> Iterator[Event]:
    card, verdict, answer = mark.card, mark.verdict, mark.answer
    assert card is not None and verdict is not None and answer is not None
    moment = Moment.at(mark.at_ms, table.scheduler.days)
    introduced = state is not None and state.phase is not Phase.NEW
    reviews = introduced and state is not None and (state.last_ms or 0) < mark.at_ms
    recall = table.scheduler.recall(state, mark.at_ms) if state is not None else None
    suggestion = None if verdict.outcome is Outcome.SELF else _suggestion(card, verdict, recall)
    rating = suggestion.rating if suggestion else _own(mark.score)
    scheduled = _scheduled(table, state, mark, suggestion, rating) if reviews and state else None
    event = answer_event(
        Showing(card, mark.number, (), Phase.REVIEW, mark.at_ms - mark.took_ms),
        answer,
        verdict,
        suggestion,
        rating,
        scheduled.review if scheduled else None,
        moment=moment,
        mode=table.mode,
        deck=table.deck,
        hints=0,
        guessed=False,
    )
    # How long one looks at a question in an exam says little of how fast it is known.
    yield event._replace(time_class="", shown=sat.shown.get(mark.number - 1, ""))
    if scheduled and scheduled.leech:
        yield leech_event(table, card.key, scheduled.state.lapses)


def _suggestion(card: Card, verdict: Verdict, recall: float | None) -> Suggestion:
    return suggest(
        recalled=verdict.outcome.recalled,
        took_ms=0,
        times=Times(),
        options=lucky_options(card),
        recall=recall,
    )


def _own(score: float) -> Rating:
    if score >= 1 - HAIR:
        return Rating.GOOD
    return Rating.HARD if score >= PARTLY_KNOWN else Rating.AGAIN


def _scheduled(
    table: Table, state: CardState, mark: Mark, suggestion: Suggestion | None, rating: Rating
) -> Scheduled:
    mix = suggestion.mix if suggestion else None
    return table.scheduler.options(state, mark.at_ms, mark.item.key, mix)[rating]
