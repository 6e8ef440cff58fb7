"""Items as they are usually written into the values of their keys and their bodies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, cast

from trainer.language.bodies import Nodes, build
from trainer.language.grammar import COMMON, KEYS, kind_of, lacking
from trainer.language.skim.shapes import SKIMMERS, SOUND, Known, Skimmer
from trainer.language.skim.written import UnsureError
from trainer.question import Body, Kind
from trainer.records import record

if TYPE_CHECKING:
    from trainer.language.reporter import Reporter

Names = tuple[str, ...]

_KEYS = re.compile(r"\n  ([a-z-]+):").split


@record(frozen=True, slots=True)
class _Layout:
    """What is known of an item by the names of its keys alone."""

    kind: Kind
    skimmers: tuple[Skimmer, ...]
    nodes: Nodes


@lru_cache(maxsize=1024)
def _layout(names: Names, reading: bool) -> _Layout:
    kind = kind_of(names)
    if kind is None or lacking(kind, names) or ("hint" in names and "hints" in names):
        raise UnsureError
    keys = KEYS[kind]
    if not keys.keys() >= set(names) or len(set(names)) < len(names):
        raise UnsureError
    sound = {} if reading else _SOUND
    skimmers = [sound.get(name) or SKIMMERS[keys[name].shape] for name in names]
    return _Layout(kind, tuple(skimmers), dict.fromkeys(names, (_NOWHERE, _NOWHERE)))


# Where a mistake would be; `_Doubt` doesn't look.
_NOWHERE: Any = None


_SOUND = {key.name: SOUND[key.shape] for key in COMMON if key.shape in SOUND}
"""Keys of which neither a body nor a row of an index needs more than that they are sound."""


class _Begun(NamedTuple):
    """A layout in a file: the defaults that hold where an item has these keys."""

    layout: _Layout
    defaults: dict[str, Any]


class _Doubt:
    """In a reporter's place: what mistake there is, the full reader tells, where it stands."""

    def __getattr__(self, name: str) -> NoReturn:
        raise UnsureError


_DOUBT = cast("Reporter", _Doubt())


class _Item:
    """An item on its way; `sure` until something in it isn't certain."""

    __slots__ = ("layout", "sure", "values")

    def __init__(self, layout: _Layout, values: dict[str, Any]) -> None:
        self.layout, self.values, self.sure = layout, values, True


_Cell = tuple[_Item, str, str]
"""An item, the name of a key in it, and what is written behind that."""

Sound = tuple[dict[str, Any], Body]
"""The values of an item and its body."""


class Questions:
    """What skims the questions of a file: `defaults` are its head's, as values.

    Unless it is `reading`, texts and citations beside a body are found sound and left as they are
    written.
    """

    def __init__(self, known: Known, defaults: Mapping[str, Any], *, reading: bool) -> None:
        self._known, self._defaults, self._reading = known, defaults, reading
        self._tags: tuple[str, ...] = defaults.get("tags", ())
        self._begun: dict[Names, _Begun | None] = {}

    def skim(self, items: Sequence[str]) -> list[Sound | None]:
        """What each item says, in their order; None for those that the full reader must look at.

        An item is all behind the dash, each key in column 2 of a line, the first too.

        A step is taken for all items before the next one, and all values of a shape before those of
        another: the processor keeps at hand what a step needs. Item by item the same instructions
        take a third longer.
        """
        parted = list(map(_KEYS, items))
        laid = [self._laid_out(parts) for parts in parted]
        columns = defaultdict[Skimmer, list[_Cell]](list)
        for item, parts in zip(laid, parted, strict=True):
            if item is not None:
                of_shapes = zip(item.layout.skimmers, parts[1::2], parts[2::2], strict=True)
                for skim, name, raw in of_shapes:
                    columns[skim].append((item, name, raw))
        for skim, cells in columns.items():
            self._take(skim, cells)
        return [None if item is None else self._whole(item) for item in laid]

    def _laid_out(self, parts: list[str]) -> _Item | None:
        """An item by the names of its keys, with the defaults that hold where it has them."""
        names = tuple(parts[1::2])
        try:
            begun = self._begun[names]
        except KeyError:
            begun = self._begun[names] = self._begin(names)
        return None if begun is None or parts[0] else _Item(begun.layout, begun.defaults.copy())

    def _take(self, skim: Skimmer, cells: Iterable[_Cell]) -> None:
        """Values of one shape, each into its item."""
        known = self._known
        for item, name, raw in cells:
            try:
                item.values[name] = skim(raw, known)
            except UnsureError:
                item.sure = False

    def _whole(self, item: _Item) -> Sound | None:
        values, layout = item.values, item.layout
        if not item.sure:
            return None
        if self._tags and "tags" in layout.nodes:
            values["tags"] = tuple(dict.fromkeys((*self._tags, *values["tags"])))
        try:
            body = build(layout.kind, values, layout.nodes, _DOUBT)
        except UnsureError:
            return None
        return None if body is None else (values, body)

    def _begin(self, names: Names) -> _Begun | None:
        try:
            layout = _layout(names, self._reading)
        except UnsureError:
            return None
        keys = KEYS[layout.kind]
        holding = {
            name: value
            for name, value in self._defaults.items()
            if name in keys and name not in names
        }
        return _Begun(layout, holding)
