"""Frozen dataclasses that cost a start a fifth of what the standard library's do.

`dataclasses` looks through the fields of each frozen class, writes six methods of it as text and
compiles them, 0.5 ms a class and more; a session needs 110 of them. Here `__init__` is compiled
when the first record of a class is made (most of a start never are), the fields are described when
somebody asks for them, and the rest is shared.
They are dataclasses for `fields`, `replace`, `match` and type checkers alike.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(
        *, frozen: bool, slots: bool = False, kw_only: bool = False
    ) -> Callable[[type], type]:
        """`dataclasses.dataclass(frozen=True)`, with `slots` and `kw_only` or without; nothing else
        of it."""
        assert frozen
        return lambda cls: _made(cls, slots, kw_only)


class _Written(NamedTuple):
    """What a class says of its own fields: their types, and the defaults of those that have any."""

    types: Mapping[str, str]
    defaults: Mapping[str, Any]
    kw_only: bool


_WRITTEN: dict[type, _Written] = {}
"""Of every class of records."""


def _made(cls: type, slots: bool, kw_only: bool) -> type:
    types = {n: text for n, text in cls.__annotations__.items() if not text.startswith("ClassVar")}
    space: dict[str, Any] = dict(cls.__dict__)
    defaults = {name: space.pop(name) for name in types if name in space}
    # A class's own methods stand; `__hash__` is None where only `__eq__` was written.
    added: dict[str, Any] = {n: one for n, one in _METHODS.items() if space.get(n) is None}
    added["__dataclass_fields__"] = described = _Fields()
    inherited = [name for base in cls.__mro__ if base in _WRITTEN for name in _WRITTEN[base].types]
    if slots:
        # They can't be given to a class that is there.
        for name in ("__dict__", "__weakref__"):
            space.pop(name, None)
        space |= added
        space["__slots__"] = tuple(name for name in types if name not in inherited)
        qualname = cls.__qualname__
        cls = type(cls)(cls.__name__, cls.__bases__, space)
        cls.__qualname__ = qualname
    else:
        for name, one in defaults.items():
            if isinstance(one, dataclasses.Field):
                delattr(cls, name)
                if one.default is not dataclasses.MISSING:
                    setattr(cls, name, one.default)
        for name, one in added.items():
            setattr(cls, name, one)
    described.of, _WRITTEN[cls] = cls, _Written(types, defaults, kw_only)
    type.__setattr__(cls, "__match_args__", () if kw_only else tuple(_fields(cls)))
    return cls


@cache
def _fields(cls: Any) -> dict[str, tuple[str, Any]]:
    """Each field's type and default, in order; those of a base come first."""
    found: dict[str, tuple[str, Any]] = {}
    for base in reversed(cls.__mro__):
        if base in _WRITTEN:
            types, defaults, _ = _WRITTEN[base]
            found |= {n: (text, defaults.get(n, dataclasses.MISSING)) for n, text in types.items()}
    return found


class _Fields:
    """The fields as `dataclasses` describes them, worked out once they are asked for."""

    of: type

    def __get__(self, one: object, owner: type) -> Any:
        cls = self.of
        types, defaults, kw_only = _WRITTEN[cls]
        space = {"__annotations__": dict(types), "__module__": cls.__module__, **defaults}
        # Without a text of its own, the signature would be worked out to put there: 0.2 ms.
        space["__doc__"] = cls.__name__
        alike: Any = type(cls.__name__, cls.__bases__, space)
        dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(alike)
        for name in ("__dataclass_params__", "__dataclass_fields__"):
            type.__setattr__(cls, name, getattr(alike, name))
        return alike.__dataclass_fields__


# --- the methods that all have in common


def _repr(self: Any) -> str:
    shown = (field.name for field in dataclasses.fields(self) if field.repr)
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({values})"


@cache
def _compared(cls: Any) -> Callable[[Any], Any]:
    return _getter([field.name for field in dataclasses.fields(cls) if field.compare])


