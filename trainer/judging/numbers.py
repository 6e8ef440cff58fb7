"""Judges typed numbers: within the tolerance or the range, in any unit that measures the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from trainer.judging.verdict import Outcome, Verdict
from trainer.question import Number
from trainer.wording.normalise import tokens
from trainer.wording.numbers import is_hedged, parse_number
from trainer.wording.quantity import Quantity
from trainer.wording.units import Unit, convert, parse_unit

# What a conversion may lose; a number typed in the asked unit is compared exactly.
_SLACK = 1e-9

_ERA, _PERCENT = "AD", "%"


def judge_number(body: Number, text: str) -> Verdict:
    """The verdict on a typed number.

    A range is answered by the same range or a number inside it; a part of it is unsure. A number
    whose likeliest reading is wrong but another one right (`1,234`), that is only bounded (`over
    40`), or whose unit is a word nobody knows, is unsure. Without a required unit: partly, half.
    """
    readings = parse_number(text)
    likeliest, *others = [_judged(reading, body) for reading in readings] or [Outcome.WRONG]
    outcome = likeliest
    if likeliest is Outcome.WRONG:
        outcome = Outcome.UNSURE if set(others) - {Outcome.WRONG} else Outcome.WRONG
    elif is_hedged(text):
        outcome = Outcome.UNSURE
    feedback, score = "", float(outcome.recalled)
    if outcome is Outcome.PARTLY:
        feedback, score = f"The number is right; its unit is missing: {body.number.unit}.", 0.5
    return Verdict(outcome, score, (text,), (body.number.shown,), feedback)


def _judged(given: Quantity, body: Number) -> Outcome:
    wanted = body.number
    if not given.unit:
        return _without_unit(given, body)
    unit, asked = parse_unit(given.unit), parse_unit(wanted.unit)
    if not wanted.unit and unit.dimensions == parse_unit(_ERA).dimensions:
        return _inside(_converted(given, unit, parse_unit(_ERA)) or given, wanted, 0.0)
    converted = _converted(given, unit, asked)
    outcome = _inside(converted, wanted, 0.0 if unit == asked else _SLACK) if converted else None
    if outcome and (wanted.unit or outcome is not Outcome.WRONG):
        return outcome
    if _inside(given, wanted, 0.0) is Outcome.WRONG or (wanted.unit and not unit.foreign):
        return Outcome.WRONG
    return Outcome.RIGHT if _named(given.unit, unit, body) else Outcome.UNSURE


def _without_unit(given: Quantity, body: Number) -> Outcome:
    """A bare number counts in the asked unit; a bare share (0.45 for 45%) is asked about."""
    wanted = body.number
    outcome = _inside(given, wanted, 0.0)
    if outcome is Outcome.RIGHT and body.unit_required and wanted.unit:
        return Outcome.PARTLY
    if outcome is Outcome.WRONG and wanted.unit == _PERCENT:
        share = _converted(given, Unit(), parse_unit(_PERCENT))
        if share and _inside(share, wanted, _SLACK) is not Outcome.WRONG:
            return Outcome.UNSURE
    return outcome


def _converted(given: Quantity, unit: Unit, asked: Unit) -> Quantity | None:
    """`given` in the asked unit; None where the two don't measure the same."""
    low, high = (convert(Decimal(repr(end)), unit, asked) for end in (given.low, given.high))
    if low is None or high is None:
        return None
    value = None if given.value is None else float((low + high) / 2)
    return Quantity(given.text, float(min(low, high)), float(max(low, high)), value)


def _inside(given: Quantity, wanted: Quantity, slack: float) -> Outcome:
    margin = slack * max(abs(wanted.low), abs(wanted.high))
    within = wanted.low - margin <= given.low and given.high <= wanted.high + margin
    if not within:
        return Outcome.WRONG
    whole = given.low <= wanted.low + margin and given.high >= wanted.high - margin
    return Outcome.RIGHT if whole or given.low == given.high else Outcome.UNSURE


def _named(text: str, unit: Unit, body: Number) -> bool:
    """Whether the question itself names what was counted: `40 planes` to "How many planes …?"."""
    asked = f"{body.ask} {body.number.unit}"
    if unit == parse_unit(_PERCENT):
        return "%" in asked or "per cent" in asked or "percent" in asked
    return set(_singular(asked)).issuperset(_singular(text))


def _singular(text: str) -> Iterator[str]:
    return (word.removesuffix("s") for word in tokens(text))
