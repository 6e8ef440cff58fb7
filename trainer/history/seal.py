"""A checksum of the whole file, left beside it when a session ends, by which `doctor` finds
damage that no table shows."""

from __future__ import annotations

import json
from pathlib import Path
from zlib import crc32

from trainer.history.connection import write_private

CHUNK = 1 << 20


def seal_path(path: Path) -> Path:
    """Where the seal of the history at `path` is."""
    return path.with_name(path.name + ".seal")


def write_seal(path: Path, events: int) -> None:
    """Seals a closed history that holds so many events; not while its log holds more than it."""
    if not _has_log(path):
        text = json.dumps({"events": events, "crc": _crc(path)})
        write_private(seal_path(path), text)


def broken(path: Path, events: int) -> bool:
    """Whether the file differs from what was sealed.

    The seal of another number of events is an older one, left by a session that was killed.
    """
    try:
        found = json.loads(seal_path(path).read_text())
    except (OSError, ValueError):
        return False
    if _has_log(path) or not isinstance(found, dict) or found.get("events") != events:
        return False
    return bool(found.get("crc") != _crc(path))


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _crc(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            crc = crc32(chunk, crc)
    return crc
