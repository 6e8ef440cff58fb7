"""How often each fault is tried: in CI, or many times over by `python -m tests.history.long`."""

from __future__ import annotations

import os
from random import Random

TIMES = int(os.environ.get("TRAINER_FAULTS", "1"))
KILLS = 30 * TIMES
MIGRATIONS = 40 * TIMES
IMAGES = 100 * TIMES
FLIPS = 400 * TIMES


def chance(name: str) -> Random:
    """The same in every run, unless TRAINER_SEED says otherwise."""
    return Random(f"{name} {os.environ.get('TRAINER_SEED', '11')}")
