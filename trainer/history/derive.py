"""The derived tables: kept with each event, or made anew from all of them, by the same fold."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from trainer.history.calibrating import Calibrating
from trainer.history.codec import COLUMNS, Row, event_id, from_row
from trainer.history.event import Event, What
from trainer.history.fold import Standing, Trace, advance, amend, fold
from trainer.history.parameters import read_sets
from trainer.history.schema import COUNT_OTHERS, TABLES
from trainer.history.standings import COLUMNS as CARD
from trainer.history.standings import read_standing, write_standing
from trainer.history.steps import Step, Steps
from trainer.history.sums import Sums, add_totals
from trainer.history.traces import write_traces
from trainer.memory.replay import ParameterSets

EVENTS = (
    "SELECT "
    + ", ".join(
        {"card": "c.name", "deck": "coalesce(d.name, '')"}.get(name, f"e.{name}")
        for name in COLUMNS[:-1]
    )
    + " FROM events e LEFT JOIN names c ON c.id = e.card LEFT JOIN names d ON d.id = e.deck "
)
"""Events as `codec.from_row` takes them; a WHERE clause follows."""

Folded = dict[int, tuple[Standing, list[Trace]]]
"""Cards by number, as folded."""

BLANK = Standing()

BEFORE_ALL = -(2**31)
"""A study day before any other."""


class Derivation:
    """The derived tables of one connection. Its methods run inside the caller's transaction.

    Table names carry no schema, so that temporary tables of the same names are written instead
    where they exist: that is how `doctor` replays beside what is stored.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.devices: dict[int, str] = dict(connection.execute("SELECT id, name FROM devices"))
        self._numbers = {name: number for number, name in self.devices.items()}
        self._names: dict[str, int] = {}
        self.steps = Steps()
        self._calibrating = Calibrating(connection, self.devices)
        self.parameters, self.sets = self.read_parameters()

    def renewed(self) -> Derivation:
        """The same after a rollback, which may have taken back what was remembered."""
        return Derivation(self._db)

    def device(self, name: str) -> int:
        """The number of a device, given to it at its first mention."""
        number = self._numbers.get(name)
        if number is None:
            number = self._db.execute("INSERT INTO devices(name) VALUES(?)", [name]).lastrowid or 0
            self.devices[number], self._numbers[name] = name, number
        return number

    def name(self, name: str) -> int:
        """The number of a card's key or a deck, given to it at its first mention."""
        number = self._names.get(name)
        if number is None:
            row = self._db.execute("SELECT id FROM names WHERE name = ?", [name]).fetchone()
            insert = "INSERT INTO names(name) VALUES(?)"
            number = row[0] if row else self._db.execute(insert, [name]).lastrowid or 0
            self._names[name] = number
        return number

    def read_parameters(self) -> tuple[int, ParameterSets]:
        """The id of the latest parameter set, and all sets."""
        return read_sets(
            self.events("e.card = (SELECT id FROM names WHERE name = '')", what=What.PARAMETERS)
        )

    def events(self, where: str, values: Sequence[object] = (), what: str = "") -> Iterator[Event]:
        """The events for which `where` holds, in no order, of one kind if `what` is given."""
        rows = self._db.execute(f"{EVENTS} WHERE {where}", values)
        return (from_row(row, self.devices) for row in rows if not what or row[1] == what)

    def root(self, card: int) -> int:
        """The card that a card's history belongs to: itself, unless it was adopted."""
        row = self._db.execute("SELECT root FROM adopted WHERE card = ?", [card]).fetchone()
        return int(row[0]) if row else card

    def history(self, root: int) -> list[Event]:
        """All events of a card and of those it adopted whose time has come."""
        return list(
            self.events(
                "(e.card = ?1 OR e.card IN (SELECT card FROM adopted WHERE root = ?1))"
                " AND e.id NOT IN (SELECT event FROM waiting)",
                [root],
            )
        )

    def by_card(self) -> Iterator[tuple[int, Iterator[Event]]]:
        """Every card with all its events, those of cards it adopted among them, in no order."""
        # By the index of cards: a sort of whole rows would take half as long again.
        rows = self._db.execute(
            EVENTS.replace("SELECT ", "SELECT e.card, ", 1)
            + "WHERE e.id NOT IN (SELECT event FROM waiting) AND e.what <> 'parameters'"
            " AND e.card NOT IN (SELECT card FROM adopted UNION SELECT root FROM adopted)"
            " ORDER BY e.card"
        )
        for card, group in groupby(rows, key=itemgetter(0)):
            yield card, (from_row(row[1:], self.devices) for row in group)
        adopters = self._db.execute("SELECT DISTINCT root FROM adopted").fetchall()
        for (root,) in adopters:
            yield root, iter(self.history(root))

    def fold_cards(self, roots: Iterable[int]) -> Folded:
        """Each card folded anew."""
        return {root: fold(self.history(root), self.sets) for root in sorted(set(roots))}

    def found(self, card: int) -> tuple[int, Row | None]:
        """The card that a card's history belongs to, and its standing as stored, if it has one."""
        row = self._db.execute(
            "SELECT * FROM cards"
            " WHERE card = coalesce((SELECT root FROM adopted WHERE card = ?1), ?1)",
            [card],
        ).fetchone()
        return (row[0], row[1:]) if row else (self.root(card), None)

    def advance(self, root: int, row: Row | None, event: Event) -> None:
        """Takes in an event that is the card's latest and changes it by itself; `row` is what
        `found` gave."""
        before = read_standing(row) if row else BLANK
        step = Step(event, before, *advance(before, event, self.sets))
        trace = step.predicted
        if trace and (trace.day, trace.at_ms) <= self._calibrating.last():
            self.steps.take(root)
            self.replace({root: (before, [])}, {root: (step.after, step.traces)})
            return
        if before == BLANK or step.after == BLANK:
            self._write_standing(root, step.after)
        else:
            self._change_standing(root, before, step.after)
        sums = Sums()
        sums.change(root, before, step.after)
        sums.write(self._db)
        self._write_traces([], step.traces)
        self._keep(root, step)

    def correct(self, root: int, event: Event) -> bool:
        """Takes in an undo or an amendment of what is known to be the card's latest event: from
        the standing before it, however many came before that. False, with nothing done, for
        others, which need the card's fold."""
        step = self.steps.take(root)
        if step is None or not step.is_target_of(event):
            return False
        if trace := step.predicted:
            if (trace.day, trace.at_ms) != self._calibrating.last():
                return False
            self._calibrating.unobserve(trace.day, step.closed)
        old: Folded = {root: (step.after, step.traces)}
        if event.what is What.UNDO:
            self._replace(old, {root: (step.before, [])})
            return True
        answer = amend(step.event, event)
        again = Step(answer, step.before, *advance(step.before, answer, self.sets))
        self._replace(old, {root: (again.after, again.traces)})
        self._keep(root, again)
        return True

    def _keep(self, root: int, step: Step) -> None:
        """Remembers a step whose prediction, if any, is later than all before, and counts that."""
        if trace := step.predicted:
            step.closed = self._calibrating.observe(trace)
        self.steps.keep(root, step)

    def replace(self, before: Folded, after: Folded) -> None:
        """Puts `after` in the place of `before`, in every derived table that differs."""
        removed, added = self._replace(before, after)
        days = [t.day for t in (*removed, *added) if t.recall is not None]
        if days:
            self.calibrate(min(days))

    def calibrate(self, first: int) -> None:
        """Works out the calibration anew from a study day on."""
        self._calibrating.work_out(first)

    def _replace(self, before: Folded, after: Folded) -> tuple[list[Trace], list[Trace]]:
        """Puts `after` in the place of `before`, in all but the calibration, which rests on the
        traces that are returned: those removed and those added."""
        sums = Sums()
        for root in before.keys() | after.keys():
            old = before.get(root, (BLANK, []))[0]
            new = after.get(root, (BLANK, []))[0]
            if old != new:
                self._write_standing(root, new)
                sums.change(root, old, new)
        sums.write(self._db)
        gone = {t.event: t for _, traces in before.values() for t in traces}
        come = {t.event: t for _, traces in after.values() for t in traces}
        removed = [trace for key, trace in gone.items() if come.get(key) != trace]
        added = [trace for key, trace in come.items() if gone.get(key) != trace]
        self._write_traces(removed, added)
        return removed, added

    def adopt(self) -> None:
        """Works out anew whose history is whose: in the order of the adoptions, all that the old
        card held goes to the new one, and a card that is adopted into lives again."""
        roots: dict[int, int] = {}
        held: dict[int, list[int]] = {}
        names = dict(self._db.execute(
            "SELECT name, id FROM names WHERE id IN (SELECT card FROM events WHERE what = 'adopt')"
            " OR name IN (SELECT json_extract(data, '$.old') FROM events WHERE what = 'adopt')"
        ))  # fmt: skip
        found = self.events("e.what = 'adopt' AND e.id NOT IN (SELECT event FROM waiting)")
        for event in sorted(found, key=lambda e: (e.at_ms, e.device, e.seq)):
            old, new = names[adopted(event)], names[event.card]
            moved = held.pop(old, []) + [old] * (old not in roots)
            roots |= dict.fromkeys(moved, new)
            held.setdefault(new, []).extend(moved)
            if new in roots:
                held[roots.pop(new)].remove(new)
        self._db.execute("DELETE FROM adopted")
        self._db.executemany("INSERT INTO adopted VALUES(?, ?)", roots.items())

    def rebuild(self, horizon_ms: int) -> None:
        """Makes every derived table anew; events later than `horizon_ms` wait."""
        self.steps.clear()
        for table in TABLES:
            self._db.execute(f"DELETE FROM {table}")
        self._db.execute(
            "INSERT INTO waiting SELECT id, at_ms, card FROM events WHERE at_ms > ?", [horizon_ms]
        )
        self._db.execute(COUNT_OTHERS)
        self.parameters, self.sets = self.read_parameters()
        self.adopt()
        batch: Folded = {}
        for root, events in self.by_card():
            batch[root] = fold(events, self.sets)
            if len(batch) == 1000:
                self._replace({}, batch)
                batch.clear()
        self._replace({}, batch)
        self.calibrate(BEFORE_ALL)

    def _write_standing(self, root: int, standing: Standing) -> None:
        if standing == BLANK:
            self._db.execute("DELETE FROM cards WHERE card = ?", [root])
            return
        row = (root, *write_standing(standing))
        self._db.execute(f"INSERT OR REPLACE INTO cards VALUES({marks(row)})", row)

    def _change_standing(self, root: int, old: Standing, new: Standing) -> None:
        """Writes what differs only: an index of a column that doesn't is left alone."""
        rows = zip(CARD, write_standing(old), write_standing(new), strict=True)
        changes = {f"{name} = ?": value for name, was, value in rows if value != was}
        if changes:
            statement = f"UPDATE cards SET {', '.join(changes)} WHERE card = ?"
            self._db.execute(statement, (*changes.values(), root))

    def _write_traces(self, removed: Sequence[Trace], added: Sequence[Trace]) -> None:
        write_traces(self._db, self._numbers, self.name, removed, added)

    def count(self, changes: Counter[str]) -> None:
        """Adds to the totals."""
        add_totals(self._db, changes)


def events_stored(db: sqlite3.Connection) -> int:
    """How many events there are: this device's by its last seq, the others' from the totals."""
    (number,) = db.execute(
        "SELECT d.id FROM devices d JOIN meta m ON m.value = d.name AND m.name = 'device'"
    ).fetchone()
    (last,) = db.execute(
        "SELECT max(id) FROM events WHERE id BETWEEN ? AND ?",
        [event_id(number, 0), event_id(number + 1, 0) - 1],
    ).fetchone()
    row = db.execute("SELECT n FROM totals WHERE name = 'events'").fetchone()
    return (last - event_id(number, 0) if last else 0) + (row[0] if row else 0)


def adopted(event: Event) -> str:
    """The key of the card whose history an ADOPT event hands over. Raises ValueError if the
    event doesn't say."""
    old = json.loads(event.data).get("old")
    if not isinstance(old, str):
        raise ValueError(f"an adoption by {event.card} names no card")
    return old


def marks(row: Sequence[object]) -> str:
    """As many question marks as the row has values."""
    return ", ".join("?" * len(row))
