"""In which order options, items and right sides are shown."""

from __future__ import annotations

import re
from random import Random

from trainer.patterns import pattern
from trainer.question import Choice, Choices, Match, Option, Order, Question

# Options that are all numbers or years stand ascending: hunting for 1949 in a shuffled list
# tests the eye, not the memory.
NUMERIC = pattern(r"[−-]?\d[\d.,\u2009\u00a0 ]*(?:\s?%|\s?[A-Za-z]{1,4})?")
LAST = pattern(r"(?:all|none) of (?:the above|these|them)\.?", re.IGNORECASE)


def order_shown(question: Question, rng: Random) -> tuple[int, ...]:
    """Positions in the author's order, as they are to be shown; () where nothing is listed."""
    match question.body:
        case Choice(options=options, fixed=fixed) | Choices(options=options, fixed=fixed):
            return tuple(range(len(options))) if fixed else _options(options, rng)
        case Order(items=items):
            return _mixed(len(items), rng)
        case Match() as match:
            order = list(range(len(match.rights)))
            rng.shuffle(order)
            return tuple(order)
        case _:
            return ()


def order_written(question: Question) -> tuple[int, ...]:
    """The author's own order: what `order_shown` would shuffle."""
    match question.body:
        case Choice(options=listed) | Choices(options=listed) | Order(items=listed):
            return tuple(range(len(listed)))
        case Match() as match:
            return tuple(range(len(match.rights)))
        case _:
            return ()


def _options(options: tuple[Option, ...], rng: Random) -> tuple[int, ...]:
    order = list(range(len(options)))
    if all(NUMERIC.fullmatch(option.text.strip()) for option in options):
        return tuple(sorted(order, key=lambda i: _value(options[i].text)))
    rng.shuffle(order)
    order.sort(key=lambda i: bool(LAST.fullmatch(options[i].text.strip())))
    return tuple(order)


def _value(text: str) -> float:
    digits = re.sub(r"[^\d.\-]", "", text.replace("−", "-").replace(",", ""))
    try:
        return float(digits)
    except ValueError:
        return 0.0


def _mixed(n: int, rng: Random) -> tuple[int, ...]:
    """A shuffle that never shows the items in their right order already."""
    order = list(range(n))
    while n > 1 and order == sorted(order):
        rng.shuffle(order)
    return tuple(order)
