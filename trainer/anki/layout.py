"""What the templates of a foreign note type show: which fields on the front, which behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from trainer.anki.schemas import ReadType
from trainer.records import record

_REPLACED = re.compile(r"\{\{([^{}]+)\}\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SPECIAL = frozenset({"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"})
_EXPLAINS = re.compile(
    r"extra|back extra|notes?|remarks?|explanations?|comments?|sources?|references?"
    r"|erläuterung(en)?|anmerkung(en)?|quellen?|notas?|remarques?",
    re.IGNORECASE,
)


@record(frozen=True, slots=True)
class Face:
    """One card of a note type, by positions of fields: what is asked with, what is hinted at,
    what is to be typed, what is filled in (a cloze), and what the back adds."""

    front: tuple[int, ...]
    hints: tuple[int, ...]
    typed: tuple[int, ...]
    cloze: tuple[int, ...]
    back: tuple[int, ...]
    explains: tuple[int, ...]


@lru_cache(maxsize=256)
def faces(note_type: ReadType) -> tuple[Face, ...]:
    """The cards of a note type. A back that adds nothing has every field that isn't in front."""
    return tuple(_face(note_type.fields, front, back) for front, back in note_type.faces)


def _face(fields: tuple[str, ...], front: str, back: str) -> Face:
    shown = list(_fields(fields, front))
    behind = dict.fromkeys(position for position, _ in _fields(fields, back))
    hints = _those(shown, "hint")
    typed = _those(shown, "type")
    cloze = _those(shown, "cloze")
    asked = [p for p, filters in shown if not {"hint", "type", "cloze"} & filters]
    front_fields = tuple(dict.fromkeys(p for p in asked if p not in typed)) or (0,)
    taken = {*front_fields, *hints, *cloze}
    rest = [p for p in behind if p not in taken] or [
        p for p in range(len(fields)) if p not in taken and not _EXPLAINS.fullmatch(fields[p])
    ]
    explains = [p for p in rest if _EXPLAINS.fullmatch(fields[p])]
    answers = [p for p in rest if p not in explains] or explains
    beside = tuple(p for p in explains if p not in answers)
    return Face(front_fields, hints, typed, cloze, tuple(answers), beside)


def _those(shown: list[tuple[int, frozenset[str]]], name: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(p for p, filters in shown if name in filters))


def _fields(fields: tuple[str, ...], template: str) -> Iterator[tuple[int, frozenset[str]]]:
    """The fields a template shows, each with its filters, without those it only looks at."""
    for found in _REPLACED.findall(_COMMENT.sub("", template)):
        *filters, name = found.split(":")
        name = name.strip()
        if name[:1] not in "#^/" and name in fields and name not in _SPECIAL:
            yield fields.index(name), frozenset(f.strip() for f in filters)
