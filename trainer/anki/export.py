"""A deck's questions → an .apkg that updates what learners have, and never doubles or loses it.

    done = export(deck, questions, Path("deck.apkg"), media_root, Path("decks/deck.anki.json"), now)

`plan` says what would be written, without writing: for `--dry-run`, and for checking that a
committed package is current.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType

from trainer.anki import ledger as ledgers
from trainer.anki.html import literal
from trainer.anki.ledger import Ledger
from trainer.anki.media import MediaFiles
from trainer.anki.notes import Note, guid_of, note
from trainer.anki.order import in_order
from trainer.anki.package import (
    BulkPackage,
    Calendar,
    PackedDeck,
    PackedNote,
)
from trainer.anki.schedule import Schedules
from trainer.atomic import replacing
from trainer.bank.ticking import Tick, unwatched
from trainer.errors import TrainerError
from trainer.exchange.losses import Losses
from trainer.language.markup import to_html
from trainer.question import Cloze, Question
from trainer.records import record

NO_SECTIONS: Mapping[str, str] = MappingProxyType({})


@record(frozen=True, slots=True)
class DeckInfo:
    """The deck as learners see it, and the id of the library it lies in.

    For our own import: the texts of the deck's and the library's file, and by the ids of question
    files their names below `questions/` and their titles.
    """

    id: str
    title: str
    description: str = ""
    library: str = "local"
    deck_file: str = ""
    library_file: str = ""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@record(frozen=True, slots=True)
class Plan:
    """A package that is ready to be written, and the ledger as it is afterwards."""

    decks: tuple[PackedDeck, ...]
    notes: tuple[PackedNote, ...]
    media: Mapping[str, Path]
    ledger: Ledger
    conf: Mapping[str, object]
    added: int = 0
    changed: int = 0
    warnings: tuple[str, ...] = ()
    calendar: Calendar | None = None


@record(frozen=True, slots=True)
class Exported:
    """What an export did. `added` and `changed` count notes against the last export."""

    path: Path
    notes: int
    cards: int
    added: int
    changed: int
    media: int
    answers: int = 0
    warnings: tuple[str, ...] = ()


def export(
    deck: DeckInfo,
    questions: Iterable[Question],
    path: Path,
    media_root: Path,
    ledger_path: Path,
    now_ms: int,
    sections: Mapping[str, str] = NO_SECTIONS,
    schedules: Schedules | None = None,
    tick: Tick = unwatched,
) -> Exported:
    """Write the package and its ledger, each whole or not at all. Raises TrainerError.

    `media_root` is the folder that media files are relative to, `now_ms` in UTC milliseconds.
    `sections` maps file ids to titles and makes each a sub-deck. Without it all is one deck, in
    the author's order: Anki takes new cards of sub-decks in the order of their names. With
    `schedules` a learner's answers go along. `tick` is told of the notes made, then of those
    packed as if they were as many again.
    """
    old = ledgers.load(ledger_path)
    made = plan(
        deck, questions, media_root, old, now_ms, sections, schedules,
        lambda done, total: tick(done, 2 * total),
    )  # fmt: skip
    with replacing(path) as file:
        package(made).write(file, lambda done, total: tick(total + done, 2 * total))
    if made.ledger != old:
        ledgers.save(made.ledger, ledger_path)
    cards = sum(len(packed.note.cards) for packed in made.notes)
    answers = sum(len(rows) for packed in made.notes for _, rows in packed.past.values())
    return Exported(
        path,
        len(made.notes),
        cards,
        made.added,
        made.changed,
        len(made.media),
        answers,
        made.warnings,
    )


def plan(
    deck: DeckInfo,
    questions: Iterable[Question],
    media_root: Path,
    ledger: Ledger,
    now_ms: int,
    sections: Mapping[str, str] = NO_SECTIONS,
    schedules: Schedules | None = None,
    tick: Tick = unwatched,
) -> Plan:
    """Everything that `export` would write. Raises TrainerError."""
    guids = _guids(questions, ledger)
    media = MediaFiles(media_root)
    lost = Losses(_SENTENCES)
    notes: list[Note] = []
    homes: list[str] = []
    for done, question in enumerate(in_order(question for question, _ in guids.values()), 1):
        tick(done, len(guids))
        guid = guids[question.id][1]
        known = ledger.entries[guid].blanks if guid in ledger.entries else {}
        notes.append(note(question, guid, known, media.name))
        homes.append(sections.get(question.id.partition("/")[0], ""))
        lost.note(question)
    if not notes:
        raise TrainerError(f"the deck {deck.id} has no questions, so there is nothing to export.")
    after = ledger.entered(notes, now_ms)
    decks = _decks(deck, homes)
    packed = tuple(
        PackedNote(
            note,
            after.entries[note.guid].mod,
            decks[home].id,
            schedules.of(guids[note.question][0], note) if schedules else {},
        )
        for note, home in zip(notes, homes, strict=True)
    )
    return Plan(
        tuple(decks.values()),
        packed,
        media.paths,
        after,
        _conf(deck, notes),
        sum(note.guid not in ledger.entries for note in notes),
        sum(
            note.guid in ledger.entries and ledger.entries[note.guid] != after.entries[note.guid]
            for note in notes
        ),
        (*media.problems, *lost.sentences()),
        _calendar(deck, schedules) if schedules else None,
    )


def _calendar(deck: DeckInfo, schedules: Schedules) -> Calendar:
    preset = schedules.preset(_deck_id(deck, "preset"), _deck_name(deck.title or deck.id))
    return Calendar(schedules.created_s, schedules.creation_offset, preset)


def _guids(questions: Iterable[Question], ledger: Ledger) -> dict[str, tuple[Question, str]]:
    """The questions with their guids, by id. Raises TrainerError where two have one of either."""
    found: dict[str, tuple[Question, str]] = {}
    owners: dict[str, str] = {}
    for question in questions:
        guid = _given(question, ledger) or guid_of(question, ledger.entries)
        other = question.id if question.id in found else owners.get(guid)
        if other is not None:
            raise TrainerError(
                f"{question.id} and {other} would be one note in Anki; give one of them another "
                "`id`, or take the shared id out of its `was`."
            )
        found[question.id] = question, guid
        owners[guid] = question.id
    return found


def _given(question: Question, ledger: Ledger) -> str:
    """The guid of a note that came from Anki, unless it was a cloze and is none now, or the other
    way round: one guid under two note types makes Anki refuse the import."""
    guid = next((ledger.guids[id] for id in (question.id, *question.was) if id in ledger.guids), "")
    entry = ledger.entries.get(guid)
    changed = entry is not None and bool(entry.blanks) != isinstance(question.body, Cloze)
    return "" if changed else guid


def package(made: Plan) -> BulkPackage:
    return BulkPackage(
        list(made.decks),
        list(made.notes),
        made.media,
        made.ledger.created,
        made.conf,
        made.calendar,
    )


def _decks(deck: DeckInfo, homes: list[str]) -> dict[str, PackedDeck]:
    """The deck under "", then its sub-decks under their titles, in the order they first come."""
    title = _deck_name(deck.title or deck.id)
    description = literal(to_html(deck.description, block=True))
    decks = {"": PackedDeck(_deck_id(deck, ""), title, description)}
    for home in homes:
        if home not in decks:
            decks[home] = PackedDeck(_deck_id(deck, home), f"{title}::{_deck_name(home)}")
    return decks


def _deck_name(title: str) -> str:
    """A title as one level of Anki's deck tree, which `::` would split."""
    while "::" in title:
        title = title.replace("::", ":")
    return "".join(c for c in title if c >= " ").strip(" :") or "Deck"


