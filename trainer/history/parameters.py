"""Parameter sets as events: written once, and named by what they hold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from zlib import crc32

from trainer.history.event import Event, What
from trainer.history.fold import when
from trainer.memory.replay import Parameters, ParameterSets


def parameters_event(parameters: Parameters, *, at_ms: int, offset_min: int, day: int) -> Event:
    """The event from which on `parameters` are in force.

    The set's id is a checksum of the set, so that two devices can't give one id to two sets.
    """
    data = json.dumps({"weights": parameters.weights, "retention": parameters.retention})
    return Event(
        what=What.PARAMETERS,
        card="",
        at_ms=at_ms,
        offset_min=offset_min,
        day=day,
        parameters=crc32(data.encode()) or 1,
        data=data,
    )


def read_sets(events: Iterable[Event]) -> tuple[int, ParameterSets]:
    """The id of the latest set (0: the defaults) and all sets, from the PARAMETERS events."""
    sets: dict[int, Parameters] = {}
    latest = 0
    for event in sorted(events, key=when):
        found = json.loads(event.data)
        latest = event.parameters
        sets[latest] = Parameters(tuple(found["weights"]), found["retention"])
    return latest, ParameterSets(sets)
