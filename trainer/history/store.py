"""The learner's history file: events appended for good, and the states derived from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

from trainer.clock import Clock
from trainer.history import connection as files
from trainer.history.codec import event_id
from trainer.history.errors import HistoryError, NotSavedError, ReadOnlyError
from trainer.history.event import Event, What
from trainer.history.files import PUT_SETTLED, WHOLE, Settled, settled_rows
from trainer.history.intake import TOLERANCE_MS, Intake
from trainer.history.lock import SessionLock
from trainer.history.reading import Reading
from trainer.history.schema import PUT_NOTE, VERSION
from trainer.history.seal import seal_path, write_seal
from trainer.history.undo import to_redo, to_undo

Result = TypeVar("Result")


class Store(Reading):
    """A history open for writing (or reading); `Reading` has all that can be asked of it.

    When a method returns, its event is on the disk; when it raises `NotSavedError`, nothing of it
    has changed and the same call may be tried again. What is derived is written with the event, but
    for `append`'s usual ones: theirs follows at `catch_up`, which all reading and writing and the
    end begin with. A context manager; it holds the profile's session lock until it is closed.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, clock: Clock, lock: SessionLock | None
    ) -> None:
        super().__init__(connection, path)
        self._clock = clock
        self._lock = lock
        with files.told(path):
            self._intake = Intake(connection, self.device, self._derivation)
        self._closed = False
        self._sealed = True

    @classmethod
    def open(
        cls, path: Path, *, clock: Clock, create: bool = True, read_only: bool = False
    ) -> Self:
        """The history at `path`, made (mode 0600, its folders too) if `create` and not there.

        Takes the profile's lock unless `read_only`. An older schema is migrated after a backup.
        What a killed session left behind is caught up with; for a reader, where no other session
        has the lock and the file can be written, else it is read as it stands.
        Raises `ProfileInUseError`, `NewerHistoryError`, `DamagedError`, `ReadOnlyError`,
        `DiskFullError`, and `NotAHistoryError`, also where there is no file and none is to be
        made.
        """
        if read_only:
            files.check(path)
            store = cls._start(path, clock, None)
            if store._intake.behind:
                store.close()
                with suppress(HistoryError):
                    cls.open(path, clock=clock, create=False).close()
                store = cls._start(path, clock, None)
            return store
        lock = SessionLock(path)
        lock.acquire(clock.now())
        try:
            if create and not path.exists():
                files.create(path)
            files.check(path)
            return cls._start(path, clock, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _start(cls, path: Path, clock: Clock, lock: SessionLock | None) -> Self:
        connection = files.connect(path, read_only=lock is None)
        try:
            found = files.version(connection, path)
            if lock:
                files.make_durable(connection, path)
                if found < VERSION:
                    from trainer.history.backup import Reason, make_backup
                    from trainer.history.migrate import migrate

                    make_backup(path, clock.now(), Reason.MIGRATION)
                    migrate(connection, path)
            elif found < VERSION:
                raise HistoryError(
                    f"{path} is of an older trainer. Open it once with `trainer` to bring it up "
                    "to date; a backup is made first."
                )
            store = cls(connection, path, clock, lock)
            if lock:
                store._write(lambda intake: intake.settle(clock.now()))
            return store
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Gives the file and the lock back, and seals the file; closing twice is fine."""
        if self._closed:
            return
        self._closed = True
        events = self._sealable()
        super().close()
        if self._lock:
            if events is not None:
                with suppress(OSError):
                    write_seal(self.path, events)
            self._lock.release()

    def _sealable(self) -> int | None:
        """The number of events where a new seal is due; None where the old one still holds."""
        try:
            events = self.counts().events
        except HistoryError:
            return None
        return events if not (self._sealed and seal_path(self.path).exists()) else None

    def append(self, event: Event) -> Event:
        """Stores `event` durably and returns it with `device`, `seq` and `reps` filled in.

        An event later than the clock by more than five minutes is kept, but counts for nothing
        until its time has come. Whoever has the time for what follows calls `catch_up`.
        """
        return self._write(lambda intake: intake.append(event, self._clock.now()))

    def catch_up(self) -> None:
        """Takes what was appended last into the derived tables. It costs no fsync, as the event is
        on the disk and will say it again. Reading does this too, but where it raises
        `NotSavedError` goes on without."""
        if self._lock is not None and self._intake.behind:
            self._write(Intake.catch_up, durable=False)

    def _refresh(self) -> None:
        # What can't be written now can still be read, an answer behind.
        with suppress(NotSavedError):
            self.catch_up()

    def append_all(self, events: Sequence[Event]) -> list[Event]:
        """Stores many events that schedule nothing (adoptions, changed answers, a deck to forget)
        in one transaction: all of them or none."""
        return self._write(lambda intake: intake.append_all(events, self._clock.now()))

    def append_each(self, events: Sequence[Event]) -> list[Event]:
        """`append` of several events in one transaction: all of them or none."""
        return self._write(
            lambda intake: [intake.append(event, self._clock.now()) for event in events]
        )

    def settle(
        self, library: str, events: Sequence[Event], files: Mapping[str, Settled], contents: str
    ) -> None:
        """Stores what the bank did in a library (adoptions, changed answers) together with the
        files for which that is all there is to do, in one transaction; `contents` is what
        `files.wholly_settled` gives from now on."""
        rows = settled_rows(files)

        def work(intake: Intake) -> None:
            if events:
                intake.append_all(events, self._clock.now())
            self._db.executemany(PUT_SETTLED, rows)
            self._db.execute(PUT_NOTE, [f"{WHOLE}{library}", contents])

        self._write(work)

    def receive(self, events: Sequence[Event]) -> int:
        """Stores other devices' events, in any order, in one transaction; returns how many were
        new. Those already here are passed over, so a delivery may be repeated."""
        return self._write(lambda intake: intake.receive(events, self._clock.now()))

    def undo(self, *, at_ms: int, offset_min: int, day: int, whole: bool = False) -> Event | None:
        """Takes back this device's latest answer, amendment, suspend, resume, bury, flag, unflag
        or forget that still counts, in this session or an earlier one, by an UNDO event.

        Returns the event that was taken back, or None if there is none. With `whole`, an
        amendment is taken back together with its answer, and the answer is returned: what a
        learner means who presses undo on the next card.
        """
        with files.told(self.path):
            found = to_undo(self._latest_first(), whole=whole)
        if found:
            self.append(_about(What.UNDO, found, at_ms, offset_min, day))
        return found

    def redo(self, *, at_ms: int, offset_min: int, day: int) -> Event | None:
        """Brings back what the latest undo took, unless something new has happened since.

        Returns the event that counts again, or None.
        """
        found = self.to_redo()
        if found is None:
            return None
        self.append(_about(What.REDO, found, at_ms, offset_min, day))
        return found

    def to_redo(self) -> Event | None:
        """What `redo` would bring back."""
        with files.told(self.path):
            target = to_redo(self._latest_first())
            if target is None:
                return None
            number = event_id(self._derivation.device(target[0]), target[1])
            return next(self._derivation.events("e.id = ?", [number]))

    def note(self, name: str, value: str) -> None:
        """Keeps a value beside the events, such as how far a folder was synced; see `noted`."""
        self._write(lambda _: self._db.execute(PUT_NOTE, [name, value]))

    def rename(self) -> None:
        """Goes on under a new device name, because the old one's numbers were given elsewhere."""
        self._write(lambda _: files.rename_device(self._db))
        self.device = self.noted("device")
        self._derivation = self._derivation.renewed()
        self._intake = Intake(self._db, self.device, self._derivation)

    def rebuild(self) -> None:
        """Makes everything derived anew from the events, in one transaction."""
        horizon = self._clock.now() + TOLERANCE_MS
        self._write(lambda intake: intake.rebuild(horizon))

    def _latest_first(self) -> Iterator[Event]:
        number = self._derivation.device(self.device)
        return self._derivation.events(
            "e.id BETWEEN ? AND ? ORDER BY e.id DESC",
            [event_id(number, 0), event_id(number + 1, 0) - 1],
        )

    def _write(self, work: Callable[[Intake], Result], *, durable: bool = True) -> Result:
        if self._lock is None:
            raise ReadOnlyError(f"{self.path} was opened for reading only; nothing is saved.")
        before = self._changes() if self._sealed else 0
        try:
            with files.transaction(self._db, self.path, durable=durable):
                self._intake.catch_up()
                result = work(self._intake)
                if self._sealed and self._changes() != before:
                    # Not every change is an event, and one cut off before the end of the session
                    # must not look like damage.
                    seal_path(self.path).unlink(missing_ok=True)
                    self._sealed = False
                return result
        except BaseException:
            # What it remembers may have been rolled back.
            self._derivation = self._derivation.renewed()
            self._intake = Intake(self._db, self.device, self._derivation)
            raise

    def _changes(self) -> int:
        """How many rows this connection has changed so far."""
        return int(self._db.execute("SELECT total_changes()").fetchone()[0])


def _about(what: What, event: Event, at_ms: int, offset_min: int, day: int) -> Event:
    return Event(
        what=what,
        card=event.card,
        at_ms=at_ms,
        offset_min=offset_min,
        day=day,
        target=(event.device, event.seq),
    )
