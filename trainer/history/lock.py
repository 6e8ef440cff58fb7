"""One session a profile: a lock that ends with its process, and a note on who holds it."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from trainer.history.connection import told, write_private
from trainer.history.errors import ProfileInUseError
from trainer.history.locking import FileLock


class SessionLock:
    """The lock of the history at `path`; a context manager, or `acquire` and `release`.

    `since` is what a second window is told, such as "14:03".
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._note = path.with_name(path.name + ".session")
        self._lock = FileLock(path.with_name(path.name + ".lock"))

    def acquire(self, now_ms: int) -> None:
        """Takes the lock at once or raises `ProfileInUseError`; `ReadOnlyError` where the folder
        can't be written."""
        with told(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self._lock.acquire():
                raise ProfileInUseError(self._path, *self._holder())
            since = datetime.fromtimestamp(now_ms / 1000).strftime("%H:%M")
            write_private(self._note, json.dumps({"pid": os.getpid(), "since": since}))

    def release(self) -> None:
        """Gives the lock back; without it, nothing happens."""
        if self._lock.held:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> SessionLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _holder(self) -> tuple[int | None, str]:
        try:
            found = json.loads(self._note.read_text())
            return int(found["pid"]), str(found["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return None, ""
