"""A question with all that belongs to it, its sources, and the cards it makes."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.question.bodies import Body, Cloze, Kind, Term, Truth
from trainer.records import record


@record(frozen=True, slots=True)
class Source:
    """A work that questions cite."""

    key: str
    title: str
    author: str = ""
    year: str = ""
    url: str = ""
    licence: str = ""
    locators: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Citation:
    """Where a question's facts stand: a source, and the place in it."""

    source: Source
    locator: str = ""

    def __str__(self) -> str:
        name = ", ".join(part for part in (self.source.author, self.source.title) if part)
        return f"{name}, {self.locator}" if self.locator else name


@record(frozen=True, slots=True)
class Media:
    """A picture or a sound: `file` is relative to `questions/`, with forward slashes."""

    file: str
    alt: str = ""


@record(frozen=True, slots=True)
class Place:
    """Where a question stands: the file as people name it, and the line and column from 1."""

    file: str
    line: int = 1
    column: int = 1


NOWHERE = Place("")
"""The place of a question that was made, not read."""


@record(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as an instructor wrote it, with every default filled in.

    `id` is `file-id/question-id`; a question without an id of its own has `file-id/~fingerprint`
    until one is written. `was`, `after` hold full ids. `points` is what an exam gives for it.
    """

    id: str
    body: Body
    library: str = "local"
    was: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    level: int | None = None
    objective: str = ""
    sources: tuple[Citation, ...] = ()
    explain: str = ""
    hints: tuple[str, ...] = ()
    image: Media | None = None
    audio: Media | None = None
    points: float = 1.0
    lang: str = ""
    fact: str = ""
    after: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    romanisation: str = ""
    retired: bool = False
    place: Place = NOWHERE

    @property
    def kind(self) -> Kind:
        return self.body.kind

    @property
    def key(self) -> str:
        """What histories and Anki's guids are kept under: `library:file-id/question-id`."""
        return f"{self.library}:{self.id}"

    @property
    def named(self) -> bool:
        """Whether the author gave it an id, so that edits never cost its history."""
        return "/~" not in self.id

    @property
    def ask(self) -> str:
        """The stem: what is asked, whatever the kind calls it."""
        return stem(self.body)


def stem(body: Body) -> str:
    """What a body asks."""
    match body:
        case Truth(statement=text) | Term(term=text):
            return text
        case Cloze(parts=parts):
            return "".join(p if isinstance(p, str) else "____" for p in parts)
        case other:
            return other.ask


@record(frozen=True, slots=True)
class Card:
    """What is scheduled: a question, one group of its cloze, or one direction of its term."""

    question: Question
    facet: str = ""

    @property
    def id(self) -> str:
        """The id people see, such as `tang/fall#c1`."""
        return f"{self.question.id}#{self.facet}" if self.facet else self.question.id

    @property
    def key(self) -> str:
        """The id histories are kept under: the question's key and the facet."""
        return f"{self.question.key}#{self.facet}" if self.facet else self.question.key


FORWARD, BACK = "forward", "back"


def cards(question: Question) -> Iterator[Card]:
    """The cards a question makes, in the order they stand in it."""
    match question.body:
        case Cloze() as cloze:
            for group in cloze.groups:
                yield Card(question, group)
        case Term():
            yield Card(question, FORWARD)
            yield Card(question, BACK)
        case _:
            yield Card(question)
