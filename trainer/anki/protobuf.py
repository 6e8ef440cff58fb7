"""Just enough of protobuf's wire format to read what Anki packs into blobs.

Source: https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message as (number, value), in order. Raises ValueError for no message."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value: int | bytes
            value, at = _varint(message, at)
        elif wire in (_BYTES, _FIXED64, _FIXED32):
            size = {_FIXED64: 8, _FIXED32: 4}.get(wire, 0)
            if wire == _BYTES:
                size, at = _varint(message, at)
            if at + size > len(message):
                raise ValueError("a protobuf field is cut short")
            value, at = message[at : at + size], at + size
        else:
            raise ValueError(f"a protobuf field of wire type {wire}")
        yield number, value


def text(message: bytes, number: int) -> str:
    """The text of a field, '' where it isn't set."""
    for found, value in fields(message):
        if found == number and isinstance(value, bytes):
            return value.decode()
    return ""


def integer(message: bytes, number: int) -> int:
    """The number of a field, 0 where it isn't set."""
    for found, value in fields(message):
        if found == number and isinstance(value, int):
            return value
    return 0


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message) and shift < 64:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
    raise ValueError("a protobuf number is cut short")
