"""The moment of an event, as histories keep it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: UTC milliseconds, the zone's offset in minutes, the study day."""

    at_ms: int
    offset_min: int
    day: int
