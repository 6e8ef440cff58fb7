"""The grammar of amounts that every number shares: `-3.2e4`, `$300 million`, `30..50 km`."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import Decimal

from trainer.records import record
from trainer.wording.characters import raised
from trainer.wording.quantity import Quantity
from trainer.wording.units import ARITHMETIC, convert, parse_unit

LONGEST = 200

_AMOUNT = r"""
    (?P<sign>[-+]?)\s*
    (?P<currency>(?:US)?\$|[€£¥₽]|)\s*
    (?P<minus>-?)
    (?P<digits>{digits})
    (?P<power>[eE][-+]?\d{{1,4}}|\s*[x×*·]\s*10\s*\^?\s*[-+]?\d{{1,4}}|)
    (?P<rest>[^\d].*|)
"""
_STRICT = re.compile(
    _AMOUNT.format(digits=r"(?:\d{1,3}(?:[,'_\ ]\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"),
    re.VERBOSE | re.DOTALL,
)
_LOOSE = re.compile(_AMOUNT.format(digits=r"\d+(?:[,.'_\ ]\d+)*|[.,]\d+"), re.VERBOSE | re.DOTALL)
CURRENCIES = frozenset({"$", "US$", "€", "£", "¥", "₽"})
SEPARATORS = re.compile(r"[,'_ ]")
TOLERANCE = re.compile(r"\s*(?:±|\+\s?/?\s?-)\s*")
# A hyphen parts a range unless it is a sign, an exponent's, or a power's (`m s-1`).
RANGE = re.compile(
    r"""\s*(?:\.\.+|…|\bto\b)\s*
    | (?<=[^\s^eE(.…-])(?<![A-Za-zµΩ](?=-[1-4](?:\D|$)))\s*-\s*(?=[-+$€£¥.\d])
    | (?<=\d[eE]\d)\s*-\s*(?=\d)""",
    re.VERBOSE,
)
_MULTIPLIERS = {
    "hundred": 2, "thousand": 3, "million": 6, "mn": 6, "mln": 6, "billion": 9, "bn": 9,
    "trillion": 12, "lakh": 5, "crore": 7, "万": 4, "萬": 4, "亿": 8, "億": 8,
}  # fmt: skip
_MULTIPLIER = re.compile(rf"\s*({'|'.join(_MULTIPLIERS)})s?(?![a-z])", re.I)
_POWER_OF_TEN = re.compile(r"[eE](?P<e>[-+]?\d+)|.*10\s*\^?\s*(?P<ten>[-+]?\d+)", re.DOTALL)


@record(frozen=True, slots=True)
class Amount:
    """One number, the power of ten of the multiplier behind it, and its unit."""

    number: Decimal
    scale: int
    unit: str

    @property
    def value(self) -> Decimal:
        return self.number.scaleb(self.scale, ARITHMETIC)


def match_amount(text: str, strict: bool) -> re.Match[str] | None:
    """A number with its sign, currency, power of ten and the rest behind it; `10^6` is `1e6`."""
    text = re.sub(r"^([-+]?)10\^(?=[-+]?\d)", r"\g<1>1e", text.strip())
    return (_STRICT if strict else _LOOSE).fullmatch(text)


def amount(match: re.Match[str], number: Decimal, scale: int, unit: str) -> Amount:
    """The amount that a match says, given a reading of its digits and rest."""
    if power := _POWER_OF_TEN.fullmatch(match["power"]):
        number = number.scaleb(int(power["e"] or power["ten"]), ARITHMETIC)
    if "-" in (match["sign"], match["minus"]):
        number = number.copy_negate()
    currency: str = match["currency"]
    return Amount(number, scale, currency or unit)


def scale_and_unit(rest: str) -> tuple[int, str]:
    """What follows a number: the power of ten of its multipliers, and its unit."""
    scale = 0
    while match := _MULTIPLIER.match(rest):
        scale += _MULTIPLIERS[match[1].lower()]
        rest = rest[match.end() :]
    return scale, rest.strip().strip(";,")


def is_scale(word: str) -> bool:
    """Whether a word behind a number is, or may be, more than its unit."""
    bare = word.lower()
    return bare in ("k", "to") or bare.removesuffix("s") in _MULTIPLIERS


def span(text: str, ends: tuple[Amount, ...]) -> Quantity:
    """A number (one end) or a range (two); a multiplier or unit after a range holds for both.

    ValueError, a sentence for people, for a range that runs backwards or has two units.
    """
    if len(ends) == 1:
        value = _float(ends[0].value)
        return Quantity(text, value, value, value, raised(ends[0].unit))
    low, high = ends
    if not low.scale and (not low.unit or low.unit in CURRENCIES):
        low = replace(low, scale=high.scale)
    unit = high.unit or low.unit
    first = _in_unit(low.value, low.unit, unit)
    if first is None:
        raise ValueError(f"`{text}` has two units: write both ends in one, such as `30..50 km`")
    if first > high.value:
        raise ValueError(f"the range runs backwards: write its smaller end first, not `{text}`")
    return Quantity(text, _float(first), _float(high.value), None, raised(unit))


def tolerance(text: str, middle: Amount, width: Amount) -> Quantity:
    """`9.81 ± 0.05 m/s²`, `5 +- 2%` (2 % of 5), `45% ± 5` (40 % to 50 %).

    ValueError, a sentence for people, where a width is negative, doubtful or of another measure.
    """
    if width.number < 0:
        raise ValueError(f"a tolerance isn't negative: write `9.81 ± 0.05`, not `{text}`")
    if width.unit == middle.unit == "%":
        raise ValueError(
            f"`{text}` may mean points or a share of the value: write `45% ± 5` or `40..50%`"
        )
    if width.unit == "%":
        share = width.value.scaleb(-2, ARITHMETIC)
        return _around(text, middle, ARITHMETIC.multiply(middle.value.copy_abs(), share))
    if not middle.scale and not middle.unit:
        middle = Amount(middle.number, width.scale, width.unit)
    wide = _in_unit(width.value, width.unit, middle.unit)
    zero = _in_unit(Decimal(0), width.unit, middle.unit)
    if wide is None or zero is None:
        raise ValueError(f"the tolerance in `{text}` measures something else than its number")
    return _around(text, middle, ARITHMETIC.subtract(wide, zero))


def _in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    if not unit or unit == wanted:
        return value
    return convert(value, parse_unit(unit), parse_unit(wanted))


def _around(text: str, middle: Amount, delta: Decimal) -> Quantity:
    low = ARITHMETIC.subtract(middle.value, delta)
    high = ARITHMETIC.add(middle.value, delta)
    return Quantity(text, _float(low), _float(high), _float(middle.value), raised(middle.unit))


def _float(value: Decimal) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("that number is too large: write it in larger units")
    return number
