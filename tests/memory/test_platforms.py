"""Stability and difficulty come out the same on every machine."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest

from tests.memory.platforms import apart, read, replayed, weights_of
from trainer.memory import fsrs

KNOWN = read()


class Rough(float):
    """A weight whose powers are off by some last digits, as in a careless C library."""

    rng = Random(5)

    def __rpow__(self, base: float, mod: None = None) -> float:
        return off(Rough.rng, base ** float(self))

    def __neg__(self) -> Rough:
        return Rough(-float(self))

    def __rtruediv__(self, over: float) -> Rough:
        return Rough(over / float(self))


def off(rng: Random, value: float, digits: int = 4) -> float:
    """A number up to so many units in the last place beside `value`."""
    return value + rng.randint(-digits, digits) * math.ulp(value)


def test_this_machine_gets_the_committed_digits() -> None:
    found = apart(replayed(KNOWN), KNOWN)
    assert found.stability <= 1e-9
    assert found.difficulty <= 1e-9
    assert found.rests == 0


def test_powers_off_by_four_last_digits_move_no_memory_by_a_billionth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As no C library of today errs; so those that can't be tried here are no danger."""
    rng = Random(6)
    exact: Any = math.exp
    monkeypatch.setattr(fsrs, "exp", lambda value: off(rng, exact(value)))
    # Rough weights equal the exact ones, and would be given the steps that are kept for those.
    monkeypatch.setattr(fsrs, "stepper", fsrs.stepper.__wrapped__)
    found = apart(replayed(KNOWN, lambda card: tuple(map(Rough, weights_of(card)))), KNOWN)
    assert found.bits > 1000
    assert found.stability <= 1e-9
    assert found.difficulty <= 1e-9
    assert found.rests == 0
