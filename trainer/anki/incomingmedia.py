"""Media files of a package that questions use, on their way beside the questions' files.

A package's names are a stranger's: each becomes one plain file name, in a folder that we choose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from trainer.anki.collection import ReadNote
from trainer.anki.reader import Package
from trainer.atomic import replacing
from trainer.bank.medianames import MediaPaths, is_safe_path, safe_name

_OURS = re.compile(r"trainer-[0-9a-f]{24}[a-z0-9.]*")
MOST_BYTES = 2**30
"""Of one media file."""


@dataclass(slots=True)
class IncomingMedia:
    """Gives media files their paths; only what is asked for is written.

    `used` maps paths below `questions/` to names in the package.
    """

    listing: Mapping[str, str]
    used: dict[str, str] = field(default_factory=dict)
    _paths: MediaPaths = field(default_factory=MediaPaths)
    _given: dict[tuple[str, str], str] = field(default_factory=dict)

    def path(self, name: str, folder: str) -> str:
        """The path for a file of the package in a folder; '' for one that isn't there, or that no
        question can show or play."""
        found = self._found(name)
        if found is None:
            return ""
        if (found, folder) not in self._given:
            safe = safe_name(found)
            if not safe:
                return ""
            path = self._paths.of(f"{folder}/{safe}", found.encode())
            self.used[path] = found
            self._given[found, folder] = path
        return self._given[found, folder]

    def own(self, file: str, note: ReadNote) -> None:
        """Note that a question of ours has this file, which the package knows by its content."""
        if not is_safe_path(file):
            raise ValueError(f"a question names the file {file[:60]!r}, which lies outside")
        kind = PurePosixPath(file).suffix.lower()
        for text in note.fields[:2]:
            for name in _OURS.findall(text):
                if name in self.listing and name.endswith(kind):
                    self._paths.of(file, name.encode())
                    self.used[file] = name

    def _found(self, name: str) -> str | None:
        forms = (name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD")))
        return next((form for form in forms if form in self.listing), None)

    def write(self, package: Package, questions: Path, wanted: frozenset[str]) -> Iterator[str]:
        """Write those of the used files that `wanted` names and that aren't there yet; yields the
        path of each that was written. Raises TrainerError, and what `reader.told` tells."""
        for path, name in self.used.items():
            target = questions / path
            if path not in wanted or target.exists() or target.is_symlink():
                continue
            with replacing(target) as file:
                for chunk in package.media(name, MOST_BYTES):
                    file.write(chunk)
            yield path
