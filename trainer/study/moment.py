"""The moment of an event, as histories keep it."""

from __future__ import annotations

from typing import Self

from trainer.memory.study_day import StudyDays
from trainer.records import record


@record(frozen=True, slots=True)
class Moment:
    """When something happened: UTC milliseconds, the zone's offset in minutes, the study day."""

    at_ms: int
    offset_min: int
    day: int

    @classmethod
    def at(cls, at_ms: int, days: StudyDays) -> Self:
        """The moment of UTC milliseconds where a learner's days are these."""
        return cls(at_ms, days.offset_min(at_ms), days.day(at_ms))
