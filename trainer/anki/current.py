"""Says whether a committed package is what its questions would give today.

Content is compared, not bytes: another SQLite or zlib packs the same notes differently.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from trainer.anki.export import Plan
from trainer.anki.notetypes import NoteType, cloze_type, trainer_type
from trainer.anki.package import note_type_of
from trainer.anki.reader import ReadPackage, read_package
from trainer.anki.schemas import ReadType


def compare(path: Path, fresh: Plan) -> tuple[str, ...]:
    """One sentence for each thing that an export would change in the package; () if it is current.

    `fresh` is `plan(...)` with the committed ledger. Raises BadPackageError.
    """
    old = read_package(path)
    return (*_notes(old, fresh), *_types(old), *_decks(old, fresh), *_media(old, fresh))


def _notes(read: ReadPackage, fresh: Plan) -> Iterator[str]:
    old = {note.guid: note for note in read.notes}
    for position, packed in enumerate(fresh.notes, 1):
        made = packed.note
        found = old.pop(made.guid, None)
        if found is None:
            yield f"{made.question} isn't in the package yet."
            continue
        note_type = note_type_of(made)
        fields = tuple(made.fields.get(name, "") for name in note_type.fields)
        changed = [
            *_different(note_type, found.fields, fields),
            *(["tags"] if found.tags != made.tags else []),
            *(["cards"] if tuple(card.ordinal for card in found.cards) != made.cards else []),
            *(["its place"] if {read.states[c.id].due for c in found.cards} != {position} else []),
            *(["its deck"] if {card.deck for card in found.cards} != {packed.deck} else []),
            *(["its time"] if found.mod != packed.mod else []),
        ]
        if changed:
            yield f"{made.question} has changed: {', '.join(changed)}."
    for note in old.values():
        yield f"{note.guid} is in the package, and no longer among the questions."


def _different(note_type: NoteType, old: tuple[str, ...], new: tuple[str, ...]) -> Iterable[str]:
    if len(old) != len(new):
        return ["its fields"]
    return [n for n, a, b in zip(note_type.fields, old, new, strict=True) if a != b]


def _types(read: ReadPackage) -> Iterator[str]:
    for made in (trainer_type(), cloze_type()):
        faces = tuple((template.front, template.back) for template in made.templates)
        if read.types.get(made.id) != ReadType(
            made.name, made.is_cloze, made.fields, faces, made.css
        ):
            yield f"the note type {made.name} has another look."


def _decks(read: ReadPackage, fresh: Plan) -> Iterator[str]:
    for deck in fresh.decks:
        if read.decks.get(deck.id) != deck.name:
            yield f"the deck {deck.name} has another name, or is new."


def _media(read: ReadPackage, fresh: Plan) -> Iterator[str]:
    hashes: dict[str, str] = {}
    for name, path in fresh.media.items():
        with path.open("rb") as file:
            hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
    for name in sorted(hashes.keys() | read.media.keys()):
        if hashes.get(name) != read.media.get(name):
            yield f"the media file {name} is new, gone or another one."
