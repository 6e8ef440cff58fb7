"""Marks and tolerances as other programs write them."""

from __future__ import annotations

from decimal import Decimal

from trainer.question import Choices
from trainer.wording.numbers import parse_quantity
from trainer.wording.quantity import Quantity

# Moodle refuses, or silently moves, a share of the mark that isn't one of these.
_SHARES = (
    "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 "
    "10 5"
)
FRACTIONS = tuple(Decimal(share) for share in _SHARES.split())


def fraction(share: float) -> Decimal:
    """The nearest of Moodle's fractions to a share of the mark from −1 to 1, in per cent."""
    wanted = Decimal(repr(abs(share) * 100))
    nearest = min(FRACTIONS, key=lambda known: abs(known - wanted))
    return -nearest if share < 0 else nearest


def shares(body: Choices) -> tuple[float, float]:
    """What a right pick adds and a wrong one takes, as the trainer itself scores."""
    right = sum(option.right for option in body.options)
    return 1 / right, -1 / max(len(body.options) - right, 2)


def is_exact(share: float) -> bool:
    """Whether Moodle has this share, to the five decimals it shows."""
    return abs(float(fraction(share)) / 100 - share) < 1e-7


def decimal(value: float) -> str:
    """A number without an exponent and without noise: `0.05`, `50000000`."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def tolerance(quantity: Quantity) -> tuple[str, str]:
    """The middle of what is right and how far it reaches to both sides."""
    low, high = Decimal(repr(quantity.low)), Decimal(repr(quantity.high))
    middle = (low + high) / 2 if quantity.value is None else Decimal(repr(quantity.value))
    reach = max(high - middle, middle - low)
    return _clean(middle), _clean(reach)


def is_even(quantity: Quantity) -> bool:
    """Whether it is a value that reaches equally far to both sides, and so no range."""
    if quantity.value is None:
        return False
    above, below = quantity.high - quantity.value, quantity.value - quantity.low
    return abs(above - below) <= 1e-9 * max(1.0, abs(above))


def _clean(value: Decimal) -> str:
    """Without the noise that binary fractions leave in the last places."""
    text = format(Decimal(f"{value:.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(middle: str, reach: str = "", unit: str = "") -> Quantity:
    """A number from another program. Raises ValueError for what is none."""
    text = decimal(float(middle))
    if reach and float(reach):
        text += f" ± {decimal(abs(float(reach)))}"
    return parse_quantity(f"{text} {unit}".strip())


def span(low: str, high: str, unit: str = "") -> Quantity:
    """A range from another program. Raises ValueError."""
    return parse_quantity(f"{decimal(float(low))}..{decimal(float(high))} {unit}".strip())
