"""Pictures of the bank inside a page: as data, so that the page can be kept and sent alone."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

from trainer.question import Media

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
}
MOST_BYTES = 8 * 2**20
"""A larger picture would make a page that nobody can open."""


def embedded(root: Path, media: Media) -> str:
    """A picture below `root` (a library's `questions/`) as the address of its data; "" where it
    isn't a regular file in there, of a kind that browsers show, of at most 8 MiB."""
    path, kind = root / media.file, TYPES.get(Path(media.file).suffix.lower())
    try:
        # Links are followed before they are judged: only where they lead counts.
        inside = path.resolve(strict=True).is_relative_to(root.resolve())
        info = path.stat()
        if not kind or not inside or not stat.S_ISREG(info.st_mode) or info.st_size > MOST_BYTES:
            return ""
        return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
    except (OSError, ValueError, RuntimeError):
        return ""
