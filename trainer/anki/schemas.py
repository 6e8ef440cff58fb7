"""Note types, decks and presets as a collection keeps them: as JSON until schema 18, since then in
tables with protobuf.

All of it is a stranger's: these raise sqlite3.Error, ValueError, KeyError, TypeError or
AttributeError for what no collection holds.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Mapping
from typing import Any

from trainer.anki import protobuf
from trainer.records import record


@record(frozen=True, slots=True)
class ReadType:
    """A note type: the names of its fields, and front and back of each template."""

    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    faces: tuple[tuple[str, str], ...]
    css: str


@record(frozen=True, slots=True)
class ReadDeck:
    """A deck: its levels parted by `::`, its description in HTML, the id of its preset."""

    name: str
    description: str = ""
    preset: int = 1


@record(frozen=True, slots=True)
class ReadPreset:
    """What FSRS works with in a deck: weights (17, 19 or 21, none: the published ones)."""

    weights: tuple[float, ...] = ()
    retention: float = 0.9


def types_in(db: sqlite3.Connection) -> dict[int, ReadType]:
    """Note types by id. The numbers are those of Anki's proto/anki/notetypes.proto."""
    names: dict[int, list[str]] = {}
    for ntid, name in db.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        names.setdefault(ntid, []).append(name)
    faces: dict[int, list[tuple[str, str]]] = {}
    for ntid, config in db.execute("SELECT ntid, config FROM templates ORDER BY ntid, ord"):
        sides = protobuf.text(config, 1), protobuf.text(config, 2)
        faces.setdefault(ntid, []).append(sides)
    return {
        key: ReadType(
            name,
            protobuf.integer(config, 1) == 1,
            tuple(names.get(key, ())),
            tuple(faces.get(key, ())),
            protobuf.text(config, 3),
        )
        for key, name, config in db.execute("SELECT id, name, config FROM notetypes")
    }


def type_of(model: Mapping[str, Any]) -> ReadType:
    return ReadType(
        str(model["name"]),
        model["type"] == 1,
        tuple(str(field["name"]) for field in model["flds"]),
        tuple((str(face["qfmt"]), str(face["afmt"])) for face in model["tmpls"]),
        str(model["css"]),
    )


def decks_in(db: sqlite3.Connection) -> dict[int, ReadDeck]:
    """Decks by id. Source of the numbers: Anki's proto/anki/decks.proto."""
    found = {}
    for key, name, kind in db.execute("SELECT id, name, kind FROM decks"):
        normal = next((v for n, v in protobuf.fields(kind) if n == 1 and isinstance(v, bytes)), b"")
        preset = protobuf.integer(normal, 1)
        found[key] = ReadDeck(name.replace("\x1f", "::"), protobuf.text(normal, 4), preset)
    return found


def deck_of(deck: Mapping[str, Any]) -> ReadDeck:
    return ReadDeck(str(deck["name"]), str(deck.get("desc", "")), int(deck.get("conf", 1)))


def presets_in(db: sqlite3.Connection) -> dict[int, ReadPreset]:
    """Presets by id. Source of the numbers: Anki's proto/anki/deck_config.proto."""
    return {
        key: _preset(config) for key, config in db.execute("SELECT id, config FROM deck_config")
    }


def _preset(config: bytes) -> ReadPreset:
    found = {n: v for n, v in protobuf.fields(config) if isinstance(v, bytes)}
    packed = next((found[n] for n in (6, 5, 3) if found.get(n)), b"")
    weights = struct.unpack(f"<{len(packed) // 4}f", packed)
    retention = struct.unpack("<f", found[37])[0] if 37 in found else 0.9
    return ReadPreset(weights, round(retention, 4))


def preset_of(preset: Mapping[str, Any]) -> ReadPreset:
    names = ("fsrsParams6", "fsrsParams5", "fsrsWeights")
    weights = next((preset[name] for name in names if preset.get(name)), ())
    return ReadPreset(tuple(map(float, weights)), float(preset.get("desiredRetention", 0.9)))
