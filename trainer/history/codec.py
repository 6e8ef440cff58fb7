"""An event's two forms outside memory: a row of the store, and a dictionary for JSON lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from operator import itemgetter
from typing import Any
from zlib import crc32

from trainer.history.event import Event, Mode, What
from trainer.memory.card import Interval, Phase, Rating

SEQ_BITS = 40
"""An event's id in the store is its device's number, then 40 bits of its seq: one key for both."""

COLUMNS = (
    *("id", "what", "card", "at_ms", "offset_min", "day", "mode", "deck", "kind", "time_class"),
    *("shown", "options", "given", "hints", "guessed", "outcome", "score", "suggested", "rating"),
    *("took_ms", "fingerprint", "interval_days", "interval_seconds", "phase", "step", "mix"),
    *("parameters", "reps", "target", "data", "crc"),
)
"""The columns of a row, in the order of the table of events."""

Row = tuple[Any, ...]

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Canonical JSON. Made once, since `json.dumps` would make an encoder for every event."""

_DEFAULTS = tuple(Event._field_defaults.get(name) for name in Event._fields)

_TEXTS = itemgetter(
    Event._fields.index("card"), *(i for i, it in enumerate(_DEFAULTS) if type(it) is str)
)
"""The texts of an event: those fields that are empty by default, and its card."""

_WHATS: dict[str, What] = {str(what): what for what in What}
_MODES: dict[str | None, Mode | None] = {None: None, **{str(mode): mode for mode in Mode}}
_RATINGS: dict[int | None, Rating | None] = {
    None: None,
    **{int(rating): rating for rating in Rating},
}
_PHASES: dict[int | None, Phase | None] = {None: None, **{int(phase): phase for phase in Phase}}
"""What a row names, looked up: asking the enumerations takes three times as long."""


def event_id(device: int, seq: int) -> int:
    """The store's key for an event of the device with that number."""
    return device << SEQ_BITS | seq


def id_parts(number: int) -> tuple[int, int]:
    """The device's number and the seq in an event's key."""
    return number >> SEQ_BITS, number & (1 << SEQ_BITS) - 1


def to_row(event: Event, number: int, card: int, deck: int, target: int | None) -> Row:
    """The event as `COLUMNS`, with the keys the store has for its names."""
    e, interval = event, event.interval
    # Plain numbers and texts: sqlite3 asks an enumeration or a bool how it wants to be stored,
    # which takes longer than storing it.
    return (
        *(number, str(e.what), card, e.at_ms, e.offset_min, e.day, e.mode and str(e.mode), deck),
        *(e.kind, e.time_class, e.shown, e.options, e.given, e.hints, int(e.guessed), e.outcome),
        *(e.score, e.suggested and int(e.suggested), e.rating and int(e.rating), e.took_ms),
        e.fingerprint,
        *((interval.days, interval.seconds) if interval else (None, None)),
        *(None if e.phase is None else int(e.phase), e.step, e.mix, e.parameters, e.reps, target),
        *(e.data, checksum(e)),
    )


def from_row(row: Row, devices: Mapping[int, str]) -> Event:
    """The event in `COLUMNS` whose card and deck are names already. Raises ValueError, KeyError
    or TypeError for a row that was damaged."""
    device, seq = id_parts(row[0])
    target = row[28]
    if target is not None:
        number, of = id_parts(target)
        target = (devices[number], of)
    return Event(
        device=devices[device],
        seq=seq,
        what=_WHATS[row[1]],
        card=row[2],
        at_ms=row[3],
        offset_min=row[4],
        day=row[5],
        mode=_MODES[row[6]],
        deck=row[7],
        kind=row[8],
        time_class=row[9],
        shown=row[10],
        options=row[11],
        given=row[12],
        hints=row[13],
        guessed=bool(row[14]),
        outcome=row[15],
        score=row[16],
        suggested=_RATINGS[row[17]],
        rating=_RATINGS[row[18]],
        took_ms=row[19],
        fingerprint=row[20],
        interval=None if row[21] is None else Interval(row[21], row[22]),
        phase=_PHASES[row[23]],
        step=row[24],
        mix=row[25],
        parameters=row[26],
        reps=row[27],
        target=target,
        data=row[29],
    )


def to_dict(event: Event) -> dict[str, Any]:
    """The event as JSON has it; fields at their default are left out, so that a later version's
    new fields change neither old lines nor their checksums."""
    values = zip(Event._fields, event, _DEFAULTS, strict=True)
    found: dict[str, Any] = {
        name: value for name, value, default in values if value is not default and value != default
    }
    if event.interval:
        found["interval"] = [event.interval.days, event.interval.seconds]
    return found


def from_dict(found: Mapping[str, Any]) -> Event:
    """The event of `to_dict`. Raises ValueError, KeyError or TypeError if it isn't one."""
    values = dict(found)
    kinds = {"what": What, "mode": Mode, "suggested": Rating, "rating": Rating, "phase": Phase}
    for name, kind in kinds.items():
        if name in values:
            values[name] = kind(values[name])
    if "interval" in values:
        values["interval"] = Interval(*values["interval"])
    if "target" in values:
        device, seq = values["target"]
        values["target"] = (device, seq)
    return Event(**values)


def checksum(event: Event) -> int:
    """The CRC-32 of the event as canonical JSON."""
    return crc32(ENCODE(to_dict(event)).encode())


def encodable(event: Event) -> Event:
    """The event, with what UTF-8 can't hold (half a surrogate pair, as some terminals paste)
    replaced by a question mark."""
    try:
        "".join(_TEXTS(event)).encode()
    except UnicodeEncodeError:
        texts: dict[str, Any] = {
            name: value.encode(errors="replace").decode()
            for name, value in zip(Event._fields, event, strict=True)
            if type(value) is str
        }
        return event._replace(**texts)
    return event
