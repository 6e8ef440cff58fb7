"""A class without a server: the same numbers from folders that learners sync with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trainer.classroom.analysis import Tally
from trainer.classroom.errors import ClassError
from trainer.history.connection import told
from trainer.history.event import Event
from trainer.history.journal import Mark, Taken, files, read

_LEARNER = re.compile(r"learner-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found: the sums, how many learners, and files in which lines are damaged."""

    tally: Tally
    learners: int
    damaged: tuple[str, ...]


def gather(folder: Path, tick: Callable[[int, int], None] = lambda _done, _total: None) -> Gathered:
    """The answers of every learner whose folder lies below `folder`, each event once.

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
    tally, damaged = Tally(), list[str]()
    names = {place: place.parent.relative_to(folder).as_posix() for place in found}
    alone = [name for name in names.values() if list(names.values()).count(name) == 1]
    for done, place in enumerate(found, 1):
        taken = Taken()
        with told(place):
            devices = sorted(each for each in place.iterdir() if each.is_dir())
        for device in devices:
            for path in files(device):
                read(path, Mark(), taken)
        once: dict[tuple[str, int], Event] = {(e.device, e.seq): e for e in taken.events}
        called = names[place] if names[place] != "." and names[place] in alone else place.name
        tally.add(called, once.values())
        damaged += [f"{place.relative_to(folder).as_posix()}/{name}" for name in taken.damaged]
        tick(done, len(found))
    return Gathered(tally, len(found), tuple(dict.fromkeys(damaged)))
