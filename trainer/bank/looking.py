"""Reads the files that changed: one after another, or in several processes where there is much."""

from __future__ import annotations

import marshal
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer.bank import contents
from trainer.bank.batches import batches
from trainer.bank.collector import collector_off
from trainer.bank.library import Found, read_bytes, reason
from trainer.bank.stamps import AGAIN, digest_of, settled
from trainer.bank.storing import Read
from trainer.language.reading import Shared
from trainer.records import record

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

WORTH_BYTES = 4 * 2**20
"""From how much on other processes are started: each may take a third of a second to be ready."""

PORTION_BYTES = 2**19
"""How much a process is given at a time: to hand it over takes as long as five questions."""

AHEAD = 3
"""How many portions a process may be ahead of the one that stores: bounds what waits in memory."""


class Task(NamedTuple):
    """A file to look into; `known` is the hash of what is known of it."""

    found: Found
    known: bytes | None = None


class Unread(NamedTuple):
    """A file that couldn't be read, and why."""

    name: str
    reason: str


@record(frozen=True, slots=True)
class Look:
    """How files below a folder of questions are looked into, at a moment (UTC nanoseconds)."""

    folder: Path
    shared: Shared
    now_ns: int
    advising: bool = False

    def __call__(self, task: Task) -> Read | Unread:
        path = self.folder / task.found.name
        try:
            return self._read(path, task)
        except OSError as error:
            return Unread(task.found.name, reason(error))

    def _read(self, path: Path, task: Task) -> Read:
        found = task.found
        data = read_bytes(path)
        after = path.stat()
        calm = (after.st_mtime_ns, after.st_size) == (found.mtime_ns, found.size)
        stamp = settled(found.mtime_ns, self.now_ns) if calm else AGAIN
        digest = digest_of(data)
        if digest == task.known:
            return Read(found.name, stamp, found.size, digest, None)
        new = contents.contents(data, found.name, self.shared, advising=self.advising)
        return Read(found.name, stamp, found.size, digest, new)


def looked_into(look: Look, tasks: Sequence[Task]) -> Iterator[Read | Unread]:
    """The files in their order, as they were read."""
    with collector_off():
        yield from _looked_into(look, tasks)


def _looked_into(look: Look, tasks: Sequence[Task]) -> Iterator[Read | Unread]:
    done = 0
    if sum(task.found.size for task in tasks) >= WORTH_BYTES and (workers := _processors()) > 1:
        for read in _by_several(workers, look, tasks):
            yield read
            done += 1
    yield from map(look, tasks[done:])


def _by_several(workers: int, look: Look, tasks: Sequence[Task]) -> Iterator[Read | Unread]:
    """As many of the first files as other processes could read."""
    # A check of one file starts none, and their modules would be a tenth of its start.
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _pool(workers, look) as pool:
            yield from _in_order(pool, tasks, workers * AHEAD)
    except (BrokenProcessPool, PermissionError):
        # No processes here, or one was killed: what is left is read by this one.
        pass


def _processors() -> int:
    """How many may be used: a container or the user may grant fewer than there are."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


@contextmanager
def _pool(workers: int, look: Look) -> Iterator[Executor]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A fork is ready at once. But one of a process that has threads, as one with a screen has, may
    # find a lock that nobody will ever open, and other systems' libraries don't bear it.
    alone = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if alone else "spawn")
    # A screen has put something without a descriptor in its place, and what is started here first
    # hands it on.
    with redirect_stderr(sys.__stderr__):
        pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(look,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: Executor, tasks: Sequence[Task], ahead: int) -> Iterator[Read | Unread]:
    waiting: deque[Future[bytes]] = deque()
    left = batches(tasks, lambda task: task.found.size, PORTION_BYTES)
    for portion in islice(left, ahead):
        waiting.append(pool.submit(_look, portion))
    while waiting:
        sent = waiting.popleft().result()
        waiting.extend(pool.submit(_look, portion) for portion in islice(left, 1))
        yield from map(_received, marshal.loads(sent))


_LOOK: list[Look] = []
"""In a process of the pool: how it looks into files."""


def _begin(look: Look) -> None:
    import gc

    # Ctrl-C reaches every process of the terminal; the one that asked tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    gc.disable()
    _LOOK[:] = [look]


def _end_with_the_first() -> None:
    """Ends this process when the one that asked has ended: killed, it could tell nobody, and the
    pool's processes would wait for their next portion for good."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if first := parent_process():
        wait([first.sentinel])
        os._exit(1)


def _look(portion: list[Task]) -> bytes:
    """What `Look` gives of each, as bytes: `marshal` takes a third of what `pickle` does."""
    return marshal.dumps([_sent(_LOOK[0](task)) for task in portion])


def _sent(read: Read | Unread) -> tuple[Any, ...]:
    if isinstance(read, Unread) or read.contents is None:
        return tuple(read)
    return (*read[:-1], tuple(read.contents))


def _received(fields: tuple[Any, ...]) -> Read | Unread:
    if len(fields) == len(Unread._fields):
        return Unread(*fields)
    name, mtime_ns, size, digest, new = fields
    return Read(name, mtime_ns, size, digest, new and contents.Contents(*new))
