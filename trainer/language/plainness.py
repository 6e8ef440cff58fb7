"""Which bytes are plain text: for nearly all files, that is all there is to say of them."""

from __future__ import annotations

from trainer.language.keys import MAX_FILE
from trainer.patterns import pattern

PLAIN = bytes({*range(0x20, 0x7F), 0x09, 0x0A, 0x0D, *range(0x80, 0x100)})
_PRINTED = bytes(set(PLAIN) - set(b"\t\r"))
# One by one, each behind its first byte alone, and where that is: ten times as fast as one pattern
# for all.
_ODD = tuple(
    (first, pattern(first + then))
    for first, then in (
        (b"\xc2", rb"(?=[\x80-\x9f])"),
        (b"\xe2", rb"(?=\x80[\xa8\xa9])"),
        (b"\xef", rb"(?=\xbb\xbf|\xbf[\xbe\xbf])"),
    )
)


def is_plain(data: bytes) -> bool:
    """Whether a file's bytes, if they are UTF-8, hold nothing that `open_bytes` would tell of but
    marks of a merge, and neither tabs nor carriage returns."""
    return len(data) <= MAX_FILE and not data.translate(None, _PRINTED) and not is_odd(data)


def is_odd(data: bytes, start: int = 0) -> bool:
    """Whether UTF-8 holds characters beyond ASCII that no text needs."""
    return not data.isascii() and any(
        first in data and odd.search(data, start) for first, odd in _ODD
    )
