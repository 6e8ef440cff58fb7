"""One item of a file read by itself, from its bytes."""

from __future__ import annotations

from trainer.language.reading import Head, Shared
from trainer.language.skim.item import skim_item
from trainer.language.skim.written import UnsureError
from trainer.question import Question


def read_item(data: bytes, head: Head, file: str, line: int, shared: Shared) -> Question | None:
    """One question from the bytes of its `Entry`, as `read` would give it; None if it has errors.

    `line` is where the item stands in its file.
    """
    try:
        return skim_item(data, head, file, line, shared)
    except UnsureError:
        # A session of questions that are laid out as usual goes without: 20 ms and a MiB.
        from trainer.language.parsed import parse_item

        return parse_item(data, head, file, line, shared)
