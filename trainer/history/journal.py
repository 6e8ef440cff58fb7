"""One device's files in a synced folder: events as JSON lines, a file a month, only ever appended.

What was torn off at the end of a file is held back by readers until it is whole, and mended by
the device that writes the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from trainer.history.connection import sync_folder, told
from trainer.history.errors import HistoryError
from trainer.history.event import Event
from trainer.history.export import json_lines, read_line
from trainer.records import record

ENDING = ".jsonl"
TAIL = 64
"""How many bytes before the place where reading stopped must be as they were."""


@record(frozen=True, slots=True)
class Mark:
    """How far a file was read: a byte offset right after a line, and a CRC-32 of what is there."""

    offset: int = 0
    tail: int = 0


@dataclass
class Taken:
    """What was read: the events, how far each file was read (by its name), and lines that are
    whole but aren't events as they were written, by their files."""

    events: list[Event] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)


def files(folder: Path) -> list[Path]:
    """The files of a device's folder, conflicted copies among them."""
    return sorted(path for path in folder.glob(f"*{ENDING}") if path.is_file())


def read(path: Path, mark: Mark, into: Taken) -> None:
    """Reads the whole lines after `mark`, or all if the file isn't the one the mark was set in.

    The new mark stands before the first line that is damaged, so that it is tried again.
    """
    with told(path):
        data = path.read_bytes()
    start = mark.offset if _tail(data, mark.offset) == mark.tail else 0
    done = None
    while (end := data.find(b"\n", start)) >= 0:
        try:
            into.events.append(read_line(data[start:end].decode("utf-8", "replace")))
        except HistoryError:
            into.damaged.append(f"{path.parent.name}/{path.name}")
            done = start if done is None else done
        start = end + 1
    offset = start if done is None else done
    into.marks[path.name] = Mark(offset, _tail(data, offset))


def append(folder: Path, events: Iterable[Event]) -> None:
    """Appends events to the files of their months, so that they outlive a power cut.

    What the last writing left torn is cut off first; no reader has taken it. Raises
    `HistoryError`.
    """
    months: dict[str, list[Event]] = {}
    for event in events:
        months.setdefault(_month(event), []).append(event)
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for month, some in months.items():
            with (folder / f"{month}{ENDING}").open("ab+") as file:
                file.seek(0)
                whole = file.read().rfind(b"\n") + 1
                file.truncate(whole)
                file.write("".join(json_lines(some)).encode())
                file.flush()
                os.fsync(file.fileno())
        if months:
            sync_folder(folder)


def _tail(data: bytes, offset: int) -> int:
    """A checksum of what comes right before the offset; of nothing, 0."""
    return crc32(data[max(0, offset - TAIL) : offset]) if offset <= len(data) else -1


def _month(event: Event) -> str:
    try:
        return datetime.fromtimestamp(event.at_ms / 1000, UTC).strftime("%Y-%m")
    except (OverflowError, ValueError, OSError):
        # A clock that was beyond the calendar.
        return "undated"
