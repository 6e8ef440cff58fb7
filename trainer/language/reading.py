"""What reading a file yields: its head, its questions with their spans, its mistakes; or a deck.

Nothing here imports a YAML parser, so that what was read before can be handled without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from trainer.records import record

if TYPE_CHECKING:
    from trainer.language.diagnostics import Diagnostic
    from trainer.question import Question, Source


@record(frozen=True, slots=True)
class Shared:
    """What `library.yaml` gives to every file of a library; `library` is the library's id."""

    library: str = "local"
    title: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    names: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Head:
    """What stands above `questions:` and holds for the whole file.

    `sources` are the file's own, without the library's. `defaults` is the mapping as written, in
    values that survive JSON (texts, lists, mappings), so that an index can keep it and one
    question can later be read without its file's head.
    """

    id: str
    title: str = ""
    lang: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    defaults: Mapping[str, object] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    romanisation: str = ""


@record(frozen=True, slots=True)
class Entry:
    """A question and the bytes `start` to `end` of its item in the file; `line` from 1.

    The bytes begin at the item's dash and end after its last line, so that `read_item` can read
    them alone.
    """

    question: Question
    start: int
    end: int
    line: int


@record(frozen=True, slots=True)
class Reading:
    """A file as read: every question that could be read, every mistake that was found."""

    file: str
    head: Head
    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(entry.question for entry in self.entries)


NEW_PER_DAY, REVIEWS_PER_DAY, RETENTION = 10, 200, 0.90


@record(frozen=True, slots=True)
class ExamPlan:
    """A timed exam: how many questions, drawn how, in how many minutes, what passes (0 to 1).

    `draw` says how many questions come from each tag; empty means from the whole deck.
    """

    title: str
    questions: int
    minutes: int
    passing: float = 0.6
    draw: Mapping[str, int] = field(default_factory=dict)


@record(frozen=True, slots=True)
class DeckFile:
    """One deck as written. `questions` are globs under `questions/`; `tags` and `levels` filter.

    A question passes if it has any of `tags` (or there are none) and its level is in `levels`
    (both ends included; None: any). `retention` is a share, 0 to 1.
    """

    id: str
    title: str
    description: str = ""
    questions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    levels: tuple[int, int] | None = None
    new_per_day: int = NEW_PER_DAY
    reviews_per_day: int = REVIEWS_PER_DAY
    retention: float = RETENTION
    exams: tuple[ExamPlan, ...] = ()
    file: str = ""
