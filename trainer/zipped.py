"""Zip files from elsewhere: their entries piece by piece, none trusted to be what it says.

No name in one leads out of a folder, and everything is counted while it unpacks: 1 GiB of zeros is
32 kB of zstd.
"""

from __future__ import annotations

import stat
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Self

MOST_BYTES = 2**31
"""What a package may unpack to in all."""
MOST_DIRECTORY = 2**23
"""The zip's own list of its entries, which Python holds whole: some 150,000 files."""
_FREELY, _RATIO = 2**26, 250
_CHUNK = 2**20
# A frame may ask for as much memory as its window; Anki writes 2 MiB.
_WINDOW_LOG = 26


class TooLargeError(ValueError):
    """What is inside is larger than anything that could be meant."""


class Zipped:
    """The entries of a zip file by name. Raises ValueError, OSError or zipfile.BadZipFile."""

    def __init__(self, file: BinaryIO) -> None:
        _check_directory(file)
        self._zip = zipfile.ZipFile(file)
        entries = self._zip.infolist()
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise TooLargeError("it claims to unpack to more than 2 GiB")
        for entry in entries:
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise ValueError("it holds a link to another file")
            check_name(entry.filename)
        self.names = frozenset(entry.filename for entry in entries)
        self._left = MOST_BYTES

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def whole(self, name: str, packed: bool, most: int) -> bytes:
        """An entry's content; `packed` with zstd as well. Raises TooLargeError beyond `most`."""
        return b"".join(self.chunks(name, packed, most))

    def chunks(self, name: str, packed: bool, most: int) -> Iterator[bytes]:
        """The same piece by piece."""
        size, got = self._zip.getinfo(name).compress_size, 0
        with self._zip.open(name) as file:
            pieces = iter(lambda: file.read(_CHUNK), b"")
            for chunk in _unpacked(pieces) if packed else pieces:
                got += len(chunk)
                self._left -= len(chunk)
                if got > most or self._left < 0:
                    raise TooLargeError("it unpacks to more than can be meant")
                if got > _FREELY and got > _RATIO * size:
                    raise TooLargeError("it unpacks to hundreds of times its size")
                yield chunk


def check_name(name: str) -> None:
    """Raises ValueError for a name that leads out of a folder."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or "\0" in name:
        raise ValueError("a file in it would lie outside of it")


def _check_directory(file: BinaryIO) -> None:
    """Look at how large the list of entries is before Python reads it whole.

    Source of the numbers: PKWARE's APPNOTE.TXT, 4.3.14 to 4.3.16.
    """
    size = file.seek(0, 2)
    start = max(0, size - 2**16 - 100)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 22:
        raise ValueError("it is no zip file")
    (directory,) = struct.unpack_from("<I", tail, at + 12)
    if directory == 2**32 - 1:
        raise TooLargeError("it holds too many files")
    large = tail.rfind(b"PK\6\6", 0, at)
    if large >= 0 and len(tail) >= large + 48:
        (longer,) = struct.unpack_from("<Q", tail, large + 40)
        directory = max(directory, longer)
    if directory > MOST_DIRECTORY:
        raise TooLargeError("it holds too many files")


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    zstd = _zstd()
    options = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}
    decompressor = zstd.ZstdDecompressor(options=options)
    try:
        for piece in pieces:
            yield decompressor.decompress(piece, _CHUNK)
            while not decompressor.eof and not decompressor.needs_input:
                yield decompressor.decompress(b"", _CHUNK)
            if decompressor.eof:
                return
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from error
    raise EOFError("a compressed part is cut short")


def _zstd() -> ModuleType:
    """Part of Python from 3.14; only the newest format asks for it."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def save(chunks: Iterator[bytes], path: Path) -> None:
    """Write pieces to a file."""
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
