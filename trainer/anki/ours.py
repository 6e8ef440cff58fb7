"""Packages that trainer wrote → the questions they were written from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any

from trainer.anki.collection import ReadNote
from trainer.anki.data import BadDataError, decode
from trainer.anki.notetypes import CLOZE_ID, TRAINER_ID, NoteType, cloze_type, trainer_type
from trainer.question import BACK, FORWARD, Blank, Cloze, Question, Term
from trainer.records import record

OUR_TYPES = frozenset((TRAINER_ID, CLOZE_ID))
_NUMBER = re.compile(r"\{\{c(\d+)::")


@record(frozen=True, slots=True)
class Origin:
    """What a package of ours says of the library it came from; all of it "" or empty where it
    went through a learner's Anki, which passes none of it on.

    `files` maps file ids to (name below `questions/`, title); `deck_file` and `library_file` are
    texts. `names` are what the library knows by name, by question id.
    """

    deck: str = ""
    library: str = ""
    deck_file: str = ""
    library_file: str = ""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def origin(conf: Mapping[str, Any]) -> Origin:
    """From Anki's settings in the package; another program may have written anything there.

    Raises TypeError or ValueError for what isn't ours.
    """
    ours = conf.get("trainer")
    if not isinstance(ours, dict):
        return Origin()
    files = ours.get("files", {})
    return Origin(
        str(ours.get("deck", "")),
        str(ours.get("library", "")),
        str(ours.get("deck_file", "")),
        str(ours.get("library_file", "")),
        {str(key): (str(name), str(title)) for key, (name, title) in files.items()},
        {
            str(question): tuple(map(str, entry["names"]))
            for entry in ours.get("names", [])
            for question in entry.get("questions", [])
        },
    )


def is_ours(note: ReadNote) -> bool:
    return note.note_type in OUR_TYPES


def our_question(note: ReadNote, names: Mapping[str, tuple[str, ...]]) -> Question:
    """The question a note of ours was written from. Raises BadDataError."""
    question = decode(_field(note, "Data"))
    return replace(question, names=names.get(question.id, ()))


def facets(note: ReadNote, question: Question) -> dict[int, str]:
    """The facets of the question's cards by Anki's card numbers."""
    match question.body:
        case Term():
            return {0: FORWARD, 1: BACK}
        case Cloze():
            return {number - 1: group for group, number in blanks(note, question.body).items()}
        case _:
            return {0: ""}


def blanks(note: ReadNote, cloze: Cloze) -> dict[str, int]:
    """The numbers that the note gave to the groups of its cloze."""
    groups = [part.group for part in cloze.parts if isinstance(part, Blank)]
    numbers = [int(number) for number in _NUMBER.findall(_field(note, "Text"))]
    return dict(zip(groups, numbers, strict=False))


def library_of_notes(notes: Iterable[ReadNote]) -> str:
    """The library that notes of ours belong to, '' if none is ours."""
    for note in notes:
        if is_ours(note):
            try:
                return our_question(note, {}).library
            except BadDataError:
                continue
    return ""


def _field(note: ReadNote, name: str) -> str:
    note_type: NoteType = next(t for t in (trainer_type(), cloze_type()) if t.id == note.note_type)
    if name not in note_type.fields:
        return ""
    position = note_type.fields.index(name)
    return note.fields[position] if position < len(note.fields) else ""
