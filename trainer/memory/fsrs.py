"""FSRS-6: how stability and difficulty of a memory change with each answer.

From the published formulas (open-spaced-repetition's wiki, "The Algorithm", FSRS-6), in double
precision. `w` is always the tuple of 21 weights w0 … w20; time is counted in whole study days.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import exp

from trainer.memory.card import Memory, Rating

Weights = tuple[float, ...]

DEFAULT: Weights = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The weights published with FSRS-6, fitted to some ten thousand learners."""

SHORTEST, LONGEST = 0.001, 36500.0
"""Bounds of stability, in days."""


def init(w: Weights, rating: Rating) -> Memory:
    """The memory after a card's first answer."""
    stability = min(max(w[rating - 1], SHORTEST), LONGEST)
    return Memory(stability, min(max(_first_difficulty(w, rating), 1.0), 10.0))


def step(w: Weights, memory: Memory, rating: Rating, days: int) -> Memory:
    """The memory after one more answer, `days` study days after the last (0: the same day)."""
    return Memory(*stepper(w)(memory.stability, memory.difficulty, rating, days))


def retrievability(w: Weights, memory: Memory, days: float) -> float:
    """The chance of recall, 0 to 1, `days` after the last answer."""
    return recall(w, memory.stability, days)


def recall(w: Weights, stability: float, days: float) -> float:
    """The chance of recall, 0 to 1, by the stability alone."""
    chance: float = (1.0 + _factor(w) * days / stability) ** -w[20]
    return chance


def interval(w: Weights, stability: float, retention: float) -> float:
    """After how many days, not rounded, the chance of recall falls to `retention` (0 to 1)."""
    days: float = stability / _factor(w) * (retention ** (-1.0 / w[20]) - 1.0)
    return days


@lru_cache(maxsize=32)
def stepper(w: Weights) -> Callable[[float, float, int, int], tuple[float, float]]:
    """`step` on bare numbers (stability, difficulty, rating, days), for folds over whole histories.

    What depends on the weights alone is worked out once, which saves a third of the time.
    """
    w9, w10, w11, w12, w13, w14, w15, w16 = w[9:17]
    w17, w18, w19, w20 = w[17:]
    factor, growth, relapse = _factor(w), exp(w[8]), exp(-w17 * w18)
    slope, keep, pull = w[6] / 9.0, 1.0 - w[7], w[7] * _first_difficulty(w, 4)

    def advance(s: float, d: float, rating: int, days: int) -> tuple[float, float]:
        if days <= 0:
            change = exp(w17 * (rating - 3 + w18)) * s**-w19
            if change > 1.0 or rating == 1:
                s *= change
        else:
            missed = 1.0 - (1.0 + factor * days / s) ** -w20
            if rating == 1:
                lapsed = w11 * d**-w12 * ((s + 1.0) ** w13 - 1.0) * exp(missed * w14)
                s = min(lapsed, s * relapse)
            else:
                gain = growth * (11.0 - d) * s**-w9 * (exp(missed * w10) - 1.0)
                s *= 1.0 + gain * (w15 if rating == 2 else w16 if rating == 4 else 1.0)
        d = pull + keep * (d + slope * (3 - rating) * (10.0 - d))
        # Conditional expressions: four calls of min and max would cost as much as the formulas.
        return (
            SHORTEST if s < SHORTEST else LONGEST if s > LONGEST else s,
            1.0 if d < 1.0 else 10.0 if d > 10.0 else d,
        )

    return advance


def _factor(w: Weights) -> float:
    # The curve passes through .9 where days equal the stability, whatever the decay w20.
    factor: float = 0.9 ** (-1.0 / w[20]) - 1.0
    return factor


def _first_difficulty(w: Weights, rating: int) -> float:
    return w[4] - exp(w[5] * (rating - 1)) + 1.0
