"""Writes .apkg files: genanki's schema and note types, with a writer for banks of any size.

genanki writes a deck's JSON once for each deck, computes each note's cards anew, stores without
compression and leaves times and temporary files behind. Here the database is built in memory in
one transaction, and the same input gives the same bytes under the same SQLite and zlib.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import field
from html import unescape
from itertools import count
from pathlib import Path
from typing import IO, Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from trainer.anki.notes import Note
from trainer.anki.notetypes import REVISED, NoteType, cloze_type, trainer_type
from trainer.anki.schedule import AnswerRow, CardRow
from trainer.bank.ticking import Tick, unwatched
from trainer.records import record

# The earliest time a zip can hold: packages must not differ by when they were made.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_TAG = re.compile(r"<[^>]*>")
# Of deflate: the usual 6 takes twice as long for 8% less, which were a twelfth of an export.
_LEVEL = 4

Past = Mapping[int, tuple[CardRow, list[AnswerRow]]]
"""By card number, where a card stands and how it was answered."""


@record(frozen=True, slots=True)
class Calendar:
    """What goes with a learner's answers: from when days are counted (UTC seconds), how many
    minutes west of UTC that was, and the deck's options as Anki's JSON."""

    created_s: int
    minutes_west: int
    preset: Mapping[str, Any]


@record(frozen=True, slots=True)
class PackedDeck:
    """A deck in the package: Anki's id, the full name with `::`, and a description in HTML."""

    id: int
    name: str
    description: str = ""


@record(frozen=True, slots=True)
class PackedNote:
    """A note with when it changed (UTC seconds), the id of the deck its new cards go to, and by
    card number what a learner did with it."""

    note: Note
    mod: int
    deck: int
    past: Past = field(default_factory=dict)


