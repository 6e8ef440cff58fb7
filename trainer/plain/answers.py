"""What was typed or sent → an answer to the card that is shown; numbers count from 1, as shown."""

from __future__ import annotations

import re

from trainer.errors import TrainerError
from trainer.question import (
    Answer,
    Arranged,
    Choice,
    Choices,
    Claimed,
    Cloze,
    Match,
    Number,
    Order,
    Paired,
    Picked,
    Recall,
    Recalled,
    Short,
    Term,
    Truth,
    Typed,
)
from trainer.study.showing import Showing


class UnreadableError(TrainerError):
    """An answer that doesn't fit the question; the sentence says what would."""


TRUE = frozenset({"t", "true", "y", "yes"})
FALSE = frozenset({"f", "false", "n", "no"})


def from_line(showing: Showing, line: str) -> Answer:
    """Reads an answer as a person types it. Raises `UnreadableError`."""
    line = line.strip()
    match showing.card.question.body:
        case Choice():
            return from_value(showing, _numbers(line, "type the number of one option")[0])
        case Choices():
            return from_value(showing, _numbers(line, "type the numbers that apply, such as 1 3"))
        case Truth():
            if line.casefold() in TRUE:
                return Claimed(True)
            if line.casefold() in FALSE:
                return Claimed(False)
            raise UnreadableError("type t for true or f for false")
        case Order() as order:
            n = len(order.items)
            example = " ".join(str(i) for i in range(n, 0, -1))
            return from_value(showing, _numbers(line, f"type the {n} numbers, such as {example}"))
        case Match() as match_:
            n = len(match_.pairs)
            hint = f"type, for each of the {n} on the left, the number of its right side"
            return from_value(showing, _numbers(line, hint))
        case Cloze() as cloze:
            n = len(cloze.blanks(showing.card.facet))
            return from_value(showing, [t.strip() for t in line.split("|")] if n > 1 else [line])
        case Recall() | Term(typed=False):
            return Recalled(line or None)
        case _:
            return Typed((line,))


def from_value(showing: Showing, value: object) -> Answer:
    """Reads an answer as the line protocol sends it. Raises `UnreadableError`."""
    body = showing.card.question.body
    match body:
        case Choice():
            if not _is_number(value):
                raise UnreadableError("the answer to a choice is the number of one option")
            return Picked(_positions([value], showing, "option"))
        case Choices():
            return Picked(tuple(sorted(_positions(_list(value), showing, "option"))))
        case Truth():
            if not isinstance(value, bool):
                raise UnreadableError("the answer to a truth question is true or false")
            return Claimed(value)
        case Order():
            positions = _positions(_list(value), showing, "item")
            if len(positions) != len(body.items):
                raise UnreadableError(f"an order names each of the {len(body.items)} items once")
            return Arranged(positions)
        case Match():
            return _paired(_list(value), showing, body)
        case Cloze():
            texts = _list(value)
            n = len(body.blanks(showing.card.facet))
            if len(texts) != n or not all(isinstance(text, str) for text in texts):
                raise UnreadableError(
                    f"this cloze has {n} {'blank' if n == 1 else 'blanks'}; "
                    "give one text for each (typed by hand: a | b)"
                )
            return Typed(tuple(str(text) for text in texts))
        case Recall() | Term(typed=False):
            if value is not None and not isinstance(value, str):
                raise UnreadableError("the answer to a recall question is a text or null")
            return Recalled(value)
        case Short() | Number() | Term():
            if not isinstance(value, str):
                raise UnreadableError("the answer to this question is a text")
            return Typed((value,))


def to_value(showing: Showing, answer: Answer | None) -> object:
    """An answer as the line protocol sends it, None for none; the reverse of `from_value`."""
    shown = {place: number for number, place in enumerate(showing.order, 1)}
    match answer:
        case Picked(options) if isinstance(showing.card.question.body, Choice):
            return shown[options[0]]
        case Picked(places) | Arranged(places):
            return [shown[place] for place in places]
        case Paired(rights):
            return [None if right is None else shown[right] for right in rights]
        case Claimed(value):
            return value
        case Typed(texts):
            return list(texts) if isinstance(showing.card.question.body, Cloze) else texts[0]
        case Recalled(text):
            return text
        case _:
            return None


def _numbers(line: str, hint: str) -> list[object]:
    words = [word for word in re.split(r"[\s,;]+", line) if word]
    if not words or not all(word.isascii() and word.isdigit() for word in words):
        raise UnreadableError(hint)
    # Twelve digits hold every position there is, and int() of a million digits takes minutes.
    return [int(word[:12]) for word in words]


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise UnreadableError("the answer to this question is a list")
    return value


def _positions(numbers: list[object], showing: Showing, what: str) -> tuple[int, ...]:
    n = len(showing.order)
    positions = []
    for number in numbers:
        if not (isinstance(number, int) and _is_number(number) and 1 <= number <= n):
            raise UnreadableError(f"there is no {what} {number}; they are numbered from 1 to {n}")
        positions.append(showing.order[number - 1])
    if len(set(positions)) != len(positions):
        raise UnreadableError(f"each {what} can be named only once")
    return tuple(positions)


def _paired(numbers: list[object], showing: Showing, body: Match) -> Paired:
    if len(numbers) != len(body.pairs):
        raise UnreadableError(f"give {len(body.pairs)} numbers, one for each on the left")
    return Paired(
        tuple(None if n is None else _positions([n], showing, "right side")[0] for n in numbers)
    )
