"""A library as a folder that a test writes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from trainer.bank.library import Library, library_at

YESTERDAY = 86_400


def short(id: str, answer: str, *more: str) -> str:
    """One question with an id, as a line of a list of questions each; `more` are further keys."""
    return "\n  ".join([f"- ask: What is {id}?", f"id: {id}", f"answer: {answer}", *more]) + "\n"


@dataclass
class Folder:
    """A library's folder; `write` makes files in it, old enough for their time stamps to count."""

    root: Path
    cache: Path

    @property
    def library(self) -> Library:
        return library_at(self.root, self.root)

    def path(self, name: str) -> Path:
        return self.root / name

    def write(self, name: str, text: str | bytes, *, old: bool = True) -> Path:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if old:
            then = path.stat().st_mtime - YESTERDAY
            os.utime(path, (then, then))
        return path

    def questions(self, name: str, *items: str, head: str = "", old: bool = True) -> Path:
        """A file of questions below `questions/`."""
        return self.write(f"questions/{name}", f"{head}questions:\n{''.join(items)}", old=old)
