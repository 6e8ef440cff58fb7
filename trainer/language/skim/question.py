"""One item as it is usually written into the values of its keys and its body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NoReturn

from trainer.language.bodies import Nodes, build
from trainer.language.grammar import KEYS, kind_of, lacking
from trainer.language.heading import node_of
from trainer.language.item import add_defaults
from trainer.language.keys import Shape
from trainer.language.reporter import Reporter
from trainer.language.skim.shapes import SKIMMERS, Known, Skimmer
from trainer.language.skim.written import ENDING, OPENING, UnsureError, text
from trainer.question import Body, Kind
from trainer.records import record

# Before a key in column 2: lists may have their dashes there, and a comment is left to the reader.
_KEYS = re.compile(r"\n  (?![ \-#])").split

_AFTER_COLON = frozenset(" \n")


@record(frozen=True, slots=True)
class _Layout:
    """What is known of an item by the names of its keys alone; `shaped` are those that hold more
    than a text."""

    kind: Kind
    shaped: Mapping[str, Skimmer]
    nodes: Nodes


@lru_cache(maxsize=1024)
def _layout(names: tuple[str, ...]) -> _Layout:
    kind = kind_of(names)
    if kind is None or lacking(kind, names) or ("hint" in names and "hints" in names):
        raise UnsureError
    keys = KEYS[kind]
    if not keys.keys() >= set(names):
        raise UnsureError
    shapes = {name: keys[name].shape for name in names}
    shaped = {name: SKIMMERS[shape] for name, shape in shapes.items() if shape is not Shape.TEXT}
    return _Layout(kind, shaped, dict.fromkeys(names, (_NOWHERE, _NOWHERE)))


_NOWHERE = node_of("")


class _Doubt(Reporter):
    """Whoever has a mistake to tell of, the full reader tells it, at its place."""

    def report(self, *_: object, **__: object) -> NoReturn:
        raise UnsureError

    def related(self, *_: object) -> NoReturn:
        raise UnsureError


_DOUBT = _Doubt("", "")


def skim_question(
    item: str, known: Known, defaults: Mapping[Kind, Mapping[str, Any]]
) -> tuple[dict[str, Any], Body]:
    """The values of an item and its body; `item` is all behind the dash, keys in column 2.

    Raises UnsureError.
    """
    values: dict[str, Any] = {}
    fields = _KEYS(item)
    others: list[str] = []
    for field in fields:
        name, _, raw = field.partition(":")
        # Most values are plain texts on one line: this is `written.text` for them, without a call.
        if (
            raw[1:2] in OPENING
            or "\n" in raw
            or ": " in raw
            or " #" in raw
            or raw[-1] in ENDING
            or raw[0] != " "
        ):
            if raw[:1] not in _AFTER_COLON:
                raise UnsureError
            others.append(name)
            values[name] = raw
        else:
            values[name] = raw[1:]
    if len(values) < len(fields):
        raise UnsureError
    layout = _layout(tuple(values))
    shaped = layout.shaped
    for name in others:
        if name not in shaped:
            values[name] = text(values[name])
    for name, skim in shaped.items():
        values[name] = skim(values[name], known)
    add_defaults(values, defaults[layout.kind])
    body = build(layout.kind, values, layout.nodes, _DOUBT)
    if body is None:
        raise UnsureError
    return values, body
