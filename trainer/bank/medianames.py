"""Names of media files that a stranger chose, made such that they can stand in a library."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

_ODD = re.compile(r"[^\w.,()+=@ -]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_SHOWN = re.compile(
    "png|jpe?g|gif|webp|svg|avif|bmp|ico|tiff?|heic"
    "|mp[34]|og[gav]|opus|wav|m4a|aac|flac|3gp|spx|webm|mkv|mov|avi"
)
_LONGEST = 100


def is_reserved(name: str) -> bool:
    """Whether Windows takes a name for a device and opens no file of that name."""
    return _RESERVED.match(name) is not None


def safe_name(name: str) -> str:
    """A media file's name as it can stand in any folder of any system, '' if it is no media."""
    composed = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    stem, _, suffix = composed.rpartition(".")
    if not _SHOWN.fullmatch(suffix.lower()):
        return ""
    stem = _ODD.sub("-", stem).strip(" .-") or "file"
    stem = f"file-{stem}" if is_reserved(stem) else stem
    while len(stem.encode()) > _LONGEST:
        stem = stem[:-1]
    return f"{stem.rstrip(' .')}.{suffix.lower()}"


def is_safe_path(path: str) -> bool:
    """Whether a path of one of our questions stays below `questions/`, and is a media file's."""
    parts = path.split("/")
    return (
        bool(path)
        and "\\" not in path
        and all(part == _safe_folder(part) for part in parts[:-1])
        and safe_name(parts[-1]).lower() == parts[-1].lower()
    )


def _safe_folder(part: str) -> str:
    return "" if is_reserved(part) or part != _ODD.sub("", part).strip(" .") else part or "?"


@dataclass(slots=True)
class MediaPaths:
    """The paths that media files of an import get. Two names that differ in case alone are one to
    many systems, so the second file gets another."""

    _taken: dict[str, bytes] = field(default_factory=dict)

    def of(self, path: str, seed: bytes) -> str:
        """The path that a file gets which wants this one; `seed` is what tells it from others.
        Where another has the path, it is this with eight hex digits drawn from the seed."""
        if self._taken.setdefault(path.casefold(), seed) == seed:
            return path
        stem, dot, suffix = path.rpartition(".")
        return f"{stem}-{hashlib.blake2b(seed, digest_size=4).hexdigest()}{dot}{suffix}"
