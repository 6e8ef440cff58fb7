"""The documents that questions were written from, kept as hashes of their paragraphs: what has
changed in one can be told, and nothing of its text is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from trainer.errors import TrainerError
from trainer.records import record

DOCUMENTS_FILE = "documents.json"


@record(frozen=True, slots=True)
class Registered:
    """A source's document: its path, from the library's folder, and its paragraphs' hashes."""

    path: str
    paragraphs: tuple[str, ...]


class Change(StrEnum):
    """What became of a paragraph."""

    REWORDED = "reworded"
    GONE = "gone"
    MOVED = "moved"
    NEW = "new"


@record(frozen=True, slots=True)
class Changed:
    """One paragraph: its number when the questions were written (0 for a new one), and now (0 for
    one that is gone)."""

    change: Change
    before: int
    now: int


def load(questions: Path) -> dict[str, Registered]:
    """The registered documents by source key; {} where there are none. Raises TrainerError."""
    path = questions / DOCUMENTS_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise TrainerError(f"{path} can't be read: {error}.") from None
    try:
        raw = json.loads(text)
        return {
            str(key): Registered(str(one["document"]), tuple(map(str, one["paragraphs"])))
            for key, one in raw.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        raise TrainerError(
            f"{path} isn't what was written there; bring back an earlier one, or delete it and "
            "register the document again with `trainer new --from`."
        ) from None


def written(found: Mapping[str, Registered]) -> bytes:
    """The file that `load` reads, a hash a line so that versions compare well."""
    raw = {
        key: {"document": one.path, "paragraphs": list(one.paragraphs)}
        for key, one in sorted(found.items())
    }
    return f"{json.dumps(raw, indent=1, ensure_ascii=False)}\n".encode()


def relative(document: Path, root: Path) -> str:
    """A document's path from the library's folder, with forward slashes; its name alone where no
    path leads there (another drive)."""
    try:
        return Path(os.path.relpath(document, root)).as_posix()
    except ValueError:
        return document.name


def changes(before: Sequence[str], now: Sequence[str]) -> tuple[Changed, ...]:
    """What became of each paragraph that isn't the same in the same place, in order."""
    found: list[Changed] = []
    matcher = SequenceMatcher(a=before, b=now, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            if a != c:
                pairs = zip(range(a, b), range(c, d), strict=True)
                found += [Changed(Change.MOVED, old + 1, new + 1) for old, new in pairs]
            continue
        both = min(b - a, d - c)
        found += [Changed(Change.REWORDED, a + n + 1, c + n + 1) for n in range(both)]
        found += [Changed(Change.GONE, n + 1, 0) for n in range(a + both, b)]
        found += [Changed(Change.NEW, 0, n + 1) for n in range(c + both, d)]
    return tuple(found)
