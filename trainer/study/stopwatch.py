"""An exam's clock: it runs on while nobody looks, and never back."""

from __future__ import annotations

from trainer.clock import Clock


class Stopwatch:
    """Milliseconds since an exam began.

    It counts from what it had come to at a moment (`elapsed_ms` at `at_ms`, UTC), so a break counts
    in full. A clock that was set back neither gives time back nor stops it: from there it runs on.
    """

    def __init__(self, clock: Clock, elapsed_ms: int = 0, at_ms: int | None = None) -> None:
        self._clock = clock
        self._elapsed = elapsed_ms
        self._at = clock.now() if at_ms is None else at_ms

    def elapsed(self) -> int:
        now = self._clock.now()
        self._elapsed += max(0, now - self._at)
        self._at = now
        return self._elapsed
