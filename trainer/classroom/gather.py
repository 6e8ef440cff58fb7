"""A class without a server: the same numbers from folders that learners sync with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from trainer.classroom.analysis import Tally
from trainer.classroom.errors import ClassError
from trainer.history.connection import told
from trainer.history.event import Event
from trainer.history.journal import Mark, Taken, files, read
from trainer.records import record

_LEARNER = re.compile(r"learner-[0-9a-f]{12}")


@record(frozen=True, slots=True)
class Gathered:
    """What was found: the sums, how many learners, and files in which lines are damaged."""

    tally: Tally
    learners: int
    damaged: tuple[str, ...]


@record(frozen=True, slots=True)
class HandedIn:
    """What one learner handed in: each event once, and files in which lines are damaged."""

    learner: str
    events: tuple[Event, ...]
    damaged: tuple[str, ...]


def gather(folder: Path, tick: Callable[[int, int], None] = lambda _done, _total: None) -> Gathered:
    """The sums over every learner whose folder lies below `folder`; as `handed_in`."""
    tally, learners, damaged = Tally(), 0, list[str]()
    for one in handed_in(folder, tick):
        tally.add(one.learner, one.events)
        learners += 1
        damaged += one.damaged
    return Gathered(tally, learners, tuple(damaged))


def handed_in(
    folder: Path, tick: Callable[[int, int], None] = lambda _done, _total: None
) -> Iterator[HandedIn]:
    """Every learner whose folder lies below `folder`.

    A learner is called by the folders above theirs (`ann` in `ann/learner-…`), or else by their
    id. Raises `ClassError` where there is nobody, `HistoryError` where something can't be read.
    """
    with told(folder):
        found = sorted(p for p in folder.rglob("learner-*") if _LEARNER.fullmatch(p.name))
    if not found:
        raise ClassError(
            f"no learner's folder is below {folder}; each learner runs `trainer sync FOLDER` and "
            "hands theirs in."
        )
    names = {place: place.parent.relative_to(folder).as_posix() for place in found}
    times = Counter(names.values())
    own: dict[str, list[Path]] = {}
    for place, name in names.items():
        own.setdefault(name if name != "." and times[name] == 1 else place.name, []).append(place)
    for done, (name, places) in enumerate(own.items(), 1):
        once: dict[tuple[str, int], Event] = {}
        damaged: list[str] = []
        for place in places:
            taken = _read(place)
            once |= {(event.device, event.seq): event for event in taken.events}
            home = place.relative_to(folder).as_posix()
            damaged += (f"{home}/{file}" for file in dict.fromkeys(taken.damaged))
        yield HandedIn(name, tuple(once.values()), tuple(damaged))
        tick(done, len(own))


def _read(place: Path) -> Taken:
    """Everything in a learner's folder."""
    taken = Taken()
    with told(place):
        devices = sorted(each for each in place.iterdir() if each.is_dir())
    for device in devices:
        for path in files(device):
            read(path, Mark(), taken)
    return taken
