"""Numbers as people write them: strictly for an instructor, in every habit for a learner.

An instructor writes `618`, `9.81 ± 0.05 m/s²`, `5 +- 2%`, `30..50 km` or `50..80 million`, and a
doubtful spelling is an error. A learner may also type `30 to 50`, `about 40`, `9,8`, `9.8e0`,
`two thousand` or `10 kt`, and a doubtful spelling (`1,234`) has several readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product

from trainer.wording.amounts import (
    LONGEST,
    RANGE,
    SEPARATORS,
    TOLERANCE,
    Amount,
    amount,
    is_scale,
    match_amount,
    scale_and_unit,
    span,
    tolerance,
)
from trainer.wording.characters import numeric_text
from trainer.wording.quantity import Quantity

_SHORT_MULTIPLIERS = {"k": 3, "m": 6, "b": 9}
_SHORT_MULTIPLIER = re.compile(r"\s?([kmb])(?=\s|$)", re.I)
_POUNDS = re.compile(r"pounds?", re.I)


# A whole number, or a range of two, with a word for its unit: most of what is written, and the long
# way takes a fifth of reading a question.
_USUAL = re.compile(r"(\d{1,15})(?:\.\.(\d{1,15}))?(?: ([A-Za-z]{1,12}))?", re.A)


def parse_quantity(text: str) -> Quantity:
    """What an instructor wrote under `number:`.

    Raises ValueError with one sentence for people when it is no number, when its spelling is
    doubtful (`9,8`), or when its range runs backwards.
    """
    usual = _USUAL.fullmatch(text)
    if usual and not (usual[3] and is_scale(usual[3])):
        low, high = float(usual[1]), float(usual[2] or usual[1])
        if low <= high:
            return Quantity(text, low, high, None if usual[2] else low, usual[3] or "")
    written, plain = text.strip(), numeric_text(text)
    if not plain:
        raise ValueError("a number is missing: write one, such as `618`")
    if len(plain) > LONGEST:
        raise ValueError("that is too long for a number: write one, such as `618`")
    parts = TOLERANCE.split(plain)
    if len(parts) == 2:
        return tolerance(written, _strictly(parts[0]), _strictly(parts[1]))
    if len(parts) > 2:
        raise ValueError("a number has one tolerance: write `9.81 ± 0.05`")
    ends = RANGE.split(plain)
    if len(ends) > 2:
        raise ValueError(f"a range has two ends: write `30..50`, not `{written}`")
    if not all(end.strip() for end in ends):
        raise ValueError(f"`{written}` lacks an end: write both, such as `30..50`")
    return span(written, tuple(_strictly(end) for end in ends))


def _strictly(text: str) -> Amount:
    """The one reading of an instructor's number, or a ValueError that says what to write."""
    match = match_amount(text, strict=True)
    if not match or re.match(r"[,.]\d", match["rest"]):
        loose = match_amount(text, strict=False)
        raise _doubtful(loose["digits"]) if loose else _no_number(text)
    scale, unit = scale_and_unit(match["rest"])
    if unit == "k":
        scale, unit = 3, ""
    if re.match(r"[^A-Za-z]*\d", unit):
        raise _no_number(text)
    return amount(match, Decimal(SEPARATORS.sub("", match["digits"])), scale, unit)


def _no_number(text: str) -> ValueError:
    return ValueError(f"`{text.strip()}` is not a number: write it in digits, such as `40`")


def _doubtful(digits: str) -> ValueError:
    if re.fullmatch(r"\d*,\d+", digits):
        point = digits.replace(",", ".")
        return ValueError(f"`{digits}` is doubtful: a comma parts thousands, so write `{point}`")
    return ValueError(f"`{digits}` is doubtful: part thousands with commas, and use one point")


def is_hedged(text: str) -> bool:
    """Whether a learner named a bound instead of a number: `over 40`, `at least 40`."""
    from trainer.wording.spoken import HEDGE

    return HEDGE.match(numeric_text(text[:LONGEST])) is not None


def parse_number(text: str) -> tuple[Quantity, ...]:
    """Every reading of what a learner typed, the likeliest first; () if it is no number.

    `1,234` reads as 1234, then as 1.234; `50m` as 50 metres, then as 50 million. `9.8 ± 0.1` and
    `30 to 50` give a range. Never raises.
    """
    # Only here, because readers of questions need no spoken numbers: their tables cost 3 ms.
    from trainer.wording.spoken import in_digits

    if len(text) > LONGEST:
        return ()
    readings: dict[tuple[float, float, str], Quantity] = {}
    for quantity in islice(_loosely(text.strip(), in_digits(numeric_text(text))), 16):
        readings.setdefault((quantity.low, quantity.high, quantity.unit), quantity)
    return tuple(readings.values())


def _loosely(text: str, plain: str) -> Iterator[Quantity]:
    parts = TOLERANCE.split(plain)
    ends = parts if len(parts) == 2 else RANGE.split(plain)
    if len(ends) > 2:
        return
    for combination in product(*(list(_amounts(end)) for end in ends)):
        try:
            if len(parts) == 2:
                yield tolerance(text, *combination)
            else:
                yield span(text, combination)
        except ValueError:
            continue


def _amounts(text: str) -> Iterator[Amount]:
    """Each reading of one number a learner typed."""
    match = match_amount(text, strict=False)
    if not match:
        return
    for number in _numbers(match["digits"]):
        for scale, unit in _rests(match["rest"]):
            yield amount(match, number, scale, unit)


def _numbers(digits: str) -> Iterator[Decimal]:
    """`9,8` → 9.8; `1,234` → 1234, then 1.234; `1.234` → 1.234, then 1234; `1.234,5` → 1234.5."""
    if re.search(r"['_ ]", digits):
        if not re.fullmatch(r"\d{1,3}(?:['_ ]\d{3})+(?:[.,]\d+)?", digits):
            return
        digits = re.sub(r"['_ ]", "", digits)
    marks = re.findall(r"[,.]", digits)
    if not marks:
        yield Decimal(digits)
        return
    last = marks[-1]
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:([,.])\d{3})(?:\1\d{3})*", digits)
    if grouped and (last == "," or len(marks) > 1):
        yield Decimal(re.sub("[,.]", "", digits))
    if marks.count(last) == 1:
        whole, _, fraction = digits.rpartition(last)
        if len(marks) == 1 or re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", whole):
            yield Decimal(re.sub("[,.]", "", whole) + "." + fraction)
    if grouped and last == "." and len(marks) == 1:
        yield Decimal(digits.replace(".", ""))


def _rests(rest: str) -> Iterator[tuple[int, str]]:
    """What may follow a number; k, m and b may be multipliers, pounds may be money.

    `2k` and `2K` are rather 2000, `2 K` rather kelvins, `2m` rather metres.
    """
    scale, unit = scale_and_unit(rest)
    short = _SHORT_MULTIPLIER.match(rest)
    if short and (short[1] in "kb" or short[0] == "K"):
        yield _SHORT_MULTIPLIERS[short[1].lower()], rest[short.end() :].strip()
        yield scale, unit
    else:
        yield scale, unit
        if short:
            yield _SHORT_MULTIPLIERS[short[1].lower()], rest[short.end() :].strip()
    if _POUNDS.fullmatch(unit):
        yield scale, "£"
