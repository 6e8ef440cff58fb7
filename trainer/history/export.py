"""A history as text that anything can read: a table in CSV, or one JSON object a line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from trainer.history.checks import check_meaning, check_types
from trainer.history.codec import ENCODE, checksum, from_dict, to_dict
from trainer.history.errors import HistoryError
from trainer.history.event import Event

HEADER = (
    *("time", "what", "card", "day", "mode", "deck", "kind", "outcome", "score", "suggested"),
    *("rating", "took_ms", "interval_days", "interval_seconds", "phase", "step", "mix"),
    *("parameters", "reps", "hints", "guessed", "options", "shown", "given", "fingerprint"),
    *("time_class", "target", "data", "at_ms", "offset_min", "device", "seq"),
)
"""The columns of the CSV. `time` is local, with its offset; all others are the event's fields."""


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def csv_lines(events: Iterable[Event]) -> Iterator[str]:
    """The events as CSV (RFC 4180, header first), a line at a time with its line end.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    yield _csv(HEADER)
    for event in events:
        yield _csv([_cell(event, name) for name in HEADER])


def json_lines(events: Iterable[Event]) -> Iterator[str]:
    """The events as JSON lines, each with the CRC-32 that `read_line` checks as its last key.

    Fields at their default are left out (see `Event`); nothing else is.
    """
    for event in events:
        yield ENCODE({**to_dict(event), "crc": checksum(event)}) + "\n"


def read_line(line: str) -> Event:
    """The event in a line of `json_lines`. Raises `HistoryError` for a torn or altered one."""
    try:
        found = json.loads(line)
        crc = found.pop("crc")
        check_types(found)
        event = from_dict(found)
        if checksum(event) == crc:
            check_meaning(event)
            return event
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise HistoryError(f"This is not a whole event: {line[:60]!r}.") from error
    raise HistoryError(f"This event was altered, its checksum is wrong: {line[:60]!r}.")


def local_time(event: Event) -> str:
    """The moment of an event by the learner's clock, such as 2026-11-23T18:04:05+01:00; '' beyond
    the calendar, where a clock was."""
    try:
        zone = timezone(timedelta(minutes=event.offset_min))
        moment = datetime.fromtimestamp(event.at_ms / 1000, UTC).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return ""
    return moment.isoformat("T", "seconds")


def _cell(event: Event, name: str) -> Any:
    match name:
        case "time":
            return local_time(event)
        case "interval_days":
            return event.interval and event.interval.days
        case "interval_seconds":
            return event.interval and event.interval.seconds
        case "target":
            return event.target and f"{event.target[0]}:{event.target[1]}"
        case "guessed":
            return int(event.guessed)
        case "suggested" | "rating" | "phase":
            value = getattr(event, name)
            return None if value is None else value.name.lower()
    return guarded(getattr(event, name))


def guarded(value: Any) -> Any:
    """A cell that no spreadsheet runs as a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA) else value


def _csv(values: Iterable[Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()
