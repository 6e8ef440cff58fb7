"""Pictures of the bank inside a page: as data, so that the page can be kept and sent alone."""

from __future__ import annotations

from pathlib import Path

from trainer.exchange.pictures import data_url, kind, refused
from trainer.question import Media

MOST_BYTES = 8 * 2**20
"""A larger picture would make a page that nobody can open."""


def embedded(root: Path, media: Media) -> str:
    """A picture below `root` (a library's `questions/`) as the address of its data; "" where it
    isn't a regular file in there, of a kind that browsers show, of at most 8 MiB."""
    if not kind(media.file).startswith("image/") or refused(root, media.file, MOST_BYTES):
        return ""
    try:
        return data_url(media.file, (root / media.file).read_bytes())
    except OSError:
        return ""
