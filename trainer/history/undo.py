"""Which event an undo takes back, and which a redo brings again: read off the log, so that both
work across sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trainer.history.event import Event, Mode, What

UNDOABLE = frozenset(
    {
        *(What.ANSWER, What.AMEND, What.SUSPEND, What.RESUME, What.BURY, What.FLAG, What.UNFLAG),
        What.FORGET,
    }
)
"""What a learner did; a changed question or an adoption is the bank's doing. An exam is not among
it: while it lasts a new answer replaces the old one, and handed in it stays as it is."""


def to_undo(latest_first: Iterable[Event], *, whole: bool) -> Event | None:
    """The latest event that counts and can be undone.

    With `whole`, the latest amendment stands for its answer, which takes it along.
    """
    settled: dict[tuple[str, int], bool] = {}
    amended: Event | None = None
    for event in latest_first:
        if event.target and event.what in (What.UNDO, What.REDO):
            settled.setdefault(event.target, event.what is What.UNDO)
        elif not _undoable(event) or _undone(event, settled):
            continue
        elif amended:
            if (event.device, event.seq) == amended.target:
                return event
        elif whole and event.what is What.AMEND:
            amended = event
        else:
            return event
    return amended


def _undoable(event: Event) -> bool:
    return event.what in UNDOABLE and event.mode is not Mode.EXAM


def _undone(event: Event, settled: Mapping[tuple[str, int], bool]) -> bool:
    gone = settled.get((event.device, event.seq), False)
    return gone or (event.target is not None and settled.get(event.target, False))


def to_redo(latest_first: Iterable[Event]) -> tuple[str, int] | None:
    """The event taken back by the latest undo that was not yet redone; None once something new
    has happened."""
    redone = 0
    for event in latest_first:
        if event.what is What.REDO:
            redone += 1
        elif event.what is What.UNDO:
            if not redone:
                return event.target
            redone -= 1
        elif _undoable(event):
            return None
    return None
