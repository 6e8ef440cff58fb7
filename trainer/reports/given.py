"""What a stored answer says was typed or picked, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from trainer.fingerprint import graded
from trainer.history.event import Event
from trainer.question import Card, Choice, Choices, Match, Order

UNKNOWN = "the history does not say what was answered"
CHANGED = "the question has changed since"
GAVE_UP = "the answer was asked for"


def typed(event: Event) -> tuple[str, ...] | None:
    """The typed texts, one for each blank of a cloze; None where nothing was typed."""
    texts = _stored(event).get("typed")
    if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
        return tuple(texts)
    return None


def described(event: Event, card: Card) -> tuple[str, str]:
    """An answer in words ('' if there are none), and why there are none ('' if there are)."""
    texts = typed(event)
    if texts is not None:
        return " | ".join(texts), ""
    stored = _stored(event)
    if "gave-up" in stored:
        return "", GAVE_UP
    if not _AS_SHOWN.keys() & stored.keys():
        return "", UNKNOWN
    # Positions, true and false mean something only in the question that was asked.
    if event.fingerprint != graded(card.question):
        return "", CHANGED
    try:
        return next(
            say(card, stored[name]) for name, say in _AS_SHOWN.items() if name in stored
        ), ""
    except (IndexError, TypeError, ValueError):
        return "", UNKNOWN


def _stored(event: Event) -> Mapping[str, Any]:
    try:
        found = json.loads(event.given)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _claimed(_: Card, value: bool) -> str:
    return "true" if value else "false"


def _picked(card: Card, positions: list[int]) -> str:
    match card.question.body:
        case Choice(options=options) | Choices(options=options):
            return ", ".join(options[position].text for position in positions)
    raise ValueError("nothing to pick")


def _arranged(card: Card, positions: list[int]) -> str:
    match card.question.body:
        case Order(items=items):
            return ", ".join(items[position].text for position in positions)
    raise ValueError("nothing to arrange")


def _paired(card: Card, positions: list[int | None]) -> str:
    match card.question.body:
        case Match() as body:
            pairs = zip(body.lefts, positions, strict=True)
            return ", ".join(
                f"{left} → {'–' if p is None else body.rights[p]}" for left, p in pairs
            )
    raise ValueError("nothing to pair")


_AS_SHOWN: Mapping[str, Callable[[Card, Any], str]] = {
    "claimed": _claimed,
    "picked": _picked,
    "arranged": _arranged,
    "paired": _paired,
}
