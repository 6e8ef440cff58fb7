"""A question as JSON and back, so that a package of ours comes home as exactly what it was.

Only what differs from a default is written, and fields that a later release adds are carried
without a change here. Where the question stands in its file (`place`) is left out: it changes
with every line above it and says nothing about the question.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from trainer.question import Body, Kind, Place, Question

FORMAT = 1
_BODIES: dict[str, type] = {body.kind.value: body for body in get_args(Body)}
_SKIPPED = ("place", "names", "body")


class BadDataError(ValueError):
    """The JSON isn't a question of ours; the text says where."""


def encode(question: Question) -> str:
    """The question as one line of JSON that Anki takes for plain text in a field.

    `names` are left out: they belong to a library, would be repeated in each of its questions,
    and are written once for a package instead.
    """
    values = {"v": FORMAT, **_values(question)}
    values |= {"kind": question.kind.value, "body": _values(question.body)}
    text = _LETTERS.encode(values)
    if not unicodedata.is_normalized("NFC", text):
        # Anki composes letters and accents when it stores a field; escapes pass untouched.
        text = _ESCAPES.encode(values)
    # A field is HTML to Anki, which also looks for media in it.
    for char, escaped in _IN_HTML:
        text = text.replace(char, escaped)
    return text.replace("[sound:", "\\u005bsound:")


def decode(text: str, names: tuple[str, ...] = ()) -> Question:
    """The question that `encode` wrote, with the names of its library. Raises BadDataError."""
    try:
        values = json.loads(text)
        if not isinstance(values, dict) or values.pop("v", None) != FORMAT:
            raise BadDataError("this isn't a question of this release")
        kind = Kind(values.pop("kind"))
        body = _made(_BODIES[kind.value], values.pop("body"))
        question: Question = _made(Question, {**values, "body": body})
        return replace(question, names=names)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise BadDataError(f"a question's data is damaged: {error}") from error


_LETTERS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ESCAPES = json.JSONEncoder(separators=(",", ":"))
_IN_HTML = tuple((char, f"\\u{ord(char):04x}") for char in "<>&")


_DEFAULTS: dict[type, tuple[tuple[str, object], ...]] = {}


def _defaults(cls: type) -> tuple[tuple[str, object], ...]:
    """Names of the fields that are written with their defaults, looked up once a class: reflection
    costs 20 µs a record."""
    if cls not in _DEFAULTS:
        _DEFAULTS[cls] = tuple((f.name, _default(f)) for f in fields(cls) if f.name not in _SKIPPED)
    return _DEFAULTS[cls]


def _default(field: Field[Any]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _values(record: object) -> dict[str, object]:
    return {
        name: _plain(value)
        for name, default in _defaults(type(record))
        if (value := getattr(record, name)) is not default and value != default
    }


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return _values(value) if is_dataclass(value) and not isinstance(value, type) else value


@lru_cache(maxsize=64)
def _hints(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls)


def _made(cls: type, values: Any) -> Any:
    if not isinstance(values, dict):
        raise BadDataError(f"{cls.__name__} should be an object")
    hints = _hints(cls)
    unknown = values.keys() - hints.keys()
    if unknown:
        raise BadDataError(f"{cls.__name__} has no {min(unknown)}")
    return cls(**{name: _typed(hints[name], value) for name, value in values.items()})


def _typed(hint: Any, value: Any) -> Any:
    """The value as the type says. Of a union the member fits whose JSON looks like the value's."""
    if isinstance(value, Place) or is_dataclass(value):
        return value
    if get_origin(hint) is UnionType:
        members = [member for member in get_args(hint) if member is not NoneType]
        if value is None and len(members) < len(get_args(hint)):
            return None
        wanted = isinstance(value, dict)
        hint = next(member for member in members if is_dataclass(member) == wanted)
    if get_origin(hint) is tuple:
        items = get_args(hint)
        if not isinstance(value, list):
            raise BadDataError("a list was expected")
        if items[-1] is Ellipsis:
            return tuple(_typed(items[0], item) for item in value)
        return tuple(_typed(item, part) for item, part in zip(items, value, strict=True))
    if isinstance(hint, type) and is_dataclass(hint):
        return _made(hint, value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint):
        raise BadDataError(f"{value!r} isn't a {hint.__name__}")
    return value
