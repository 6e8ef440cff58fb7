"""What was saved in a library: stamps of its files, and which of them differ."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from trainer.bank.decks import DECKS
from trainer.bank.library import Library

Stamp = tuple[int, int, int]
Stamps = dict[str, Stamp]
"""For each file when it was changed, its size, and its inode: an editor that puts a new file in
the old one's place may do so within one tick of the file system's clock."""


def stamps(library: Library) -> Stamps:
    """Every file that can matter to a check, pictures and sounds too; hidden ones don't."""
    if library.only:
        return stamps_of([library.questions / library.only])
    return {
        path: stamp
        for folder in (library.questions, library.root / DECKS)
        for path, stamp in _below(str(folder))
    }


def stamps_of(paths: Iterable[Path]) -> Stamps:
    """Those of some files; one that isn't there has none."""
    found: Stamps = {}
    for path in paths:
        with suppress(OSError):
            found[str(path)] = _stamp(path.stat())
    return found


def differing(before: Stamps, now: Stamps) -> frozenset[Path]:
    """The files that were saved, came or went."""
    paths = before.keys() | now.keys()
    return frozenset(Path(path) for path in paths if before.get(path) != now.get(path))


def _below(folder: str) -> Iterator[tuple[str, Stamp]]:
    # Names and stats as the system gives them: paths would cost twice as much, five times a second.
    with suppress(OSError), os.scandir(folder) as scan:
        for entry in scan:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
                continue
            # It may be gone since it was listed, or be a link that leads nowhere.
            with suppress(OSError):
                yield entry.path, _stamp(entry.stat())


def _stamp(info: os.stat_result) -> Stamp:
    return info.st_mtime_ns, info.st_size, info.st_ino
