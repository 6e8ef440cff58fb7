"""Time stamps of files, by which an index knows whether they changed."""

from __future__ import annotations

UNSETTLED_NS = 2 * 10**9
"""A file written this short a time ago may change again under the same time stamp (FAT: 2 s)."""

AGAIN = -1
"""A time stamp that no file has: look into the file at the next start."""


def settled(mtime_ns: int, now_ns: int) -> int:
    """A time stamp to know a file by, or `AGAIN` while it may still change under it."""
    return mtime_ns if now_ns - mtime_ns > UNSETTLED_NS else AGAIN
