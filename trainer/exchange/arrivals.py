"""What a file of another program brought: questions, each with its category and its pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from trainer.errors import TrainerError
from trainer.exchange.losses import Skipped
from trainer.question import Body, Question
from trainer.records import record

NO_FILES: Mapping[str, bytes] = MappingProxyType({})
MOST_BYTES = 64 * 2**20
"""Of a file to import; Moodle's carry their pictures inside."""
_NOT_IN_A_TAG = re.compile(r"[^\w.-]+")
_ID = re.compile(r"\w[\w.-]*")


@record(frozen=True, slots=True)
class Arrival:
    """A question whose id is the one it came with, or "" where it is to get one.

    `category` is where it stood there, from the top. `files` are the contents of its media, by
    the names that `image` and `audio` of the question have.
    """

    question: Question
    category: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=lambda: NO_FILES)


@dataclass(slots=True)
class Arrivals:
    """The questions of a file as they are found, and what was left out."""

    found: list[Arrival] = field(default_factory=list)
    skipped: Skipped = field(default_factory=Skipped)


class UnreadableError(ValueError):
    """A question that can't become one of ours; the text says why, as part of a sentence."""


def text_of(data: bytes, file: str) -> str:
    """A file's text: UTF-8, UTF-16 with its mark, or what Windows writes. Raises TrainerError."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        coding = "utf-16"
    elif b"\0" in data[:4096]:
        raise TrainerError(f"{file} is no text file; export it again as UTF-8 text.")
    else:
        coding = "utf-8-sig"
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        if coding == "utf-16":
            raise TrainerError(
                f"{file} begins as UTF-16 and isn't; export it again as UTF-8."
            ) from None
        return data.decode("cp1252", errors="replace")


def made(
    body: Body,
    name: str,
    *,
    tags: list[str] | tuple[str, ...] = (),
    explain: str = "",
    hints: tuple[str, ...] = (),
) -> Question:
    """A question with what most formats hold of one; an `id` that ours could not have goes."""
    kept = tuple(dict.fromkeys(filter(None, map(tag, tags))))
    return Question(id=id_of(name), body=body, tags=kept, explain=explain, hints=hints)


def tag(text: str) -> str:
    """Another program's tag as one of ours: one word."""
    return _NOT_IN_A_TAG.sub("-", text).strip("-.")


def id_of(text: str) -> str:
    """An id as it came, `file/name` or `name`; "" where the language has no such ids."""
    parts = text.split("/")
    return text if len(parts) <= 2 and all(map(_ID.fullmatch, parts)) else ""
