"""Events as rows of the class's database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trainer.history.codec import checksum
from trainer.history.event import Event, Mode, What
from trainer.memory.card import Interval, Phase, Rating

COLUMNS: dict[str, str] = {
    **dict.fromkeys(("device",), "text"),
    "seq": "bigint",
    **dict.fromkeys(("what", "card"), "text"),
    **dict.fromkeys(("at_ms", "offset_min", "day"), "bigint"),
    **dict.fromkeys(("mode", "deck", "kind", "shown"), "text"),
    "options": "bigint",
    "given": "text",
    "hints": "bigint",
    "guessed": "boolean",
    "outcome": "text",
    "score": "double precision",
    **dict.fromkeys(("suggested", "rating", "took_ms"), "bigint"),
    **dict.fromkeys(("fingerprint", "time_class"), "text"),
    **dict.fromkeys(("interval_days", "interval_seconds", "phase", "step"), "bigint"),
    "mix": "double precision",
    **dict.fromkeys(("parameters", "reps"), "bigint"),
    "target_device": "text",
    "target_seq": "bigint",
    "data": "text",
    "crc": "bigint",
}
"""What a learner may insert, with its type; the learner and the time of arrival are the server's
to say."""

NULLABLE = frozenset(
    {
        *("mode", "score", "suggested", "rating", "interval_days", "interval_seconds", "phase"),
        *("mix", "reps", "target_device", "target_seq"),
    }
)


def to_row(event: Event) -> tuple[Any, ...]:
    """The event in the order of `COLUMNS`."""
    special = {
        "what": str(event.what),
        "mode": event.mode and str(event.mode),
        "suggested": _number(event.suggested),
        "rating": _number(event.rating),
        "phase": _number(event.phase),
        "interval_days": event.interval and event.interval.days,
        "interval_seconds": event.interval and event.interval.seconds,
        "target_device": event.target and event.target[0],
        "target_seq": event.target and event.target[1],
        "crc": checksum(event),
    }
    return tuple(special[name] if name in special else getattr(event, name) for name in COLUMNS)


def from_row(row: Sequence[Any]) -> Event:
    """The event of a row. Raises ValueError where its checksum is not that of what it holds."""
    found = dict(zip(COLUMNS, row, strict=True))
    crc, days, seconds = found.pop("crc"), found.pop("interval_days"), found.pop("interval_seconds")
    device, seq = found.pop("target_device"), found.pop("target_seq")
    kinds = {"what": What, "mode": Mode, "suggested": Rating, "rating": Rating, "phase": Phase}
    for name, kind in kinds.items():
        if found[name] is not None:
            found[name] = kind(found[name])
    event = Event(
        **found,
        interval=None if days is None else Interval(days, seconds),
        target=None if device is None else (device, seq),
    )
    if checksum(event) != crc:
        raise ValueError(f"event {event.device}:{event.seq} was altered")
    return event


def _number(value: Rating | Phase | None) -> int | None:
    return None if value is None else int(value)
