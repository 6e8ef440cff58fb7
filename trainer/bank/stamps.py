"""Time stamps and digests of files, by which an index knows whether they changed."""

from __future__ import annotations

import zlib

UNSETTLED_NS = 2 * 10**9
"""A file written this short a time ago may change again under the same time stamp (FAT: 2 s)."""

AGAIN = -1
"""A time stamp that no file has: look into the file at the next start."""


def settled(mtime_ns: int, now_ns: int) -> int:
    """A time stamp to know a file by, or `AGAIN` while it may still change under it."""
    return mtime_ns if now_ns - mtime_ns > UNSETTLED_NS else AGAIN


def sum_of(shared: str) -> int:
    """By what a library.yaml is known: its files hold no more than that of it."""
    return zlib.crc32(shared.encode())


def digest_of(data: bytes) -> bytes:
    """By what a file's bytes are known where its time stamp says nothing.

    SHA-256, for which processors have instructions of their own: a third of what BLAKE2 takes.
    """
    # OpenSSL, 5 ms, which a start that reads nothing doesn't need.
    import hashlib

    return hashlib.sha256(data).digest()
