"""Whole numbers in options, with a sentence for people where one is out of range."""

from __future__ import annotations

from collections.abc import Callable

import click


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """What reads a whole number of at least `least`, and at most `most` where that is given."""

    def read(text: str) -> int:
        # Nine digits are more than any option takes, and int() of a million takes minutes.
        found = int(text) if text.isdecimal() and len(text) <= 9 else -1
        if found < least or (most is not None and found > most):
            reach = f"from {least} " + ("on" if most is None else f"to {most}")
            raise click.BadParameter(f"it must be a whole number {reach}, not `{text}`.")
        return found

    return read
