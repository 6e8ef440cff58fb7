"""Giving a learner's events to the class, and taking in those that their other devices gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from trainer.classroom.address import told
from trainer.classroom.errors import ClassError, UnsureWhoseError
from trainer.classroom.rows import COLUMNS, from_row, to_row
from trainer.history.codec import checksum
from trainer.history.event import Event
from trainer.records import record

if TYPE_CHECKING:
    from trainer.classroom.address import Db
    from trainer.history.reading import Reading
    from trainer.history.store import Store

BATCH = 50
"""Events in one transaction: five times as quick as one by one, and a broken line loses little."""

_NAMES = ", ".join(COLUMNS)
INSERT = (
    f"INSERT INTO trainer.events({_NAMES}) SELECT {_NAMES} FROM unnest("
    + ", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())
    + f") AS new({_NAMES}) ON CONFLICT DO NOTHING"
)


@record(frozen=True, slots=True)
class Pushed:
    """How many events were new to the class, and how many it refused for what they hold."""

    sent: int
    refused: int = 0


def identity(db: Db) -> str:
    """Who this learner is in which class, as the profile notes it."""
    return f"{db.info.user}@{db.info.host}:{db.info.port}/{db.info.dbname}"


NOTE = "class"
"""The name under which a profile notes its `identity`."""


def belong(db: Db, store: Store, join: str | None = None) -> bool:
    """Notes once that this profile is the learner's; returns whether that is new.

    `join` repeats their name where it isn't sure: the class holds answers of theirs that this
    profile, which has some of its own, doesn't know, or the profile was in another class. Raises
    `UnsureWhoseError` until that is said.
    """
    me, noted = identity(db), store.noted(NOTE)
    if noted == me:
        return False
    if join != db.info.user:
        if noted:
            raise UnsureWhoseError(
                f"this profile was {noted} so far, and the settings say {me}. If you go on there, "
                f"sync once with `--join {db.info.user}`; if not, use another --profile."
            )
        theirs = {device for device, _, _ in _there(db)} - set(store.devices())
        if theirs and store.counts().events:
            raise UnsureWhoseError(
                f"the class holds answers of {db.info.user} that are not in this profile, which "
                f"has others. If both are yours, sync once with `--join {db.info.user}`; if not, "
                "use another --profile."
            )
    store.note(NOTE, me)
    return True


def wanted(db: Db) -> frozenset[str] | None:
    """The ids of the libraries whose cards the class is about; None for all."""
    with told():
        row = db.execute("SELECT value FROM trainer.meta WHERE name = 'libraries'").fetchone()
    return frozenset(str(row[0]).split()) if row else None


def push(
    db: Db,
    store: Reading,
    tick: Callable[[int, int], None] = lambda _done, _total: None,
    *,
    latest: bool = False,
) -> Pushed:
    """Sends what the class wants and doesn't have, in batches that are whole or not there at all.

    The server says how far it has come, so that nothing is sent twice after a broken line, and
    what arrives twice all the same is passed over. With `latest` only what comes after that is
    sent; else what is missing in between is, too. Raises `UnreachableError`; what was sent by then
    stays.
    """
    if put_back(db, store):
        raise ClassError(
            "the class has answers of this device that it doesn't know any more, so its disk was "
            "put back to an earlier day; `trainer sync class` brings them back."
        )
    sent = refused = 0
    with told():
        libraries, there = wanted(db), {device: last for device, _, last in _there(db)}
        total = store.counts().events
        for device in store.devices():
            events = _missing(db, store, device, there.get(device, 0), latest)
            chosen = (e for e in events if libraries is None or _library(e) in libraries)
            while some := list(islice(chosen, BATCH)):
                done = insert(db, some)
                sent, refused = sent + done.sent, refused + done.refused
                tick(sent + refused, max(total, sent + refused))
    return Pushed(sent, refused)


def put_back(db: Db, store: Reading) -> bool:
    """Whether the class knows answers of this device that it doesn't know itself: its disk was put
    back to an earlier day, and its numbers must not be given twice. Raises `ClassError` where
    that happened already."""
    with told():
        last = {device: last for device, _, last in _there(db)}.get(store.device)
        if last is None:
            return False
        mine = next(store.events_of(store.device, last - 1), None)
        if mine is None:
            return True
        row = db.execute(
            "SELECT crc FROM trainer.events WHERE learner = session_user AND device = %s"
            " AND seq = %s",
            [store.device, last],
        ).fetchone()
    if row is not None and row[0] != checksum(mine):
        raise ClassError(
            "the class has other answers of this device under the same numbers: the history was "
            "copied by hand, or put back, and both went on. Put a backup from before that back "
            "(`trainer backup list`), which gets a new name, and sync again."
        )
    return False


def insert(db: Db, events: Sequence[Event]) -> Pushed:
    """One batch in one statement; where the server refuses what one holds, each on its own."""
    from psycopg import errors

    rows = [to_row(event) for event in events]
    try:
        return Pushed(db.execute(INSERT, list(map(list, zip(*rows, strict=True)))).rowcount)
    except (errors.DataError, errors.IntegrityError):
        if len(events) == 1:
            return Pushed(0, 1)
    each = [insert(db, [event]) for event in events]
    return Pushed(sum(one.sent for one in each), sum(one.refused for one in each))


def pull(db: Db, store: Store, before: Callable[[], object] = lambda: None) -> int:
    """Takes in what the learner's other devices gave to the class, after `before` (a backup) if
    there is something; returns how many events were new. Altered rows are left out."""
    found: list[Event] = []
    with told():
        for device, count, last in _there(db):
            here = store.event_count(device) if device in store.devices() else 0
            if device == store.device or (here >= count and _has(store, device, last)):
                continue
            rows = db.execute(
                f"SELECT {_NAMES} FROM trainer.events WHERE learner = session_user AND device = %s"
                " AND seq > %s ORDER BY seq",
                [device, here if count == last else 0],
            )
            found += _sound(rows)
    if found:
        before()
    return store.receive(found)


def _there(db: Db) -> list[tuple[str, int, int]]:
    """How many events of each device the class has of this learner, and the last one's number."""
    rows = db.execute(
        "SELECT device, count(*), max(seq) FROM trainer.events WHERE learner = session_user"
        " GROUP BY device"
    )
    return [(str(device), int(str(count)), int(str(last))) for device, count, last in rows]


def _missing(db: Db, store: Reading, device: str, last: int, latest: bool) -> Iterator[Event]:
    """A device's events that the class doesn't have: those after its last one there and, unless
    only the `latest` are asked for, those that were left out before."""
    if last and not latest:
        rows = db.execute(
            "SELECT seq FROM trainer.events WHERE learner = session_user AND device = %s", [device]
        )
        there = {seq for (seq,) in rows}
        if len(there) < last:
            for event in store.events_of(device):
                if event.seq <= last and event.seq not in there:
                    yield event
    yield from store.events_of(device, last)


def _library(event: Event) -> str:
    return event.card.partition(":")[0]


def _has(store: Reading, device: str, seq: int) -> bool:
    found = next(store.events_of(device, seq - 1), None)
    return found is not None and found.seq == seq


def _sound(rows: Iterator[tuple[object, ...]]) -> Iterator[Event]:
    for row in rows:
        try:
            yield from_row(row)
        except (ValueError, TypeError, KeyError):
            continue