class BulkPackage(genanki.Package):  # type: ignore[misc]  # genanki ships no types
    """A package of ready notes. `created` is in UTC seconds; `conf` is kept for our own import;
    `calendar` goes with notes that have a history."""

    def __init__(
        self,
        decks: list[PackedDeck],
        notes: list[PackedNote],
        media: Mapping[str, Path],
        created: int,
        conf: Mapping[str, object],
        calendar: Calendar | None = None,
    ) -> None:
        super().__init__([genanki.Deck(deck.id, deck.name, deck.description) for deck in decks])
        self.notes = notes
        self.media = media
        self.created = created
        self.conf = conf
        self.calendar = calendar

    def write(self, file: IO[bytes], tick: Tick = unwatched) -> None:
        """The whole package, media streamed from their files. `tick` is told of the notes."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as outzip:
            info = _info("collection.anki2", True)
            outzip.writestr(info, self._database(tick), compresslevel=_LEVEL)
            names = list(self.media)
            listing = json.dumps({str(i): name for i, name in enumerate(names)})
            outzip.writestr(_info("media", True), listing)
            for i, name in enumerate(names):
                info = _info(str(i), False)
                info.file_size = self.media[name].stat().st_size
                with self.media[name].open("rb") as source, outzip.open(info, "w") as target:
                    shutil.copyfileobj(source, target)

    def _database(self, tick: Tick) -> bytes:
        connection = sqlite3.connect(":memory:")
        try:
            cursor = connection.cursor()
            cursor.executescript(APKG_SCHEMA)
            cursor.executescript(APKG_COL)
            with connection:
                self._write_collection(cursor)
                cursor.executemany(
                    "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,?,0,'')", self._note_rows(tick)
                )
                cursor.executemany(
                    "INSERT INTO cards VALUES(?,?,?,?,?,-1,?,?,?,?,?,?,?,?,0,0,0,?)",
                    self._card_rows(),
                )
                cursor.executemany(
                    "INSERT INTO revlog VALUES(?,?,-1,?,?,?,?,?,?)", self._answer_rows()
                )
            return connection.serialize()
        finally:
            connection.close()

    def _write_collection(self, cursor: sqlite3.Cursor) -> None:
        conf, decks, presets = cursor.execute("SELECT conf, decks, dconf FROM col").fetchone()
        all_decks, all_presets, created = json.loads(decks), json.loads(presets), self.created
        settings = json.loads(conf) | self.conf
        preset: dict[str, Any] = {}
        if self.calendar:
            created = self.calendar.created_s
            # Without a version Anki takes learning answers for those of its first scheduler,
            # which had three buttons, and makes Easy of Good.
            settings |= {"creationOffset": self.calendar.minutes_west, "schedVer": 2}
            preset = _laid_over(all_presets["1"], self.calendar.preset) | {"mod": self.created}
            all_presets[str(preset["id"])] = preset
        for deck in self.decks:
            # A plain deck, and none of today's counts, which genanki fills with years past.
            today = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
            all_decks[str(deck.deck_id)] = deck.to_json() | today | {"mod": self.created}
            if preset:
                all_decks[str(deck.deck_id)]["conf"] = preset["id"]
        models = {
            str(note_type.id): _model(note_type, self.decks[0].deck_id)
            for note_type in (trainer_type(), cloze_type())
        }
        modified = max([self.created, *(packed.mod for packed in self.notes)]) * 1000
        cursor.execute(
            "UPDATE col SET crt = ?, mod = ?, scm = ?, conf = ?, models = ?, decks = ?, dconf = ?",
            (
                created,
                modified,
                modified,
                json.dumps(settings),
                json.dumps(models),
                json.dumps(all_decks),
                json.dumps(all_presets),
            ),
        )

    def _note_rows(self, tick: Tick = unwatched) -> Iterator[tuple[object, ...]]:
        first = self.created * 1000
        for position, packed in enumerate(self.notes):
            tick(position + 1, len(self.notes))
            note, note_type = packed.note, note_type_of(packed.note)
            fields = [note.fields.get(name, "") for name in note_type.fields]
            sort = unescape(_TAG.sub("", fields[0]))
            checksum = int(hashlib.sha1(sort.encode()).hexdigest()[:8], 16)
            tags = f" {' '.join(note.tags)} " if note.tags else ""
            yield (
                first + position, note.guid, note_type.id, packed.mod, tags, "\x1f".join(fields),
                sort, checksum,
            )  # fmt: skip

    def _card_rows(self) -> Iterator[tuple[object, ...]]:
        first = self.created * 1000
        ids = count(first)
        for position, packed in enumerate(self.notes):
            for card in packed.note.cards:
                head = next(ids), first + position, packed.deck, card, packed.mod
                if card in packed.past:
                    yield *head, *packed.past[card][0]
                else:
                    yield *head, 0, 0, position + 1, 0, 0, 0, 0, 0, ""

    def _answer_rows(self) -> Iterator[tuple[object, ...]]:
        ids = count(self.created * 1000)
        for packed in self.notes:
            for card, id in zip(packed.note.cards, ids, strict=False):
                if card in packed.past:
                    for answer in packed.past[card][1]:
                        yield answer.id, id, *answer[1:]


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Settings over others, part by part."""
    merged = dict(below)
    for key, value in above.items():
        part = below.get(key)
        merged[key] = _laid_over(part, value) if isinstance(part, dict) else value
    return merged


def note_type_of(note: Note) -> NoteType:
    return cloze_type() if note.is_cloze else trainer_type()


def _model(note_type: NoteType, deck_id: int) -> dict[str, object]:
    """A note type as Anki's JSON, by genanki, with the ids that let later releases change it."""
    fields = [
        {"name": name, "id": note_type.field_id(i), "tag": None, "preventDeletion": True}
        | {"collapsed": name in note_type.hidden, "plainText": name in note_type.hidden}
        for i, name in enumerate(note_type.fields)
    ]
    templates = [
        {"name": t.name, "qfmt": t.front, "afmt": t.back, "id": t.id} for t in note_type.templates
    ]
    kind = genanki.Model.CLOZE if note_type.is_cloze else genanki.Model.FRONT_BACK
    model = genanki.Model(
        note_type.id, note_type.name, fields, templates, note_type.css, model_type=kind
    )
    made: dict[str, object] = model.to_json(REVISED, deck_id)
    return made


def _info(name: str, compressed: bool) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _ZIP_EPOCH)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    return info
