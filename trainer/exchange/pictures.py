"""Pictures and sounds on their way into another program's file: only regular files of the bank."""

from __future__ import annotations

import base64
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from trainer.question import Media

MOST_BYTES = 32 * 2**20
"""Of one file; larger ones would make a file that no site takes."""
KINDS = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "flac": "audio/flac",
}
OTHER = "application/octet-stream"
UNREADABLE = "it can't be read"


@dataclass(slots=True)
class Pictures:
    """The media files of a deck. `problems` are sentences on those that can't be carried."""

    root: Path
    problems: list[str] = field(default_factory=list)
    _read: dict[str, bytes | None] = field(default_factory=dict)

    def data(self, media: Media | None) -> bytes | None:
        """A file's content, or None and a problem where it can't be carried."""
        if media is None:
            return None
        if media.file not in self._read:
            self._read[media.file] = self._fresh(media.file)
        return self._read[media.file]

    def _fresh(self, file: str) -> bytes | None:
        reason = refused(self.root, file, MOST_BYTES)
        if not reason and kind(file) == OTHER:
            reason = "it is no picture or sound that browsers know"
        if not reason:
            try:
                return (self.root / file).read_bytes()
            except OSError:
                reason = UNREADABLE
        self.problems.append(f"{file}: {reason}; its questions go without it")
        return None

    def url(self, media: Media | None) -> str:
        """The file as a `data:` address, '' where it can't be carried."""
        data = self.data(media)
        if data is None or media is None:
            return ""
        return data_url(media.file, data)


def data_url(file: str, data: bytes) -> str:
    """The content of a file as an address that holds it."""
    return f"data:{kind(file)};base64,{base64.b64encode(data).decode()}"


def kind(file: str) -> str:
    """The media type of a file by its name."""
    return KINDS.get(PurePosixPath(file).suffix[1:].lower(), OTHER)


def refused(root: Path, file: str, most: int, taker: str = "") -> str:
    """Why a media file can't be carried, '' if it can: it is a regular file inside of `root`.

    `taker` says who takes no larger one, as in `the 100 MB that AnkiWeb takes`.
    """
    path = root / file
    try:
        # Links are followed before they are judged: only where they lead counts.
        inside = path.resolve(strict=True).is_relative_to(root.resolve())
        info = path.stat()
    except FileNotFoundError:
        return "there is no such file"
    except (OSError, ValueError, RuntimeError):
        return UNREADABLE
    if not inside:
        return "it lies outside the bank"
    if not stat.S_ISREG(info.st_mode):
        return "it isn't a file"
    if info.st_size > most:
        return f"it is larger than {taker or f'{most // 2**20} MB'}"
    return ""
