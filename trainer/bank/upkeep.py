"""Reads files that changed and stores them, a batch in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from trainer.bank.library import Found, unreadable
from trainer.bank.looking import Look, Task, Unread, looked_into
from trainer.bank.storing import Read, drop, store
from trainer.bank.ticking import Tick

if TYPE_CHECKING:
    from trainer.language.diagnostics import Diagnostic

BATCH_BYTES = 8 * 2**20
"""How much is read before it is stored: bounds memory, and what a kill can cost."""


def read_again(
    db: sqlite3.Connection,
    look: Look,
    stale: Sequence[Found],
    shown: Callable[[str], str],
    tick: Tick,
    shared: int,
    *,
    everything: bool,
) -> Iterator[Diagnostic]:
    """Yields what can't be read, which is dropped; its file is named as `shown` does.

    Files whose bytes the index knows already, from a reading with the library.yaml that is known by
    `shared`, are not looked into, unless `everything` is.
    """
    alike = "SELECT name, hash FROM files WHERE shared = ?"
    known = {} if everything else dict(db.execute(alike, [shared]))
    tasks = [Task(found, known.get(found.name)) for found in stale]
    batch: list[Read] = []
    size = done = 0
    total = sum(found.size for found in stale)
    for read, found in zip(looked_into(look, tasks), stale, strict=True):
        done += found.size
        tick(done, total)
        if isinstance(read, Unread):
            drop(db, [read.name])
            yield unreadable(shown(read.name), read.reason)
            continue
        batch.append(read)
        size += read.size
        if size > BATCH_BYTES:
            store(db, batch, shared)
            batch, size = [], 0
    store(db, batch, shared)
