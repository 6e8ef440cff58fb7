"""The latest steps of a session's cards, kept so that correcting one needs no fold of its card."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.history.event import Event
from trainer.history.fold import Standing, Trace
from trainer.memory.calibration import Calibration

KEPT = 64
"""Cards whose latest step is remembered: an undo further back folds its card."""


@dataclass(slots=True)
class Step:
    """A card's latest event with what it led from and to; `closed` is the calibration of its day
    before its prediction, if there was one."""

    event: Event
    before: Standing
    after: Standing
    trace: Trace | None
    closed: Calibration | None = None

    @property
    def traces(self) -> list[Trace]:
        return [self.trace] if self.trace else []

    @property
    def predicted(self) -> Trace | None:
        """Its trace, if that holds a prediction."""
        return self.trace if self.trace and self.trace.recall is not None else None

    def is_target_of(self, event: Event) -> bool:
        return event.target == (self.event.device, self.event.seq)


class Steps:
    """By card; what isn't known to be its card's latest event any more is forgotten."""

    def __init__(self) -> None:
        self._of: dict[int, Step] = {}

    def keep(self, root: int, step: Step) -> None:
        self._of.pop(root, None)
        self._of[root] = step
        if len(self._of) > KEPT:
            del self._of[next(iter(self._of))]

    def take(self, root: int) -> Step | None:
        """The card's latest step, which is forgotten."""
        return self._of.pop(root, None)

    def clear(self) -> None:
        self._of.clear()
