"""The questions in a package of ours, without any library to put them in."""

from __future__ import annotations

from pathlib import Path

from trainer.anki.data import BadDataError
from trainer.anki.ours import is_ours, origin, our_question
from trainer.anki.reader import open_package
from trainer.question import Question


def our_questions(path: Path) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    """The questions in the order in which they come, and the guids of notes that aren't ours."""
    with open_package(path) as package:
        names = origin(package.collection.conf).names
        due = {state.card: state.due for state in package.collection.states()}
        notes = sorted(package.collection.notes(), key=lambda note: due[note.cards[0].id])
        found, others = [], []
        for note in notes:
            try:
                assert is_ours(note)
                found.append(our_question(note, names))
            except (AssertionError, BadDataError):
                others.append(note.guid)
        return tuple(found), tuple(others)
