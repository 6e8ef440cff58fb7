"""Taking events in: their rows, and the derived tables after them, whatever their order."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

from trainer.history.codec import COLUMNS, Row, encodable, event_id, id_parts, to_row
from trainer.history.derive import Derivation, adopted, marks
from trainer.history.event import NEVER, Event, What
from trainer.history.files import unsettle
from trainer.history.fold import CHANGES, schedules
from trainer.history.lag import lag, note
from trainer.history.standings import REPS, SEEN

TOLERANCE_MS = 300_000
"""How far ahead of the clock an event may be and still count: two devices' clocks differ."""

MANY = 2000
"""From so many cards on, making everything anew is quicker than taking the differences."""


Left = tuple[int, Row | None, Event]
"""An event that the derived tables don't hold yet, after its card's number and stored standing."""

INSERT = f"INSERT INTO events({', '.join(COLUMNS)}) VALUES({marks(COLUMNS)})"


class Intake:
    """Writes events through one connection, inside the caller's transactions.

    The usual event, the latest of its card and in time, is stored alone; what follows from it is
    left for `catch_up`, which everything here does first. So no more than one event is ever behind.

    It remembers that event and how far the events reach, and its derivation the names and parameter
    sets, so both are made anew after a rollback.
    """

    def __init__(self, connection: sqlite3.Connection, device: str, derivation: Derivation) -> None:
        self._db = connection
        self.device = device
        self.derivation = derivation
        self._seq, self._last, self._reach = 0, -1, -1
        self._first_waiting = NEVER
        self._look()
        self._derived_to = 0
        self._left = self._found_left()

    @property
    def behind(self) -> bool:
        """Whether an event is stored that the derived tables don't hold."""
        return self._left is not None

    def catch_up(self) -> None:
        """Takes the event that is behind into the derived tables."""
        if self._left is None:
            return
        try:
            self.derivation.advance(*self._left)
        except sqlite3.IntegrityError:
            # It is there already: the note of how far they go was damaged.
            self.rebuild(self._first_waiting - 1)
        self._note_derived()

    def _found_left(self) -> Left | None:
        """What an earlier session, or a transaction that failed, left behind."""
        d, bounds = self.derivation, lag(self._db)
        self._derived_to = bounds[0]
        try:
            found = next(d.events("e.id > ? AND e.id < ? ORDER BY e.id", bounds), None)
        except (ValueError, KeyError, TypeError) as error:
            raise sqlite3.DatabaseError("its last event was altered") from error
        return (*d.found(d.name(found.card)), found) if found else None

    def _note_derived(self) -> None:
        """Notes, with the derived tables, that they hold all of this device's events."""
        self._left = None
        number = event_id(self.derivation.device(self.device), self._seq)
        if number != self._derived_to:
            note(self._db, number)
            self._derived_to = number

    def append(self, event: Event, now_ms: int) -> Event:
        """Takes in one event of this device, with its device, seq and reps filled in."""
        self.catch_up()
        d, horizon = self.derivation, now_ms + TOLERANCE_MS
        event = encodable(event)
        root, row = d.found(d.name(event.card))
        data = event.data
        if event.what is What.ANSWER and data and row and crc32(data.encode()) == row[SEEN]:
            # The same text with every answer would make a year's history twice as large.
            data = ""
        reps = (row[REPS] if row else 0) if schedules(event) else None
        event = event._replace(device=self.device, seq=self._seq + 1, reps=reps, data=data)
        in_time = self._last <= horizon < self._first_waiting and event.at_ms <= horizon
        if not in_time or not self._is_latest(event, root):
            self._take_in([event], horizon)
        elif event.what in CHANGES:
            number = self._insert(event)
            self._reached(event)
            self._left = root, row, event
            if id_parts(number)[0] != id_parts(self._derived_to)[0]:
                # The first under this device's name: nobody would look for it.
                self.catch_up()
        elif event.what in (What.AMEND, What.UNDO) and d.correct(root, event):
            self._insert(event)
            self._reached(event)
            self._note_derived()
        else:
            self._take_in([event], horizon)
        return event

    def _reached(self, event: Event) -> None:
        self._seq = event.seq
        self._last = max(self._last, event.at_ms)
        self._reach = max(self._reach, event.at_ms)

    def append_all(self, events: Sequence[Event], now_ms: int) -> list[Event]:
        """Takes in many events of this device that schedule nothing: adoptions, say."""
        named = [
            encodable(event._replace(device=self.device, seq=seq))
            for seq, event in enumerate(events, self._seq + 1)
        ]
        self._take_in(named, now_ms + TOLERANCE_MS)
        return named

    def receive(self, events: Sequence[Event], now_ms: int) -> int:
        """Takes in other devices' events, in any order; those already here are passed over.

        Returns how many were new.
        """
        new = {}
        for event in events:
            number = event_id(self.derivation.device(event.device), event.seq)
            if not self._db.execute("SELECT 1 FROM events WHERE id = ?", [number]).fetchone():
                new[number] = encodable(event)
        self._take_in(list(new.values()), now_ms + TOLERANCE_MS)
        cards = {event.card for event in new.values()}
        cards |= {adopted(event) for event in new.values() if event.what is What.ADOPT}
        unsettle(self._db, cards)
        return len(new)

    def settle(self, now_ms: int) -> bool:
        """Folds in what has waited for its time, and takes out what a wrong clock put ahead.

        Returns whether there was anything to do.
        """
        horizon = now_ms + TOLERANCE_MS
        if self._last <= horizon < self._first_waiting:
            return False
        self._take_in([], horizon)
        return True

    def _look(self) -> None:
        """Reads how far the events reach: `_seq` is this device's last, `_last` the latest of the
        devices' last events, `_reach` no earlier than any event that was folded."""
        self._seq, lasts = 0, [-1]
        for number, name in self.derivation.devices.items():
            bounds = [event_id(number, 0), event_id(number + 1, 0) - 1]
            if name == self.device:
                query = "SELECT coalesce(max(id), 0) FROM events WHERE id BETWEEN ? AND ?"
                self._seq = id_parts(self._db.execute(query, bounds).fetchone()[0])[1]
            row = self._db.execute(
                "SELECT at_ms FROM events WHERE id BETWEEN ? AND ? AND id NOT IN"
                " (SELECT event FROM waiting) ORDER BY id DESC LIMIT 1",
                bounds,
            ).fetchone()
            lasts += row or []
        self._last = max(lasts)
        # Before its device's last event, none can be that was later by more than the tolerance.
        self._reach = self._last + TOLERANCE_MS
        (first,) = self._db.execute("SELECT min(at_ms) FROM waiting").fetchone()
        self._first_waiting = NEVER if first is None else first

    def _is_latest(self, event: Event, root: int) -> bool:
        if event.at_ms > self._reach:
            return True
        (found,) = self._db.execute(
            "SELECT max(at_ms) FROM events WHERE card = ?1"
            " OR card IN (SELECT card FROM adopted WHERE root = ?1)",
            [root],
        ).fetchone()
        return found is None or event.at_ms > found

    def _ahead(self, horizon: int) -> list[tuple[int, int, int]]:
        """Events that were folded although they are later than `horizon`: a clock was set back."""
        if self._last <= horizon:
            return []
        return self._db.execute(
            "SELECT id, at_ms, card FROM events WHERE at_ms > ?"
            " AND id NOT IN (SELECT event FROM waiting)",
            [horizon],
        ).fetchall()

    def _insert(self, event: Event) -> int:
        target = None
        if event.target:
            target = event_id(self.derivation.device(event.target[0]), event.target[1])
        number = event_id(self.derivation.device(event.device), event.seq)
        d = self.derivation
        row = to_row(event, number, d.name(event.card), d.name(event.deck), target)
        self._db.execute(INSERT, row)
        return number

    def _take_in(self, events: Sequence[Event], horizon: int) -> None:
        d, ahead = self.derivation, self._ahead(horizon)
        d.steps.clear()
        ripe = self._db.execute(
            "SELECT event, card FROM waiting WHERE at_ms <= ?", [horizon]
        ).fetchall()
        adoptions = [e for e in events if e.what is What.ADOPT]
        cards = {d.name(e.card) for e in events if e.what is not What.PARAMETERS}
        cards |= {d.name(adopted(e)) for e in adoptions}
        cards |= {card for *_, card in (*ripe, *ahead)}
        whole = (
            len(cards) > MANY
            or self._used_already(events)
            or self._adopted_late(adoptions, bool(ripe or ahead))
        )
        roots = {d.root(card) for card in cards}
        before = {} if whole else d.fold_cards(roots)
        for event in events:
            number = self._insert(event)
            if event.at_ms > horizon and not whole:
                self._wait(number, event.at_ms, d.name(event.card))
        d.count(Counter(events=sum(e.device != self.device for e in events)))
        if whole:
            self.rebuild(horizon)
            return
        self._db.executemany("DELETE FROM waiting WHERE event = ?", [(e,) for e, _ in ripe])
        for row in ahead:
            self._wait(*row)
        if adoptions:
            d.adopt()
            roots = {root for root in roots if d.root(root) == root}
            roots |= {d.root(card) for card in cards}
        d.replace(before, d.fold_cards(roots))
        if sets := [e.day for e in events if e.what is What.PARAMETERS]:
            d.parameters, d.sets = d.read_parameters()
            d.calibrate(min(sets))
        self._look()
        self._note_derived()

    def rebuild(self, horizon_ms: int) -> None:
        """Makes every derived table anew; events later than `horizon_ms` wait."""
        self.derivation.rebuild(horizon_ms)
        self._look()
        self._note_derived()

    def _adopted_late(self, adoptions: Sequence[Event], retimed: bool) -> bool:
        """Whether adoptions don't simply follow those known: then any card's root may change."""
        (last,) = self._db.execute("SELECT max(at_ms) FROM events WHERE what = 'adopt'").fetchone()
        return last is not None and (retimed or any(e.at_ms <= last for e in adoptions))

    def _used_already(self, events: Sequence[Event]) -> bool:
        """Whether a parameter set arrives after answers that were given under it."""
        query = "SELECT 1 FROM events WHERE parameters = ? AND what <> 'parameters' LIMIT 1"
        new = {e.parameters for e in events if e.what is What.PARAMETERS}
        return any(e.parameters in new and e.what is not What.PARAMETERS for e in events) or any(
            self._db.execute(query, [number]).fetchone() for number in new
        )

    def _wait(self, number: int, at_ms: int, card: int) -> None:
        self._db.execute("INSERT INTO waiting VALUES(?, ?, ?)", [number, at_ms, card])
