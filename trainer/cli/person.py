"""Who is there: a person at a screen, or a program at the other end."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping


class ReaderGoneError(Exception):
    """Whoever read the output (`head`, a pager) went away; `status` is that of the command. Of a
    BrokenPipeError click would make a 1, which `check` has for mistakes."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status


def interactive() -> bool:
    """Whether a person sits at a terminal that can show more than lines, or at a browser."""
    if "TEXTUAL_DRIVER" in os.environ:
        return True
    shown = sys.stdin is not None and sys.stdin.isatty() and on_a_terminal()
    return shown and os.environ.get("TERM") != "dumb"


def colored(environ: Mapping[str, str]) -> bool:
    """Whether lines may have colours (https://no-color.org)."""
    return on_a_terminal() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def columns() -> int | None:
    """How wide the terminal is that lines are written to; None where they go elsewhere."""
    try:
        return (os.get_terminal_size(sys.stdout.fileno()).columns or None) if sys.stdout else None
    except (OSError, ValueError):
        return None


def on_a_terminal() -> bool:
    """Whether lines are written to a terminal."""
    # A program that is started without an output has None there.
    return sys.stdout is not None and sys.stdout.isatty()
