"""How work that may take long tells how far it is, to whoever shows that."""

from __future__ import annotations

from collections.abc import Callable

Tick = Callable[[int, int], None]
"""Told how much of how much is done."""


def unwatched(_done: int, _total: int) -> None:
    """Tells nobody."""
