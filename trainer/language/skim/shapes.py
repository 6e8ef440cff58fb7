"""Raw values into what the full reader makes of them, one function a shape.

A shape without one here (media, patterns) is rare enough to be left to the full reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from trainer.language.keys import Shape
from trainer.language.rubric import weighted
from trainer.language.skim.written import (
    UnsureError,
    entries,
    is_block,
    is_list,
    is_plain,
    pair,
    pairs,
    text,
    texts,
)
from trainer.patterns import pattern
from trainer.question import Citation, Cloze, Item, Point, Source
from trainer.records import record
from trainer.wording.quantity import Quantity
from trainer.wording.slug import ID, is_id


@record(frozen=True, slots=True)
class Known:
    """What a file's head says that its questions' values need."""

    file_id: str
    sources: Mapping[str, Source]
    cited: frozenset[str] = frozenset()
    """Names of sources as they stand behind a colon."""


Skimmer = Callable[[str, Known], Any]


def _text(raw: str, known: Known) -> str:
    return text(raw)


def _texts(raw: str, known: Known) -> tuple[str, ...]:
    return tuple(texts(raw))


def _feedback(raw: str, known: Known) -> tuple[tuple[str, str], ...]:
    if raw[:2] != " {" and (raw[:1] != "\n" or is_list(raw)):
        found = texts(raw)
        if len(found) == 1 and ", " in found[0]:
            raise UnsureError
        return tuple((one, "") for one in found)
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
    return _LEVELS.get(raw) or _level_of(raw)


@lru_cache(maxsize=64)
def _level_of(raw: str) -> int:
    level = _LEVELS.get(f" {text(raw)}")
    if level is None:
        raise UnsureError
    return level


_LEVELS = {f" {level}": level for level in range(1, 6)}


def _quantity(raw: str, known: Known) -> Quantity:
    # What numbers may look like takes 10 ms to load, and most questions are none.
    from trainer.wording.numbers import parse_quantity

    try:
        return parse_quantity(text(raw))
    except ValueError:
        raise UnsureError from None


def _cloze(raw: str, known: Known) -> Cloze:
    # A session whose first questions are no clozes starts without it.
    from trainer.language.cloze import ClozeError, parse_cloze

    try:
        return parse_cloze(text(raw))
    except ClozeError:
        raise UnsureError from None


def _id(raw: str, known: Known) -> str:
    if _is_raw_id(raw):
        return raw[1:]
    one = text(raw)
    if not is_id(one):
        raise UnsureError
    return one


_is_raw_id = re.compile(rf" {ID}").fullmatch
_IDS = pattern(rf" \[({ID}(?:, {ID})*)\]")
"""A list of ids in brackets, as most tags are written."""


def _ids(raw: str, known: Known) -> tuple[str, ...]:
    if raw[:1] == " " and is_id(raw[1:]):
        return (f"{known.file_id}/{raw[1:]}",)
    found = []
    for one in texts(raw):
        file, slash, own = one.rpartition("/")
        if not is_id(own) or (slash and not is_id(file)):
            raise UnsureError
        found.append(one if slash else f"{known.file_id}/{one}")
    return tuple(found)


def _tags(raw: str, known: Known) -> tuple[str, ...]:
    return _tags_of(raw)


@lru_cache(maxsize=256)
def _tags_of(raw: str) -> tuple[str, ...]:
    if listed := _IDS.fullmatch(raw):
        return tuple(listed[1].split(", "))
    found = tuple(texts(raw))
    if not all(map(is_id, found)):
        raise UnsureError
    return found


def _citations(raw: str, known: Known) -> tuple[Citation, ...]:
    try:
        return tuple([_citation(one, known) for one in texts(raw)])
    except KeyError:
        raise UnsureError from None


def _citation(one: str, known: Known) -> Citation:
    name, _, place = one.partition(",")
    return Citation(known.sources[name.strip()], place.strip())


def _unsure(raw: str, known: Known) -> None:
    raise UnsureError


SKIMMERS: defaultdict[Shape, Skimmer] = defaultdict(
    lambda: _unsure,
    {
        Shape.TEXT: _text,
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
"""What reads a value of each shape."""


def _sound_text(raw: str, known: Known) -> str:
    if not (is_block(raw) or is_plain(raw)):
        text(raw)
    return raw


def _sound_citations(raw: str, known: Known) -> str:
    if raw.partition(",")[0] not in known.cited or not is_plain(raw) or raw[-1] == "]":
        _citations(raw, known)
    return raw


SOUND: Mapping[Shape, Skimmer] = {Shape.TEXT: _sound_text, Shape.CITATIONS: _sound_citations}
"""What looks whether a value of these shapes is sound, and leaves it as it is written."""
