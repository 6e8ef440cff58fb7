"""Who is there: a person at a screen, or a program at the other end."""

from __future__ import annotations

import os
import sys


def interactive() -> bool:
    """Whether a person sits at a terminal that can show more than lines, or at a browser."""
    if "TEXTUAL_DRIVER" in os.environ:
        return True
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
