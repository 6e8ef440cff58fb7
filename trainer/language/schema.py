"""A JSON Schema (2020-12) of question files, for editors that complete and check while typing."""

from __future__ import annotations

import json
from collections.abc import Iterable

from trainer.language.grammar import (
    ALL_KEYS,
    COMMON,
    DECIDING,
    DEFAULTABLE,
    HEAD,
    MEDIA,
    OWN,
    REQUIRED,
    SOURCE,
)
from trainer.language.keys import Key, Shape
from trainer.question import Kind

SCHEMA_FILE = "trainer.schema.json"
"""Where the schema lies in `questions/`; the first line of a question file leads there."""

Schema = dict[str, object]

# YAML reads `1949` as a number and `true` as a boolean; to this language both are text.
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
# Of what is no letter outside of ASCII, JavaScript and Python have different ideas.
_ID: Schema = {"type": ["string", "number"], "pattern": r"^[^\s!-,/:-@\[-\^`{-~]+$"}
_IDS: Schema = _ID | {"pattern": r"^[^\s!-,:-@\[-\^`{-~]+$"}


def _one_or_list(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "array", "items": of, "minItems": 1}]}


def _or_quoted(of: Schema, pattern: str) -> Schema:
    """A value that YAML doesn't take for text; between quotes it says the same to this language. By
    a pattern, as of an enumeration an editor would offer each word twice."""
    return {"anyOf": [of, {"type": "string", "pattern": pattern}]}


def _map(of: Schema, least: int = 1) -> Schema:
    return {"type": "object", "additionalProperties": of, "minProperties": least}


_FEEDBACK: Schema = {"type": ["string", "number", "boolean", "null"]}
_BOOL = _or_quoted({"type": "boolean"}, "^([Tt]rue|TRUE|[Ff]alse|FALSE)$")
_ITEM: Schema = {"anyOf": [_TEXT, _map(_TEXT) | {"maxProperties": 1}]}

_SHAPES: dict[Shape, Schema] = {
    Shape.TEXT: _TEXT,
    Shape.TEXTS: _one_or_list(_TEXT),
    Shape.FEEDBACK: {
        "anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}, _map(_FEEDBACK)]
    },
    Shape.BOOL: _BOOL,
    Shape.LEVEL: _or_quoted({"type": "integer", "minimum": 1, "maximum": 5}, "^[1-5]$"),
    Shape.POINTS: _or_quoted({"type": "number", "exclusiveMinimum": 0}, "^[0-9.]*[1-9][0-9.]*$"),
    Shape.QUANTITY: {"type": ["string", "number"]},
    Shape.CLOZE: {"type": "string", "pattern": r"\{\{"},
    Shape.ITEMS: {"anyOf": [{"type": "array", "items": _ITEM, "minItems": 2}, _map(_TEXT, 2)]},
    Shape.PAIRS: _map(_TEXT, 2),
    Shape.RUBRIC: _one_or_list(_TEXT),
    Shape.ID: _ID,
    Shape.IDS: _one_or_list(_IDS),
    Shape.TAGS: _one_or_list(_ID),
    Shape.CITATIONS: _one_or_list({"type": "string"}),
    Shape.LANG: {"type": ["string", "boolean"]},
    Shape.PATTERN: {"type": ["string", "number"]},
}


def schema() -> Schema:
    """The schema of a question file, made from the grammar's table."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Questions for trainer",
        "type": "object",
        "properties": _properties(HEAD),
        "required": ["questions"],
        "additionalProperties": False,
        "$defs": {"question": _question()},
    }


def schema_text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _properties(keys: Iterable[Key]) -> dict[str, Schema]:
    return {key.name: {"description": _described(key), **_shape(key)} for key in keys}


def _described(key: Key) -> str:
    example = f"{key.name}: {key.example}"
    return f"{key.doc} Example: {example}"


def _shape(key: Key) -> Schema:
    match key.shape:
        case Shape.WORD:
            return {"enum": list(key.words)}
        case Shape.MEDIA:
            return {"anyOf": [{"type": "string"}, _object(MEDIA, ["file"])]}
        case Shape.SOURCES:
            return _map(_object(SOURCE, ["title"]), 0)
        case Shape.DEFAULTS:
            return _object(DEFAULTABLE.values(), [])
        case Shape.QUESTIONS:
            return {"type": "array", "items": {"$ref": "#/$defs/question"}}
    return _SHAPES[key.shape]


def _object(keys: Iterable[Key], required: list[str]) -> Schema:
    found: Schema = {
        "type": "object",
        "properties": _properties(keys),
        "additionalProperties": False,
    }
    return found | ({"required": required} if required else {})


def _question() -> Schema:
    """A question: all keys by name, then, by the key that decides the kind, those of the kind."""
    properties = _properties(ALL_KEYS.values())
    properties["answer"] = {**properties["answer"], **_TEXT}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **_by_kind(),
    }


def _by_kind() -> Schema:
    """One condition after the other: of alternatives an editor would tell of the wrong ones too."""
    chain = _of_kind(Kind.SHORT)
    # `answers` goes before `wrong` and `options`, which it may have beside it.
    order = sorted(set(DECIDING.values()), key=lambda kind: (kind is Kind.CHOICE, kind))
    for kind in reversed(order):
        names = [name for name, decides in DECIDING.items() if decides is kind]
        decided: Schema = {"anyOf": [{"required": [name]} for name in names]}
        chain = {"if": decided, "then": _of_kind(kind), "else": chain}
    return chain


def _of_kind(kind: Kind) -> Schema:
    """Which keys a question of this kind has, and which it can't have."""
    own = {key.name for key in (*OWN[kind], *COMMON)}
    needs = [name for name, decides in DECIDING.items() if decides is kind]
    foreign: Schema = {name: False for name in ALL_KEYS if name not in own}
    found: Schema = {"title": str(kind), "required": list(REQUIRED[kind]), "properties": foreign}
    if kind is Kind.SHORT:
        return found | {"required": ["ask", "answer"]}
    if kind is Kind.CHOICES:
        return found | {
            "required": ["ask", "answers"],
            "anyOf": [{"required": ["wrong"]}, {"required": ["options"]}],
        }
    if kind is Kind.TRUTH:
        found["properties"] = {**foreign, "answer": _BOOL}
    if kind is Kind.CHOICE:
        return found | {"oneOf": [{"required": [name]} for name in needs]}
    return found | {"anyOf": [{"required": [name]} for name in needs]}
