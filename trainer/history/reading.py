"""What a history can be asked, without a scan of its events."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from trainer.history.calibrating import calibration
from trainer.history.codec import Row, event_id
from trainer.history.connection import told
from trainer.history.derive import Derivation, events_stored
from trainer.history.event import Event, What
from trainer.history.files import Files
from trainer.history.fold import effective, scheduled
from trainer.history.standings import read_state
from trainer.history.summaries import Summaries
from trainer.history.tallies import Counts, Day
from trainer.memory.calibration import Calibration
from trainer.memory.card import NEW, CardState, Review
from trainer.memory.rating import KEPT, Times
from trainer.memory.replay import Parameters, ParameterSets

_ANSWERED = (
    "FROM json_each(?) j JOIN names n ON n.name = j.value JOIN cards c ON c.card = n.id"
    " WHERE c.phase"
)
"""Those of some keys (JSON) that were answered, and not forgotten since."""


class Reading:
    """A history open for reading; a context manager. Every method may raise `HistoryError`.

    Cards are named by their key (`trainer.question.Card.key`). A card whose history was adopted
    by another has none of its own any more.
    """

    device: str

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._db = connection
        self.files = Files(self._rows)
        self.summaries = Summaries(self._rows)
        with told(path):
            query = "SELECT value FROM meta WHERE name = 'device'"
            (self.device,) = connection.execute(query).fetchone()
            self._derivation = Derivation(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _refresh(self) -> None:
        """Called before derived tables are read."""

    def close(self) -> None:
        """Gives the file back; the methods fail from then on."""
        self._db.close()

    def state(self, key: str) -> CardState:
        """The card's state; `NEW` for one never answered."""
        return self.states([key]).get(key, NEW)

    def states(self, keys: Iterable[str]) -> dict[str, CardState]:
        """The states of those of `keys` that have been answered; the others are new."""
        rows = self._rows(f"SELECT n.name, c.* {_ANSWERED}", [json.dumps(list(keys))])
        return {row[0]: read_state(row[2:]) for row in rows}

    def answered(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of `keys` that have been answered, without their states."""
        rows = self._rows(f"SELECT n.name {_ANSWERED}", [json.dumps(list(keys))])
        return frozenset(row[0] for row in rows)

    def due(self, day: int, now_ms: int, ahead_ms: int = 86_400_000) -> list[tuple[str, CardState]]:
        """What waits to be answered: first the cards in learning steps whose time comes within
        `ahead_ms` of `now_ms`, by that time, then the reviews due on or before study day `day`,
        oldest first. Without the suspended and what was buried on `day`."""
        select = "SELECT n.name, c.* FROM cards c JOIN names n ON n.id = c.card WHERE"
        free = "NOT c.suspended AND c.buried IS NOT ? ORDER BY"
        steps = self._rows(
            f"{select} c.due_ms <= ? AND c.due_ms IS NOT NULL AND {free} c.due_ms, n.name",
            [now_ms + ahead_ms, day],
        )
        reviews = self._rows(
            f"{select} c.due_day <= ? AND c.due_day IS NOT NULL AND {free} c.due_day, n.name",
            [day, day],
        )
        return [(row[0], read_state(row[2:])) for row in (*steps, *reviews)]

    def upcoming(self, first: int, last: int) -> dict[int, int]:
        """How many cards under review fall due on each study day from `first` to `last`."""
        return dict(
            self._rows("SELECT day, cards FROM load WHERE day BETWEEN ? AND ?", [first, last])
        )

    def suspended(self, *, new: bool = False) -> frozenset[str]:
        """The keys of suspended cards; with `new`, of those that were never answered."""
        return self._keys("suspended AND phase = 0" if new else "suspended")

    def buried(self, day: int) -> frozenset[str]:
        """The keys of cards buried on that study day."""
        return self._keys("buried IS NOT NULL AND buried = ?", [day])

    def flags(self) -> dict[str, str]:
        """The flagged cards' keys, each with the `data` its FLAG event held."""
        return dict(
            self._rows(
                "SELECT n.name, c.flag FROM cards c JOIN names n ON n.id = c.card"
                " WHERE c.flag IS NOT NULL"
            )
        )

    def changed(self) -> frozenset[str]:
        """The cards whose answer has changed (CHANGED) and that were not answered since."""
        return self._keys("changed")

    def seen_on(self, day: int) -> frozenset[str]:
        """The keys of cards whose latest scheduled answer was on that study day.

        A question's key is what stands before `#`; its fact the bank knows.
        """
        return self._keys("last_day IS NOT NULL AND last_day = ?", [day])

    def introduced(self, day: int, deck: str | None = None) -> int:
        """How many new cards were begun on that day, in `deck` or (None) in all."""
        return sum(found.introduced for found in self.days(day, day, deck))

    def reviewed(self, day: int, deck: str | None = None) -> int:
        """How many cards under review were answered on that day, in `deck` or (None) in all."""
        return sum(found.reviewed for found in self.days(day, day, deck))

    def days(self, first: int, last: int, deck: str | None = None) -> list[Day]:
        """The study days from `first` to `last` on which something was answered, in order."""
        rows = self._rows(
            "SELECT d.day, n.name, d.answers, d.recalled, d.took_ms, d.introduced, d.reviewed,"
            " d.foreseen, d.foreseen_recalled, d.predicted, d.known"
            " FROM days d JOIN names n ON n.id = d.deck WHERE d.day BETWEEN ? AND ?"
            " AND (?3 IS NULL OR d.deck = (SELECT id FROM names WHERE name = ?3))"
            " ORDER BY d.day, n.name",
            [first, last, deck],
        )
        return list(map(Day._make, rows))

    def counts(self) -> Counts:
        """The history in numbers."""
        n: dict[str, int] = dict(self._rows("SELECT name, n FROM totals"))
        names = ("cards", "learning", "review", "relearning", "suspended", "flagged")
        with told(self.path):
            return Counts(events_stored(self._db), *(n.get(name, 0) for name in names))

    def known(self) -> frozenset[str]:
        """The keys of all cards with a history: what an adoption can be proposed from."""
        return self._keys("TRUE")

    def taken_up(self) -> frozenset[str]:
        """The keys of the cards that don't come as new: answered and not forgotten since, or
        suspended."""
        return self._keys("phase > 0 OR suspended")

    def fingerprints(self, keys: Iterable[str]) -> dict[str, str]:
        """For each of `keys` that was answered, the fingerprint its latest answer was given to."""
        return dict(
            self._rows(
                "SELECT n.name, c.fingerprint FROM json_each(?) j JOIN names n ON n.name = j.value"
                " JOIN cards c ON c.card = n.id WHERE c.fingerprint <> ''",
                [json.dumps(list(keys))],
            )
        )

    def events(self, key: str) -> list[Event]:
        """All that happened to a card, in order: what was undone, too, and what it adopted."""
        with told(self.path):
            row = self._db.execute("SELECT id FROM names WHERE name = ?", [key]).fetchone()
            return self._derivation.history(self._derivation.root(row[0])) if row else []

    def written(self, key: str) -> list[Event]:
        """The events under a key as they were written, this device's in the order of their
        numbers, whatever a clock that was set back makes of their times."""
        query = "e.card = (SELECT id FROM names WHERE name = ?) ORDER BY e.id"
        with told(self.path):
            return list(self._derivation.events(query, [key]))

    def last_answers(self, key: str, n: int) -> list[Event]:
        """The card's latest `n` answers that count, newest first, amendments applied."""
        answers = [e for e in effective(self.events(key)) if e.what is What.ANSWER]
        return answers[::-1][:n]

    def amended(self) -> Iterator[tuple[Event, Event]]:
        """Each answer that counts and was amended: as it was first stored, and as it counts now,
        a card at a time, under the key the card has now. Looks through the whole log once."""
        with told(self.path):
            rows = self._db.execute("SELECT DISTINCT card FROM events WHERE what = 'amend'")
            roots = {self._derivation.root(card) for (card,) in rows.fetchall()}
            for root in sorted(roots):
                events = self._derivation.history(root)
                (key,) = self._db.execute("SELECT name FROM names WHERE id = ?", [root]).fetchone()
                targets = {event.target for event in events if event.what is What.AMEND}
                stored = {(event.device, event.seq): event for event in events}
                for now in effective(events):
                    if (found := (now.device, now.seq)) in targets and now.what is What.ANSWER:
                        yield stored[found]._replace(card=key), now._replace(card=key)

    def log(self, first: int | None = None, last: int | None = None) -> Iterator[Event]:
        """Every event as it was stored, oldest first, a device at a time; optionally only those
        of the study days from `first` to `last`. Reads the whole log: for exports and fitting."""
        with told(self.path):
            yield from self._derivation.events(
                "(?1 IS NULL OR e.day >= ?1) AND (?2 IS NULL OR e.day <= ?2) ORDER BY e.id",
                [first, last],
            )

    def reviews(self) -> Iterator[list[Review]]:
        """The scheduled answers of each card that count, in order: what parameters are fitted to.
        One that was forgotten on purpose begins anew. Reads the whole log."""
        with told(self.path):
            for _, events in self._derivation.by_card():
                found: list[Review] = []
                for event in effective(events):
                    if event.what is What.FORGET:
                        yield found
                        found = []
                    elif event.what is What.ANSWER and (review := scheduled(event)):
                        found.append(review)
                yield found

    def memories(self) -> list[CardState]:
        """The states of all cards that were answered and may come: not of suspended ones."""
        rows = self._rows("SELECT * FROM cards WHERE stability IS NOT NULL AND NOT suspended")
        return [read_state(row[1:]) for row in rows]

    def noted(self, name: str) -> str:
        """What was noted under a name; "" for nothing."""
        rows = self._rows("SELECT value FROM meta WHERE name = ?", [name])
        return str(rows[0][0]) if rows else ""

    def devices(self) -> list[str]:
        """Every device that events came from, imports among them."""
        return [name for (name,) in self._rows("SELECT name FROM devices ORDER BY name")]

    def event_count(self, device: str) -> int:
        """How many events of a device are here; read off the last number for this device's."""
        (number,) = self._rows("SELECT id FROM devices WHERE name = ?", [device])[0]
        what = "max(id) - ?1" if device == self.device else "count(*)"
        query = f"SELECT {what} FROM events WHERE id BETWEEN ?1 AND ?2"
        bounds = [event_id(number, 0), event_id(number + 1, 0) - 1]
        return self._rows(query, bounds)[0][0] or 0

    def events_of(self, device: str, after: int = 0) -> Iterator[Event]:
        """A device's events beyond a seq, in order."""
        (number,) = self._rows("SELECT id FROM devices WHERE name = ?", [device])[0]
        bounds = [event_id(number, after + 1), event_id(number + 1, 0) - 1]
        with told(self.path):
            yield from self._derivation.events("e.id BETWEEN ? AND ? ORDER BY e.id", bounds)

    def times(self, time_class: str) -> Times:
        """The learner's latest times for right answers of a class (see `memory.rating`)."""
        rows = self._rows(
            "SELECT took_ms FROM times WHERE class = ? ORDER BY at_ms DESC, event DESC LIMIT ?",
            [time_class, KEPT],
        )
        return Times(tuple(row[0] for row in rows)[::-1])

    def calibration(self, day: int) -> Calibration:
        """The self-correction in force on a study day: all days before are in it."""
        self._refresh()
        with told(self.path):
            return calibration(self._db, day)

    def parameters(self) -> tuple[int, Parameters]:
        """The id of the latest parameter set, and the set; 0 is the published default."""
        number = self._derivation.parameters
        return number, self._derivation.sets[number]

    def parameter_sets(self) -> ParameterSets:
        """All parameter sets by id, for a replay of events."""
        return self._derivation.sets

    def waiting(self) -> int:
        """How many events are dated so far ahead that they count only when their time comes."""
        return int(self._rows("SELECT count(*) FROM waiting")[0][0])

    def _keys(self, where: str, values: Sequence[object] = ()) -> frozenset[str]:
        rows = self._rows(
            f"SELECT n.name FROM cards c JOIN names n ON n.id = c.card WHERE {where}", values
        )
        return frozenset(row[0] for row in rows)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        self._refresh()
        with told(self.path):
            return self._db.execute(query, values).fetchall()