def _deck_id(deck: DeckInfo, section: str) -> int:
    """The same in every export, and no other deck's; below 2^53 like every id of Anki's."""
    name = f"{deck.library}:{deck.id}::{section}".encode()
    return 2**41 + int.from_bytes(hashlib.blake2b(name, digest_size=5).digest())


def _conf(deck: DeckInfo, notes: list[Note]) -> dict[str, object]:
    """What only our own import reads: the deck, its files, and the library's names, each once."""
    names: dict[tuple[str, ...], list[str]] = {}
    for made in notes:
        if made.names:
            names.setdefault(made.names, []).append(made.question)
    shared = [{"names": list(known), "questions": ids} for known, ids in names.items()]
    ours = {"deck": deck.id, "library": deck.library, "names": shared}
    texts = {"deck_file": deck.deck_file, "library_file": deck.library_file}
    files = {"files": dict(deck.files)} if deck.files else {}
    return {"trainer": {**ours, **{name: text for name, text in texts.items() if text}, **files}}


_SENTENCES = {
    "after": "`after` isn't kept by Anki; they come later, but don't wait until others are known",
    "fact": "`fact` isn't kept by Anki; questions on one fact may come on one day",
    "pattern": "`pattern` isn't checked by Anki, which compares what is typed with one answer",
    "partial": "partly right picks are counted on the card, and graded by the learner",
}
