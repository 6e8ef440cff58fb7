"""Pictures and sounds on their way into a package: only regular files of the bank, by content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from trainer.exchange.pictures import refused
from trainer.question import Media

MOST_BYTES = 100 * 2**20
"""AnkiWeb takes no larger file, so learners' phones would never see it."""


@dataclass(slots=True)
class MediaFiles:
    """Collects the files that notes name; `name` gives each the name it has in the package.

    A name is the hash of the content: an exchanged picture gets another name, so that Anki, which
    never overwrites a file it has, shows the new one.
    """

    root: Path
    paths: dict[str, Path] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _names: dict[str, str | None] = field(default_factory=dict)

    def name(self, media: Media) -> str | None:
        """The file's name in the package, or None and a problem where it can't be carried."""
        if media.file not in self._names:
            self._names[media.file] = self._taken(media.file)
        return self._names[media.file]

    def _taken(self, file: str) -> str | None:
        reason = refused(self.root, file, MOST_BYTES, "the 100 MB that AnkiWeb takes")
        if reason:
            self.problems.append(f"{file}: {reason}; its questions go without it")
            return None
        path = self.root / file
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()[:24]
        suffix = "".join(c for c in path.suffix.lower() if c.isalnum() or c == ".")
        name = f"trainer-{digest}{suffix}"
        self.paths[name] = path
        return name