@cache
def _hashed(cls: Any) -> Callable[[Any], Any]:
    fields = dataclasses.fields(cls)
    return _getter([f.name for f in fields if (f.compare if f.hash is None else f.hash)])


def _getter(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    compared = _compared(other.__class__)
    return compared(self) == compared(other)


def _hash(self: Any) -> int:
    return hash(_hashed(self.__class__)(self))


def _setattr(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[object]:
    return [getattr(self, name) for name in _fields(self.__class__)]


def _replace(self: Any, /, **changes: Any) -> Any:
    return dataclasses.replace(self, **changes)


def _setstate(self: Any, state: list[object]) -> None:
    for name, value in zip(_fields(self.__class__), state, strict=True):
        object.__setattr__(self, name, value)


def _first_init(self: Any, *given: Any, **named: Any) -> None:
    """Puts the compiled `__init__` into its place and calls it."""
    for cls in type(self).__mro__:
        if vars(cls).get("__init__") is _first_init:
            init = _init(cls)
            type.__setattr__(cls, "__init__", init)
            break
    else:
        # Another thread was faster.
        init = type(self).__init__
    init(self, *given, **named)


_METHODS: Mapping[str, Callable[..., Any]] = {
    "__init__": _first_init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
    "__replace__": _replace,
}


# --- `__init__`

_FEW = 3
"""Fields from which on to open a record, fill it and close it takes less than `object.__setattr__`
for each: 0.8 µs instead of 3.4 with the 21 of a question."""


def _opened(cls: type, fields: int) -> type | None:
    """A class with the same slots that isn't frozen, as which a record is filled; None where that
    doesn't pay."""
    slots = cls.__dict__.get("__slots__")
    if slots is None or fields < _FEW:
        return None
    methods = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls.__name__, cls.__bases__, {"__slots__": slots, **methods})


def _init(cls: type) -> Callable[..., None]:
    fields = _fields(cls)
    given: dict[str, Any] = {"_set": object.__setattr__, "_none": dataclasses.MISSING}
    taken, body = ["self", "*"] if _WRITTEN[cls].kw_only else ["self"], []
    set_one = "_set(self, {!r}, {})"
    if opened := _opened(cls, len(fields)):
        given |= {"_to": object.__dict__["__class__"].__set__, "_opened": opened}
        body += ["  _frozen = self.__class__", "  _to(self, _opened)"]
        set_one = "self.{} = {}"
    annotations: dict[str, Any] = {}
    for name, (text, default) in fields.items():
        factory: Any = dataclasses.MISSING
        is_taken = True
        if isinstance(default, dataclasses.Field):
            factory, is_taken = default.default_factory, default.init
            default = default.default
        if not is_taken and default is factory:
            # Neither is given: `__post_init__` makes it.
            continue
        value, otherwise = name, ""
        if factory is not dataclasses.MISSING:
            given[f"_make_{name}"] = factory
            value = f"_make_{name}()"
            if is_taken:
                value += f" if {name} is _none else {name}"
            otherwise = "=_none"
        elif default is not dataclasses.MISSING:
            given[f"_default_{name}"] = default
            value = name if is_taken else f"_default_{name}"
            otherwise = f"=_default_{name}"
        if is_taken:
            taken.append(name + otherwise)
            annotations[name] = text
        body.append(f"  {set_one.format(name, value)}")
    if opened:
        body.append("  self.__class__ = _frozen")
    if hasattr(cls, "__post_init__"):
        body.append("  self.__post_init__()")
    text = (
        f"def make({', '.join(given)}):\n"
        f" def __init__({', '.join(taken)}):\n" + "\n".join(body or ["  pass"]) + "\n"
        " return __init__"
    )
    space: dict[str, Any] = {}
    exec(text, vars(sys.modules[cls.__module__]), space)
    init: Callable[..., None] = space["make"](**given)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {**annotations, "return": None}
    return init
