"""Time, handed in: the clock everything asks, so that tests and `--at` can set it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import field

from trainer.records import record


@record(frozen=True, slots=True)
class Clock:
    """Says the time in UTC milliseconds; `offset_ms` is how far it pretends to be ahead."""

    offset_ms: int = 0
    source: Callable[[], int] = field(default=lambda: time.time_ns() // 1_000_000)

    def now(self) -> int:
        return self.source() + self.offset_ms

    @classmethod
    def starting_at(cls, at_ms: int) -> Clock:
        """A clock that says `at_ms` now and runs on."""
        source = cls().source
        return cls(at_ms - source(), source)
