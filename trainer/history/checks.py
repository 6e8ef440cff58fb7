"""Events from elsewhere, looked at before they are believed: their types and their sense."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from trainer.history.derive import adopted
from trainer.history.event import Event, What
from trainer.history.parameters import read_sets
from trainer.memory.fsrs import DEFAULT

TEXTS = frozenset(
    {
        *("what", "card", "device", "mode", "deck", "kind", "shown", "given", "outcome"),
        *("fingerprint", "time_class", "data"),
    }
)
WHOLE = frozenset(
    {
        *("at_ms", "offset_min", "day", "seq", "options", "hints", "took_ms", "step"),
        *("parameters", "reps", "suggested", "rating", "phase"),
    }
)
NUMBERS = frozenset({"score", "mix"})
LARGEST = 2**53
"""Beyond what JSON's readers hold exactly; days and milliseconds stay far below."""


def check_types(found: Mapping[str, Any]) -> None:
    """Raises ValueError or TypeError unless every value is of its field's kind."""
    for name, value in found.items():
        if name in TEXTS:
            sound = isinstance(value, str)
        elif name in WHOLE:
            sound = _whole(value)
        elif name in NUMBERS:
            sound = _number(value)
        elif name == "interval":
            days, seconds = value
            sound = _whole(days) and _whole(seconds)
        elif name == "target":
            device, seq = value
            sound = isinstance(device, str) and _whole(seq)
        else:
            sound = type(value) is bool
        if not sound:
            raise ValueError(f"{name} can't be {value!r}")


def check_meaning(event: Event) -> None:
    """Raises ValueError, KeyError or TypeError for an event that no replay could fold."""
    if not event.device or event.seq < 1 or event.seq >= 2**40 or abs(event.offset_min) >= 1440:
        raise ValueError("no device's event")
    if event.what is What.ADOPT:
        adopted(event)
    elif event.what is What.PARAMETERS:
        weights = read_sets([event])[1].sets[event.parameters].weights
        if len(weights) != len(DEFAULT) or not all(map(_number, weights)):
            raise ValueError("no weights of the model")


def _number(value: Any) -> bool:
    return type(value) in (int, float) and isfinite(value)


def _whole(value: Any) -> bool:
    return type(value) is int and -LARGEST < value < LARGEST
