"""Raw values into what the full reader makes of them, one function a shape.

A shape without one here (media, patterns) is rare enough to be left to the full reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from trainer.language.cloze import ClozeError, parse_cloze
from trainer.language.ids import ID, is_id
from trainer.language.keys import Shape
from trainer.language.skim.written import UnsureError, entries, pair, pairs, text, texts
from trainer.language.values import weighted
from trainer.question import Citation, Cloze, Item, Point, Source
from trainer.records import record
from trainer.wording.numbers import parse_quantity
from trainer.wording.quantity import Quantity


@record(frozen=True, slots=True)
class Known:
    """What a file's head says that its questions' values need."""

    file_id: str
    sources: Mapping[str, Source]


Skimmer = Callable[[str, Known], Any]


def _texts(raw: str, known: Known) -> tuple[str, ...]:
    return tuple(texts(raw))


def _feedback(raw: str, known: Known) -> tuple[tuple[str, str], ...]:
    if raw[:2] != " {" and (raw[0] != "\n" or raw.lstrip("\n ")[:2] == "- "):
        return tuple((one, "") for one in texts(raw))
    return _distinct(pairs(raw))


def _pairs(raw: str, known: Known) -> tuple[tuple[str, str], ...]:
    found = pairs(raw)
    if not all(right for _, right in found):
        raise UnsureError
    return _distinct(found)


def _distinct(found: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    if len(dict(found)) != len(found):
        raise UnsureError
    return tuple(found)


def _items(raw: str, known: Known) -> tuple[Item, ...]:
    if raw[:1] == "\n":
        return tuple(Item(*pair(entry)) for entry in entries(raw))
    if raw[:2] != " [":
        raise UnsureError
    return tuple(map(Item, texts(raw)))


def _rubric(raw: str, known: Known) -> tuple[Point, ...]:
    return tuple(map(weighted, texts(raw)))


def _bool(raw: str, known: Known) -> bool:
    lower = text(raw).lower()
    if lower not in ("true", "false"):
        raise UnsureError
    return lower == "true"


def _level(raw: str, known: Known) -> int:
    level = _LEVELS.get(raw) or _LEVELS.get(text(raw))
    if level is None:
        raise UnsureError
    return level


_LEVELS = {str(level): level for level in range(1, 6)}


def _quantity(raw: str, known: Known) -> Quantity:
    try:
        return parse_quantity(text(raw))
    except ValueError:
        raise UnsureError from None


def _cloze(raw: str, known: Known) -> Cloze:
    try:
        return parse_cloze(text(raw))
    except ClozeError:
        raise UnsureError from None


def _id(raw: str, known: Known) -> str:
    if is_id(raw):
        return raw
    one = text(raw)
    if not is_id(one):
        raise UnsureError
    return one


_IDS = re.compile(rf" \[({ID}(?:, {ID})*)\]")
"""A list of ids in brackets, as most tags are written."""


def _ids(raw: str, known: Known) -> tuple[str, ...]:
    if is_id(raw):
        return (f"{known.file_id}/{raw}",)
    found = []
    for one in texts(raw):
        file, slash, own = one.rpartition("/")
        if not is_id(own) or (slash and not is_id(file)):
            raise UnsureError
        found.append(one if slash else f"{known.file_id}/{one}")
    return tuple(found)


def _tags(raw: str, known: Known) -> tuple[str, ...]:
    if listed := _IDS.fullmatch(raw):
        return tuple(listed[1].split(", "))
    found = tuple(texts(raw))
    if not all(map(is_id, found)):
        raise UnsureError
    return found


class Cited(NamedTuple):
    """Citations of known sources as they are written: an index needs no more of them."""

    texts: Sequence[str]

    def citations(self, sources: Mapping[str, Source]) -> tuple[Citation, ...]:
        parts = (one.partition(",") for one in self.texts)
        return tuple(Citation(sources[name.strip()], place.strip()) for name, _, place in parts)


def _citations(raw: str, known: Known) -> Cited:
    found = texts(raw)
    for one in found:
        if one.partition(",")[0].strip() not in known.sources:
            raise UnsureError
    return Cited(found)


def _unsure(raw: str, known: Known) -> None:
    raise UnsureError


SKIMMERS: defaultdict[Shape, Skimmer] = defaultdict(
    lambda: _unsure,
    {
        Shape.TEXTS: _texts,
        Shape.FEEDBACK: _feedback,
        Shape.BOOL: _bool,
        Shape.LEVEL: _level,
        Shape.QUANTITY: _quantity,
        Shape.CLOZE: _cloze,
        Shape.ITEMS: _items,
        Shape.PAIRS: _pairs,
        Shape.RUBRIC: _rubric,
        Shape.ID: _id,
        Shape.IDS: _ids,
        Shape.TAGS: _tags,
        Shape.CITATIONS: _citations,
    },
)
"""What reads a value of each shape but a text."""
