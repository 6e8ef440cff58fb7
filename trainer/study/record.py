"""Answers as events: what is stored of a showing, its answer and its verdict."""

from __future__ import annotations

import json

from trainer.fingerprint import graded, likened
from trainer.history.event import Event, Mode, What
from trainer.judging.verdict import Verdict
from trainer.memory.card import Rating, Review
from trainer.memory.rating import Suggestion, time_class
from trainer.question import (
    Answer,
    Arranged,
    Card,
    Choice,
    Choices,
    Claimed,
    GaveUp,
    Match,
    Order,
    Paired,
    Picked,
    Recalled,
    Truth,
    Typed,
)
from trainer.study.moment import Moment
from trainer.study.showing import Showing


def given_json(answer: Answer) -> str:
    """An answer as it is stored: one key that says what was done."""
    match answer:
        case Picked(options):
            value: dict[str, object] = {"picked": options}
        case Claimed(claim):
            value = {"claimed": claim}
        case Typed(texts):
            value = {"typed": texts}
        case Arranged(items):
            value = {"arranged": items}
        case Paired(rights):
            value = {"paired": rights}
        case Recalled(text):
            value = {"recalled": text}
        case GaveUp():
            value = {"gave-up": True}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def answer_in(given: str) -> Answer | None:
    """The answer of `given_json`; None where there is none, or none that can be read."""
    try:
        found = json.loads(given)
        match found:
            case {"picked": list(options)}:
                return Picked(tuple(options))
            case {"claimed": bool(claim)}:
                return Claimed(claim)
            case {"typed": list(texts)}:
                return Typed(tuple(texts))
            case {"arranged": list(items)}:
                return Arranged(tuple(items))
            case {"paired": list(rights)}:
                return Paired(tuple(rights))
            case {"recalled": text}:
                return Recalled(text)
            case {"gave-up": True}:
                return GaveUp()
    except ValueError:
        pass
    return None


def lucky_options(card: Card) -> int:
    """From how many options one is picked; 0 where a right answer can't be luck."""
    match card.question.body:
        case Choice(options=options):
            return len(options)
        case Truth():
            return 2
        case _:
            return 0


def time_class_of(card: Card) -> str:
    """The class within which the time of an answer to this card is compared."""
    return time_class(str(card.question.kind), _characters(card))


def _characters(card: Card) -> int:
    """How many characters there are to read: the stem and what is listed with it."""
    match card.question.body:
        case Choice(options=options) | Choices(options=options):
            listed = sum(len(option.text) for option in options)
        case Order(items=items):
            listed = sum(len(item.text) for item in items)
        case Match() as match_:
            listed = sum(map(len, match_.lefts)) + sum(map(len, match_.rights))
        case _:
            listed = 0
    return len(card.question.ask) + listed


def answer_event(
    showing: Showing,
    answer: Answer,
    verdict: Verdict,
    suggestion: Suggestion | None,
    rating: Rating,
    decided: Review | None,
    *,
    moment: Moment,
    mode: Mode,
    deck: str,
    hints: int,
    guessed: bool,
) -> Event:
    """The event of one answer. `decided` is None where the schedule is left alone (a drill);
    `suggestion` is None where the learner graded."""
    card = showing.card
    return Event(
        what=What.ANSWER,
        card=card.key,
        at_ms=moment.at_ms,
        offset_min=moment.offset_min,
        day=moment.day,
        mode=mode,
        deck=deck,
        kind=str(card.question.kind),
        shown=json.dumps(showing.order, separators=(",", ":")) if showing.order else "",
        options=lucky_options(card),
        given=given_json(answer),
        hints=hints,
        guessed=guessed,
        outcome=str(verdict.outcome),
        score=verdict.score,
        suggested=suggestion.rating if suggestion else None,
        rating=rating,
        took_ms=max(0, moment.at_ms - showing.shown_ms),
        fingerprint=graded(card.question),
        data=likened(card.question) if decided else "",
        time_class=time_class_of(card),
        interval=decided.interval if decided else None,
        phase=decided.phase if decided else None,
        step=decided.step if decided else 0,
        mix=decided.mix if decided else None,
        parameters=decided.parameters if decided else 0,
    )


def amendment(
    stored: Event, verdict: Verdict, rating: Rating, decided: Review | None, moment: Moment
) -> Event:
    """The event that corrects a stored answer to another rating or another verdict."""
    return Event(
        what=What.AMEND,
        card=stored.card,
        at_ms=moment.at_ms,
        offset_min=moment.offset_min,
        day=moment.day,
        mode=stored.mode,
        deck=stored.deck,
        outcome=str(verdict.outcome),
        score=verdict.score,
        rating=rating,
        interval=decided.interval if decided else None,
        phase=decided.phase if decided else None,
        step=decided.step if decided else 0,
        mix=decided.mix if decided else None,
        parameters=decided.parameters if decided else 0,
        target=(stored.device, stored.seq),
    )
