"""Frozen dataclasses that cost a start a quarter of what the standard library's do.

`dataclasses` writes six methods for each frozen class as text and compiles them, 0.5 ms a class
and more; a session needs 110 of them. Here only `__init__` is compiled, when the first record of
the class is made (most of a start never are), and the rest is shared.
They are dataclasses for `fields`, `replace`, `match` and type checkers alike.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

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

        def make(cls: type) -> type:
            # Without a text of its own, the signature would be worked out to put there: 0.2 ms.
            cls.__doc__ = cls.__doc__ or cls.__name__
            cls = dataclasses.dataclass(
                init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
            )(cls)
            fields = dataclasses.fields(cls)
            own = cls.__dict__
            methods = {**_shared(fields), "__init__": _first_init(cls, fields, kw_only)}
            for name, method in methods.items():
                # A class's own methods stand; `__hash__` is None where only `__eq__` was written.
                if own.get(name) is None:
                    method.__qualname__ = f"{cls.__qualname__}.{name}"
                    setattr(cls, name, method)
            return cls

        return make


def _shared(fields: tuple[dataclasses.Field[Any], ...]) -> dict[str, Callable[..., Any]]:
    names = [field.name for field in fields]
    shown = [field.name for field in fields if field.repr]
    compared = _getter([field.name for field in fields if field.compare])
    hashed = _getter([f.name for f in fields if (f.compare if f.hash is None else f.hash)])

    def __repr__(self: Any) -> str:  # noqa: N807
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({values})"

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(compared(self) == compared(other))

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(hashed(self))

    def __setattr__(self: Any, name: str, value: object) -> None:  # noqa: N807
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self: Any, name: str) -> None:  # noqa: N807
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self: Any) -> list[object]:  # noqa: N807
        return [getattr(self, name) for name in names]

    def __setstate__(self: Any, state: list[object]) -> None:  # noqa: N807
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    made = (__repr__, __eq__, __hash__, __setattr__, __delattr__, __getstate__, __setstate__)
    return {one.__name__: one for one in made}


def _getter(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _first_init(
    cls: type, fields: tuple[dataclasses.Field[Any], ...], kw_only: bool
) -> Callable[..., None]:
    """An `__init__` that puts the compiled one into its place and calls it."""

    def __init__(self: Any, *given: Any, **named: Any) -> None:  # noqa: N807
        init = _init(cls, fields, kw_only)
        init.__qualname__ = __init__.__qualname__
        type.__setattr__(cls, "__init__", init)
        init(self, *given, **named)

    return __init__


_FEW = 3
"""Fields from which on to open a record, fill it and close it takes less than `object.__setattr__`
for each: 0.8 µs instead of 3.4 with the 21 of a question."""


def _opened(cls: type, fields: tuple[dataclasses.Field[Any], ...]) -> type | None:
    """A class with the same slots that isn't frozen, as which a record is filled; None where that
    doesn't pay."""
    slots = cls.__dict__.get("__slots__")
    if slots is None or len(fields) < _FEW:
        return None
    methods = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls.__name__, cls.__bases__, {"__slots__": slots, **methods})


def _init(
    cls: type, fields: tuple[dataclasses.Field[Any], ...], kw_only: bool
) -> Callable[..., None]:
    given: dict[str, Any] = {"_set": object.__setattr__, "_none": dataclasses.MISSING}
    taken, body = ["self", "*"] if kw_only else ["self"], []
    set_one = "_set(self, {!r}, {})"
    if opened := _opened(cls, fields):
        given |= {"_to": object.__dict__["__class__"].__set__, "_opened": opened}
        body += ["  _frozen = self.__class__", "  _to(self, _opened)"]
        set_one = "self.{} = {}"
    for field in fields:
        name, value = field.name, field.name
        if not field.init and field.default is field.default_factory:
            # Neither is given: `__post_init__` makes it.
            continue
        if field.default_factory is not dataclasses.MISSING:
            given[f"_make_{name}"] = field.default_factory
            value = f"_make_{name}() if {name} is _none else {name}" if field.init else (
                f"_make_{name}()"
            )  # fmt: skip
            default = "=_none"
        elif field.default is not dataclasses.MISSING:
            given[f"_default_{name}"] = field.default
            value = name if field.init else f"_default_{name}"
            default = f"=_default_{name}"
        else:
            default = ""
        if field.init:
            taken.append(name + default)
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
    init.__annotations__ = {field.name: field.type for field in fields if field.init}
    init.__annotations__["return"] = None
    return init
