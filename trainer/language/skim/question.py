"""One item as it is usually written into the values of its keys and its body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, cast

from trainer.language.bodies import Nodes, build
from trainer.language.grammar import COMMON, KEYS, kind_of, lacking
from trainer.language.keys import Shape
from trainer.language.skim.shapes import SKIMMERS, SOUND, Known, Skimmer
from trainer.language.skim.written import ENDING, OPENING, UnsureError, text
from trainer.question import Body, Kind
from trainer.records import record

if TYPE_CHECKING:
    from trainer.language.reporter import Reporter

Names = tuple[str, ...]

_KEYS = re.compile(r"\n  ([a-z-]+):").split


@record(frozen=True, slots=True)
class _Layout:
    """What is known of an item by the names of its keys alone.

    `skimmers` has None for a text. `unread` says where those keys are of which neither a body nor a
    row of an index needs more than that they are sound.
    """

    kind: Kind
    skimmers: tuple[Skimmer | None, ...]
    unread: tuple[str, ...]
    nodes: Nodes


@lru_cache(maxsize=1024)
def _layout(names: Names) -> _Layout:
    kind = kind_of(names)
    if kind is None or lacking(kind, names) or ("hint" in names and "hints" in names):
        raise UnsureError
    keys = KEYS[kind]
    if not keys.keys() >= set(names) or len(set(names)) < len(names):
        raise UnsureError
    shapes = {name: keys[name].shape for name in names}
    unread = tuple(name for name in names if name in _BESIDE)
    skimmers = {name: SKIMMERS[shape] for name, shape in shapes.items() if shape is not Shape.TEXT}
    skimmers |= {name: SOUND[shapes[name]] for name in unread}
    nodes = dict.fromkeys(names, (_NOWHERE, _NOWHERE))
    return _Layout(kind, tuple(map(skimmers.get, names)), unread, nodes)


# Where a mistake would be; `_Doubt` doesn't look.
_NOWHERE: Any = None


_BESIDE = {key.name: key.shape for key in COMMON if key.shape in SOUND}


class _Begun(NamedTuple):
    """A layout in a file: the defaults that hold where an item has these keys."""

    layout: _Layout
    defaults: dict[str, Any]


class _Doubt:
    """In a reporter's place: what mistake there is, the full reader tells, where it stands."""

    def __getattr__(self, name: str) -> NoReturn:
        raise UnsureError


_DOUBT = cast("Reporter", _Doubt())


class Questions:
    """What skims the questions of a file: `defaults` are its head's, as values."""

    def __init__(self, known: Known, defaults: Mapping[str, Any]) -> None:
        self._known, self._defaults = known, defaults
        self._tags: tuple[str, ...] = defaults.get("tags", ())
        self._begun: dict[Names, _Begun] = {}

    def skim(self, item: str) -> tuple[dict[str, Any], Body, tuple[str, ...]]:
        """The values of an item, its body, and the names of values that are sound but unread.

        `item` is all behind the dash, each key in column 2 of a line, the first too.

        Raises UnsureError.
        """
        parts = _KEYS(item)
        names = tuple(parts[1::2])
        if parts[0]:
            raise UnsureError
        layout, defaults = self._begun.get(names) or self._begin(names)
        values = defaults.copy()
        for name, raw, skim in zip(names, parts[2::2], layout.skimmers, strict=True):
            if skim is not None:
                values[name] = skim(raw, self._known)
            # Most are plain ones on one line: this is `is_plain` for them, without a call.
            elif (
                raw[1:2] in OPENING
                or "\n" in raw
                or ": " in raw
                or " #" in raw
                or raw[-1] in ENDING
                or raw[0] != " "
            ):
                values[name] = text(raw)
            else:
                values[name] = raw[1:]
        if self._tags and "tags" in names:
            values["tags"] = tuple(dict.fromkeys((*self._tags, *values["tags"])))
        body = build(layout.kind, values, layout.nodes, _DOUBT)
        if body is None:
            raise UnsureError
        return values, body, layout.unread

    def read(self, values: Mapping[str, Any], unread: tuple[str, ...]) -> dict[str, Any]:
        """All values read. Raises UnsureError."""
        return {
            name: (SKIMMERS[_BESIDE[name]](raw, self._known) if name in unread else raw)
            for name, raw in values.items()
        }

    def _begin(self, names: Names) -> _Begun:
        layout = _layout(names)
        keys = KEYS[layout.kind]
        holding = {
            name: value
            for name, value in self._defaults.items()
            if name in keys and name not in names
        }
        begun = self._begun[names] = _Begun(layout, holding)
        return begun
