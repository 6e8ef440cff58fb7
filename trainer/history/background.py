"""The day's backup, made beside a session that is already going on."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Self

from trainer.history.errors import HistoryError


class DailyBackup:
    """A context manager: makes the day's backup in a thread, unless today's is there already,
    and waits for it at the end.

    The copy is read through a connection of its own, which makes no answer wait; `problems` says
    why there is none, in a sentence, once it has failed.
    """

    def __init__(self, path: Path, now_ms: int) -> None:
        self.problems: tuple[str, ...] = ()
        self._path, self._now_ms = path, now_ms
        self._thread = Thread(target=self._run, name="backup")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    def _run(self) -> None:
        # Imported beside the first question too, which need not wait for it.
        from trainer.history.backup import daily

        try:
            daily(self._path, self._now_ms)
        except HistoryError as error:
            self.problems = (f"There is no backup of today: {error}",)
