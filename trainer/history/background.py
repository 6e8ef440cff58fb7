"""The day's backup, made beside a session that is already going on."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event, Thread
from typing import Self

from trainer.history.connection import told
from trainer.history.errors import HistoryError


def folder(path: Path) -> Path:
    """Where the backups of the history at `path` are kept: beside it."""
    return path.with_name(path.stem + "-backups")


def made_on_day_of(path: Path, now_ms: int) -> bool:
    """Whether the day (UTC) has a backup already, whatever it was made for.

    By the names alone: most starts find one, and then do without what makes backups, 4 ms.
    """
    day = time.strftime("%Y-%m-%dT", time.gmtime(now_ms // 1000))
    with told(path):
        place = folder(path)
        names = (file.name for file in place.iterdir()) if place.is_dir() else ()
        return any(name.startswith(day) and name.endswith(".db") for name in names)


AFTER_S = 1.0
"""Seconds after which a backup begins: the first screen stands there by then, and would come a
twentieth later beside it."""


class DailyBackup:
    """A context manager: makes the day's backup in a thread, unless today's is there already,
    and waits for it at the end.

    The copy is read through a connection of its own, which makes no answer wait; `problems` says
    why there is none, in a sentence, once it has failed.
    """

    def __init__(self, path: Path, now_ms: int) -> None:
        self.problems: tuple[str, ...] = ()
        self._path, self._now_ms = path, now_ms
        self._at_once = Event()
        self._thread = Thread(target=self._run, name="backup")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def finish(self) -> None:
        """Makes it now, or waits for its end."""
        self._at_once.set()
        self._thread.join()

    def _run(self) -> None:
        self._at_once.wait(AFTER_S)
        try:
            if not made_on_day_of(self._path, self._now_ms):
                # Imported beside the first question, which would wait for it too.
                from trainer.history.backup import daily

                daily(self._path, self._now_ms)
        except HistoryError as error:
            self.problems = (f"There is no backup of today: {error}",)
