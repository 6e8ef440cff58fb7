"""Several devices over a folder that something else carries about: Dropbox, git, a USB stick.

    FOLDER/LEARNER/DEVICE/2026-11.jsonl

Each device writes its own files alone and reads the others', so that nothing can be in conflict;
events are taken in in any order and any number of times with one result.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from trainer.history.connection import told
from trainer.history.errors import HistoryError
from trainer.history.event import Event
from trainer.history.journal import Mark, Taken, append, files, read
from trainer.history.store import Store
from trainer.records import record

_LEARNER = re.compile(r"learner-[0-9a-f]{12}")
_DEVICE = re.compile(r"[\w-]{1,64}")


@record(frozen=True, slots=True)
class Synced:
    """What a sync did: how many events went out and came in, from how many other devices, and the
    files (device and name) in which lines are damaged."""

    sent: int
    received: int
    devices: int
    damaged: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Learner:
    """One learner of a folder: how many devices wrote there, and their files' bytes."""

    id: str
    devices: int
    size: int


class UnknownLearnerError(HistoryError):
    """The folder holds learners, and which of them this history belongs to was never said."""

    def __init__(self, folder: Path, learners: Sequence[Learner]) -> None:
        self.learners = learners
        names = ", ".join(one.id for one in learners)
        super().__init__(
            f"{folder} holds histories already ({names}). If one is yours, sync once with "
            "`--join ID`; if none is, with `--new`."
        )


def learners(folder: Path) -> list[Learner]:
    """Whose histories the folder holds."""
    found = []
    with told(folder):
        for each in sorted(folder.iterdir()) if folder.is_dir() else ():
            if _LEARNER.fullmatch(each.name) and (devices := list(_devices(each))):
                size = sum(file.stat().st_size for one in devices for file in files(one))
                found.append(Learner(each.name, len(devices), size))
    return found


def join(store: Store, folder: Path, learner: str | None) -> None:
    """Says once which learner of the folder this history belongs to; None for a new one."""
    if learner is None:
        learner = f"learner-{secrets.token_hex(6)}"
    elif learner not in {one.id for one in learners(folder)}:
        raise HistoryError(
            f"{folder} holds no {learner}; `trainer sync {folder}` lists who is there."
        )
    store.note("learner", learner)


def sync(store: Store, folder: Path, before: Callable[[], object] = lambda: None) -> Synced:
    """Gives this device's events to the folder and takes in the others', after `before` (a backup)
    if there are any.

    Raises `UnknownLearnerError` in a folder with learners before `join`, and `HistoryError` where
    the folder can't be used; what was written or taken in by then stays.
    """
    with told(folder):
        if not folder.is_dir():
            raise HistoryError(f"{folder} is no folder; make it first, or name another.")
    own = store.noted("learner")
    if not own:
        if present := learners(folder):
            raise UnknownLearnerError(folder, present)
        join(store, folder, None)
        own = store.noted("learner")
    place = folder / own
    note = f"sync {place.resolve()}"
    state = json.loads(store.noted(note) or "{}")
    if _restored(store, place / store.device, state.get("sizes", {})):
        store.rename()
    taken, marks = _take(store, place, state.get("read", {}))
    if taken.events:
        before()
    received = store.receive(taken.events)
    sent, counts = _give(store, place, state)
    sizes = _sizes(place / store.device)
    store.note(note, json.dumps({"read": marks, "counts": counts, "sizes": sizes}))
    return Synced(sent, received, len(marks), tuple(dict.fromkeys(taken.damaged)))


def _devices(place: Path) -> Iterator[Path]:
    for each in sorted(place.iterdir()) if place.is_dir() else ():
        if each.is_dir() and _DEVICE.fullmatch(each.name):
            yield each


def _take(
    store: Store, place: Path, read_before: dict[str, dict[str, list[int]]]
) -> tuple[Taken, dict[str, dict[str, list[int]]]]:
    """What the other devices' files have beyond what was read before, and how far they go now."""
    every, marks = Taken(), {}
    with told(place):
        others = [device for device in _devices(place) if device.name != store.device]
    for device in others:
        before = read_before.get(device.name, {})
        found = Taken(events=every.events, damaged=every.damaged)
        for path in files(device):
            read(path, Mark(*before.get(path.name, ())), found)
        marks[device.name] = {name: [m.offset, m.tail] for name, m in found.marks.items()}
    every.events[:] = [event for event in every.events if event.device != store.device]
    return every, marks


def _sizes(own: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in files(own)}


def _written(own: Path) -> list[Event]:
    here = Taken()
    for path in files(own):
        read(path, Mark(), here)
    return here.events


def _restored(store: Store, own: Path, sizes: dict[str, int]) -> bool:
    """Whether the folder holds answers of this device that it doesn't know any more: its disk was
    put back to an earlier day. Raises `HistoryError` where it has gone on since, under numbers
    that are taken."""
    if _sizes(own) == sizes:
        return False
    theirs = {e.seq: e for e in _written(own) if e.device == store.device}
    last = store.event_count(store.device)
    mine = {e.seq: e for e in store.events_of(store.device)} if theirs else {}
    if any(seq in mine and mine[seq] != event for seq, event in theirs.items()):
        raise HistoryError(
            f"{own} holds other answers than this device gave under the same name: its history "
            "was copied by hand and both copies went on. Nothing was changed; sync the other one, "
            "and put a backup from before the copy back here (`trainer backup list`)."
        )
    return any(seq > last for seq in theirs)


def _give(store: Store, place: Path, state: dict[str, Any]) -> tuple[int, dict[str, int]]:
    """Appends this device's new events, and those of devices that have no folder here: imports,
    and what this history was called before a copy was put back.

    `state` says what was left here last time; returns how many were appended, and how many of
    each device there are now.
    """
    own = place / store.device
    with told(place):
        others = {device.name for device in _devices(place)} - {store.device}
    before: dict[str, int] = state.get("counts", {})
    counts = {name: store.event_count(name) for name in store.devices() if name not in others}
    grown = {name for name, n in counts.items() if n != before.get(name, 0)}
    if _sizes(own) == state.get("sizes", {}) and grown <= {store.device}:
        # This device's events are numbered without a gap, so it is known which are new.
        missing = list(store.events_of(store.device, before.get(store.device, 0)))
        append(own, missing)
        return len(missing), counts
    there = {(event.device, event.seq) for event in _written(own)}
    every = (event for name in counts for event in store.events_of(name))
    missing = [event for event in every if (event.device, event.seq) not in there]
    append(own, missing)
    return len(missing), counts
