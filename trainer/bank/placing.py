"""Questions that came in → files of a library: new ones are added, and what is there stays.

A question that the library has is never touched: whoever edits YAML must not lose it to an import.
One that was deleted from its file stays out. So importing twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Generic, TypeVar

from trainer.atomic import replacing
from trainer.bank.homes import Home
from trainer.bank.library import read_bytes
from trainer.bank.receiving import lay_schema
from trainer.language.reader import Reading, Shared, read
from trainer.language.writer import write_file, write_question
from trainer.paths import QUESTIONS
from trainer.question import Body, Question
from trainer.records import record


@record(frozen=True, slots=True)
class Placeable:
    """A question on its way to its file."""

    question: Question
    home: Home

    @property
    def label(self) -> str:
        """What it was called where it came from."""
        return self.question.ask


T = TypeVar("T", bound=Placeable)
LeftOut = Callable[[str, str], None]
"""Told why a question is left out, and its label."""


@dataclass(slots=True)
class Placed(Generic[T]):
    """What an import did to files. Paths are below `questions/`."""

    added: int = 0
    same: int = 0
    differing: list[str] = field(default_factory=list)
    deleted: int = 0
    files: list[str] = field(default_factory=list)
    arrived: list[T] = field(default_factory=list)
    """Those of the questions that the library has now, under their ids here."""

    def there(self, arrival: T, found: Question) -> None:
        """A question that the library has already, as `found`."""
        self.arrived.append(replace(arrival, question=found))
        if _content(found) == _content(arrival.question):
            self.same += 1
        else:
            self.differing.append(found.id)


@dataclass(slots=True)
class Shelves:
    """The question files of a library that an import looks at, each read once."""

    questions: Path
    shared: Shared
    _read: dict[str, Reading | None] = field(default_factory=dict)
    _bodies: dict[str, dict[Body, str]] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=dict)

    def reading(self, name: str) -> Reading | None:
        """A file as it stands, None where there is none."""
        if name not in self._read:
            self._read[name] = self._fresh(name)
        return self._read[name]

    def _fresh(self, name: str) -> Reading | None:
        try:
            data = read_bytes(self.questions / name)
        except FileNotFoundError:
            return None
        return read(data, f"{QUESTIONS}/{name}", Path(name).stem, self.shared)

    def twin(self, home: Home, body: Body) -> str | None:
        """The id of the question in a file that asks just the same."""
        bodies = self._bodies.get(home.name)
        if bodies is None:
            reading = self.reading(home.name)
            questions = reading.questions if reading else ()
            bodies = self._bodies[home.name] = {q.body: q.id for q in questions if q.named}
        # A body's hash takes longer than all else here.
        return bodies.get(body) if bodies else None

    def taken(self, home: Home) -> set[str]:
        """The names in use in a file, former ones too."""
        taken = self._taken.get(home.name)
        if taken is None:
            reading = self.reading(home.name)
            questions = reading.questions if reading else ()
            ids = [id for q in questions for id in (q.id, *q.was)]
            taken = self._taken[home.name] = {id.rpartition("/")[2] for id in ids}
        return taken


def place(
    arrivals: Sequence[T],
    shelves: Shelves,
    present: Mapping[str, Question],
    known: frozenset[str],
    left_out: LeftOut,
) -> Placed[T]:
    """Write what is new into its files. Raises TrainerError.

    `present` are the questions the library has, by id; `known` the ids that an earlier import or
    export of it gave, so that one which is gone from its file was deleted on purpose.
    """
    placed: Placed[T] = Placed()
    renamed: dict[str, Mapping[str, Question]] = {}
    new: dict[Home, list[T]] = {}
    for arrival in arrivals:
        id = arrival.question.id
        reading = shelves.reading(arrival.home.name)
        if arrival.home.name not in renamed:
            questions = reading.questions if reading else ()
            renamed[arrival.home.name] = {old: q for q in questions for old in q.was}
        found = present.get(id) or renamed[arrival.home.name].get(id)
        if found is not None:
            placed.there(arrival, found)
        elif id in known and reading is not None:
            placed.deleted += 1
        else:
            new.setdefault(arrival.home, []).append(arrival)
    for home, group in new.items():
        _write(home, group, shelves, placed, left_out)
    return placed


_SAID = attrgetter(
    *(f.name for f in fields(Question) if f.name not in ("id", "was", "library", "names", "place"))
)


def _content(question: Question | None) -> tuple[object, ...]:
    """What an author says in a question, without where it stands and what it is called."""
    return _SAID(question) if question else ()


def _write(
    home: Home, group: list[T], shelves: Shelves, placed: Placed[T], left_out: LeftOut
) -> None:
    """Write a file anew or add to it."""
    old = shelves.reading(home.name)
    sound, text = _sound(home, group, shelves.shared, left_out)
    if not sound:
        return
    if old is not None:
        text = _longer(home, sound, shelves)
        got = {q.id for q in _back(home, text, shelves.shared).questions} if text else set()
        if not got >= {q.id for q in (*old.questions, *(a.question for a in sound))}:
            # It isn't laid out so that items could be added at its end.
            home, sound = _beside(home, sound, shelves, placed)
            if not sound:
                return
            text = _whole(home, sound, shelves.shared)
    lay_schema(shelves.questions)
    with replacing(shelves.questions / home.name) as file:
        file.write(text.encode())
    placed.files.append(home.name)
    placed.added += len(sound)
    placed.arrived += sound


def _sound(home: Home, group: list[T], shared: Shared, left_out: LeftOut) -> tuple[list[T], str]:
    """Those that the reader gives back as they are, and their file; the others are counted as
    skipped."""
    left, text = list(group), ""
    while left:
        try:
            text = _whole(home, left, shared)
        except (ValueError, IndexError):
            writable = _writable(home, left, left_out)
            if len(writable) == len(left):
                raise
            left = writable
            continue
        back = _back(home, text, shared)
        got = {q.id: q for q in back.questions}
        lost = [a for a in left if _content(got.get(a.question.id)) != _content(a.question)]
        if not lost:
            break
        for arrival in lost:
            left_out(_reason(home, arrival, shared), arrival.label)
        lost_ids = {arrival.question.id for arrival in lost}
        left = [arrival for arrival in left if arrival.question.id not in lost_ids]
    return left, text


def _reason(home: Home, arrival: Placeable, shared: Shared) -> str:
    """What the reader has against a question: read alone, so that it is told of no other."""
    found = _back(home, _whole(home, [arrival], shared), shared).diagnostics
    errors = (one.message for one in found if one.severity == "error")
    return next(errors, "it can't be written as YAML")


def _writable(home: Home, group: Sequence[T], left_out: LeftOut) -> list[T]:
    """Those for which the question language has a notation."""
    found: list[T] = []
    for arrival in group:
        try:
            write_question(arrival.question, home.file_id, home.folder)
            found.append(arrival)
        except (ValueError, IndexError):
            left_out("it can't be written as YAML", arrival.label)
    return found


def _back(home: Home, text: str, shared: Shared) -> Reading:
    return read(text.encode(), f"{QUESTIONS}/{home.name}", Path(home.name).stem, shared)


def _whole(home: Home, group: Sequence[T], shared: Shared) -> str:
    known = frozenset(shared.sources.values())
    slim = [_slim(arrival.question, shared) for arrival in group]
    return write_file(home.file_id, slim, home.title, home.folder, known)


def _longer(home: Home, group: Sequence[T], shelves: Shelves) -> str:
    """The file as it stands with more items at its end; "" where it is no UTF-8, of which something
    would be lost."""
    try:
        text = read_bytes(shelves.questions / home.name).decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    slim = [_slim(arrival.question, shelves.shared) for arrival in group]
    items = "\n".join(write_question(q, home.file_id, home.folder) for q in slim)
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{text.rstrip()}\n\n{items}".replace("\r\n", "\n").replace("\n", end)


def _slim(question: Question, shared: Shared) -> Question:
    """Without what the library says of all its questions."""
    ours = question.names and question.names == shared.names
    return replace(question, names=()) if ours else question


def _beside(
    home: Home, group: Sequence[T], shelves: Shelves, placed: Placed[T]
) -> tuple[Home, list[T]]:
    """A file beside one that can't be added to, and what is to go there: what an earlier import
    wrote beside it is in the library already."""
    number, left = 2, list(group)
    while True:
        stem = f"{home.name.removesuffix('.yaml')}-import-{number}"
        beside = Home(f"{stem}.yaml", f"{home.file_id}-import-{number}", home.title)
        left = [replace(a, home=beside, question=_moved(a.question, beside)) for a in left]
        reading = shelves.reading(beside.name)
        if reading is None:
            return beside, left
        there = {question.id: question for question in reading.questions}
        for arrival in left:
            if arrival.question.id in there:
                placed.there(arrival, there[arrival.question.id])
        left = [arrival for arrival in left if arrival.question.id not in there]
        number += 1


def _moved(question: Question, home: Home) -> Question:
    return replace(question, id=f"{home.file_id}/{question.id.rpartition('/')[2]}")
