"""What can go wrong with a history file, each said so that a learner knows what to do."""

from __future__ import annotations

from pathlib import Path

from trainer.errors import TrainerError


class HistoryError(TrainerError):
    """A history that can't be read or written; its text is for the learner."""


class NotAHistoryError(HistoryError):
    """The file is empty or belongs to another program; it is never written over."""


class NewerHistoryError(HistoryError):
    """The file was written by a newer version of trainer."""


class DamagedError(HistoryError):
    """The file is there, but SQLite can't read it."""


class NotSavedError(HistoryError):
    """What just happened could not be stored; the same call may be tried again."""


class DiskFullError(NotSavedError):
    """No room was left; nothing before is lost."""


class ReadOnlyError(NotSavedError):
    """The file or its folder can't be written."""


class BusyError(NotSavedError):
    """Another program keeps the file locked."""


class ProfileInUseError(HistoryError):
    """Another session of the same profile is open; `holder` says which, where that is known."""

    def __init__(self, path: Path, pid: int | None, since: str) -> None:
        self.path, self.pid, self.since = path, pid, since
        who = f"process {pid}, since {since}" if pid else "its process could not be read"
        super().__init__(
            f"This profile is already open in another window ({who}). Go on there, or close it "
            "and start again; `trainer decks` and `trainer stats` can read meanwhile."
        )


class RestoreError(HistoryError):
    """No such backup, or the one asked for is damaged."""
