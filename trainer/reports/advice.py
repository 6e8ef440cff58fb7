"""What the figures of an item analysis say to do, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import sqrt

from trainer.question import Card, Choice, Choices, Truth
from trainer.records import record
from trainer.reports.items import LEAST, Item
from trainer.wording.letters import letter

FUNCTIONAL = 5.0
"""Percent of first answers below which a wrong option distracts nobody (Haladyna & Downing 1993,
doi:10.1177/0013164493053004013)."""

SLOW = 60.0


@record(frozen=True, slots=True)
class Pick:
    """An option, or true and false: its letter, its text, whether it is right, and the percent of
    first answers that have it."""

    letter: str
    text: str
    right: bool
    share: float


def picks(item: Item, card: Card | None) -> tuple[Pick, ...]:
    """How often each option was picked first; () for other kinds, and below `LEAST` learners."""
    if card is None or item.learners < LEAST:
        return ()
    match card.question.body:
        case Choice(options=options) | Choices(options=options):
            names = [(letter(n), one.text, one.right) for n, one in enumerate(options)]
        case Truth(answer=answer):
            names = [("T", "true", answer), ("F", "false", not answer)]
        case _:
            return ()
    counts = [0] * len(names)
    for given, times in item.given.items():
        for place in _places(given):
            if 0 <= place < len(counts):
                counts[place] += times
    shares = (100 * count / item.learners for count in counts)
    return tuple(Pick(*name, share) for name, share in zip(names, shares, strict=True))


def _places(given: str) -> list[int]:
    try:
        found: Mapping[str, object] = json.loads(given)
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, dict):
        return []
    if isinstance(found.get("claimed"), bool):
        return [0 if found["claimed"] else 1]
    places = found.get("picked")
    return [one for one in places if isinstance(one, int)] if isinstance(places, list) else []


def advice(item: Item, options: tuple[Pick, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence on each thing to look into, the gravest first; `names` calls cards as people see
    them. Nothing is said below `LEAST` learners."""
    return tuple(_advice(item, options, names)) if item.facility is not None else ()


def _advice(item: Item, options: tuple[Pick, ...], names: Mapping[str, str]) -> Iterator[str]:
    facility, discrimination = item.facility or 0.0, item.discrimination
    if discrimination is not None and discrimination < 0:
        yield "weak students do better than strong ones: check the key"
    else:
        yield from (
            f"option {one.letter} is chosen more often than the key: check it, or make it clearer"
            for one in options
            if not one.right and one.share > max(other.share for other in options if other.right)
        )
    for helper, points in item.helped_by:
        yield (
            f"after {names.get(helper, helper)} it is answered {points:.0f} points better: that "
            "question gives this one away"
        )
    yield from (
        f"option {one.letter} is chosen by {one.share:.0f}%: replace it"
        for one in options
        if not one.right and one.share < FUNCTIONAL and len(options) > 2
    )
    if facility >= 95:
        yield "nearly everyone knows it at once: it tells nobody apart"
    elif facility <= 5:
        yield "hardly anyone knows it at once: is it taught, and is the key right?"
    # A correlation's standard error is about 1/√n: what may be chance isn't worth an evening.
    chance = 100 / sqrt(item.learners)
    if discrimination is not None and 0 <= discrimination < 20 - chance and 5 < facility < 95:
        yield "it hardly tells strong from weak: read the stem again"
    if item.overruled >= 0.1:
        yield (
            f"learners overrule {100 * item.overruled:.0f}% of its verdicts: see "
            "`trainer report overrules`"
        )
    if item.leeches >= max(2, item.learners // 10):
        yield f"{item.leeches} learners forget it again and again: split it, or add a hint"
    if item.seconds >= SLOW:
        yield f"it takes {item.seconds:.0f} seconds: is it more than one question?"


def grade(value: float | None) -> str:
    """What a discrimination index is worth, in Moodle's words; "" where there is none."""
    if value is None:
        return ""
    steps = ((50, "very good"), (30, "adequate"), (20, "weak"), (0, "very weak"))
    return next((word for least, word in steps if value >= least), "probably wrong key")
