"""A progress bar on standard error, for work that takes long enough to wonder about."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

AFTER_S = 0.5
"""Work that is done by then shows nothing."""
_STEP = 64


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function to tell how many of how many are done; silent where nobody watches, and where a
    screen has taken the terminal over."""
    if not sys.stderr.isatty() or sys.stderr is not sys.__stderr__:
        yield lambda _done, _total: None
        return
    begun = time.monotonic()
    bar: Any = None
    last = 0

    def tick(done: int, total: int) -> None:
        nonlocal bar, last
        # Asking the time for each of 100,000 notes would cost more than half of them need.
        if done < total and done < last + _STEP:
            return
        last = done
        if bar is None:
            if time.monotonic() - begun < AFTER_S:
                return
            # Most work shows none, and home opens without it: 10 ms.
            import click

            bar = click.progressbar(length=total, label=label, file=sys.stderr)
            bar.__enter__()
        bar.update(done - bar.pos)

    try:
        yield tick
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)


def shown(label: str, steps: Iterable[tuple[int, int]]) -> None:
    """Takes all steps of some work, each of which gives how many of how many are done."""
    with progress(label) as tick:
        for done, total in steps:
            tick(done, total)
