"""A package from Anki → question files, decks, media and answers in a library and a history.

done = import_package(path, Target(root), learner, progress)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.anki import ledger as ledgers
from trainer.anki.deckfiles import deck_text, own_deck_text
from trainer.anki.incoming import Incoming, incoming
from trainer.anki.incomingmedia import IncomingMedia
from trainer.anki.ledger import Entry, Ledger, content_hash
from trainer.anki.media import MediaFiles
from trainer.anki.notes import guid_of, note
from trainer.anki.notetypes import cloze_type, trainer_type
from trainer.anki.ours import OUR_TYPES, Origin, blanks, library_of_notes, origin
from trainer.anki.reader import Package, open_package, told
from trainer.bank.collector import collector_off
from trainer.bank.homes import Homes
from trainer.bank.library import LIBRARY_FILE
from trainer.bank.naming import Names
from trainer.bank.placing import Placed, Shelves, place
from trainer.bank.receiving import (
    Target,
    library_text,
    new_library_id,
    title_of,
    write_new,
)
from trainer.bank.ticking import Tick
from trainer.errors import TrainerError
from trainer.exchange.losses import Skipped
from trainer.language.fromhtml import Content, read_html
from trainer.language.markdown import write_blocks
from trainer.language.reader import Shared, read_library
from trainer.question import Cloze, Question
from trainer.records import record

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from trainer.history.store import Store

_LEDGER = ".anki.json"


@record(frozen=True, slots=True)
class Learner:
    """Whose answers they are: `store` opens the history when there are any, `zone` and
    `start_hour` say where a study day begins."""

    store: Callable[[], Store]
    zone: Callable[[], ZoneInfo]
    start_hour: int = 4


@record(frozen=True, slots=True)
class Imported:
    """What an import did. `differing` are questions that say something else in the package than
    in the library, and were left as they are."""

    notes: int
    added: int
    same: int
    differing: tuple[str, ...]
    deleted: int
    files: tuple[Path, ...]
    media: int
    answers: int
    answers_lost: int
    problems: tuple[str, ...]


def import_package(path: Path, target: Target, learner: Learner, tick: Tick) -> Imported:
    """Read a package into a library and a history. Raises TrainerError; then nothing of it is in
    the history, and every file is as it was or whole."""
    with open_package(path) as package:
        with told(path):
            total = package.collection.count()
            if not total:
                raise TrainerError(f"{path} holds no notes, so there is nothing to import.")
            came_from = origin(package.collection.conf)
            reviewed = next(package.collection.reviews(), None) is not None
        store = learner.store() if reviewed else None
        try:
            with collector_off():
                return _import(path, package, came_from, target, learner, store, tick, total)
        finally:
            if store:
                store.close()


def _import(
    path: Path,
    package: Package,
    came_from: Origin,
    target: Target,
    learner: Learner,
    store: Store | None,
    tick: Tick,
    total: int,
) -> Imported:
    questions = target.questions
    shared, head = _library(path, package, came_from, target)
    guids = _guids(target.root / "decks")
    shelves = Shelves(questions, shared)
    skipped = Skipped("note")
    media = IncomingMedia(package.listing)
    names = Names(guids, shelves.taken, shelves.twin)
    homes = Homes(target.below)
    with told(path):
        found = incoming(package, came_from, shared.library, homes, names, media, skipped)
        arrivals = list(_ticked(found, tick, total))
    if head and arrivals:
        write_new(head.encode(), target.library_file)
    present = target.present(arrival.question.id for arrival in arrivals)
    gone = frozenset(guids.values())
    placed = place(arrivals, shelves, present, gone, skipped.note)
    wanted = frozenset(file for a in placed.arrived for file in a.media)
    with told(path):
        copied = list(media.write(package, questions, wanted))
    files = [questions / name for name in placed.files]
    files += _decks(path, package, came_from, target, placed)
    answers, lost = _answers(path, package, placed, learner, store)
    return Imported(
        total,
        placed.added,
        placed.same,
        tuple(placed.differing),
        placed.deleted,
        tuple(files),
        len(copied),
        answers,
        lost,
        tuple(skipped.sentences()),
    )


def _answers(
    path: Path, package: Package, placed: Placed[Incoming], learner: Learner, store: Store | None
) -> tuple[int, int]:
    """How many of the package's answers went into the history, and how many belong to no card."""
    if store is None:
        return 0, 0
    # A package without answers is imported without what knows of histories.
    from trainer.anki.importedhistory import history_of

    events, lost = history_of(path, package, placed, learner, store)
    return store.receive(events), lost


def _ticked(found: Iterable[Incoming | None], tick: Tick, total: int) -> Iterator[Incoming]:
    done, last = 0, 0
    for arrival in found:
        if arrival is None or arrival.note.id != last:
            last = arrival.note.id if arrival else 0
            done += 1
            tick(min(done, total), total)
        if arrival is not None:
            yield arrival


def _library(path: Path, package: Package, came_from: Origin, target: Target) -> tuple[Shared, str]:
    """What the library says of all its questions, and the text of its file if it is to be made."""
    known = target.shared()
    if known is not None:
        return known, ""
    shared, wrong = read_library(came_from.library_file.encode(), LIBRARY_FILE)
    if came_from.library_file and not wrong and shared.library == came_from.library:
        return shared, came_from.library_file
    title = title_of(path)
    with told(path):
        # In a package without our note types no note is looked at.
        ours = package.collection.notes() if OUR_TYPES & package.collection.types.keys() else ()
        id = came_from.library or library_of_notes(ours)
        seed = f"{package.collection.created} {next(package.collection.notes()).guid}"
    if id == "local":
        return Shared(), ""
    text = library_text(id or new_library_id(title, seed), title)
    shared, wrong = read_library(text.encode(), LIBRARY_FILE)
    return (Shared(), "") if wrong else (shared, text)


def _guids(decks: Path) -> dict[str, str]:
    """The ids of questions that came from Anki, by guid, from every ledger of a library."""
    known = [ledgers.load(path) for path in sorted(decks.glob(f"*{_LEDGER}"))]
    return {guid: id for ledger in known for id, guid in ledger.guids.items()}


def _decks(
    path: Path, package: Package, came_from: Origin, target: Target, placed: Placed[Incoming]
) -> list[Path]:
    """Write deck files where there are none, and note in the ledgers which note is which."""
    folder = target.root / "decks"
    groups: dict[str, list[Incoming]] = {}
    for arrival in placed.arrived:
        groups.setdefault(arrival.deck, []).append(arrival)
    written = []
    for id, group in groups.items():
        with told(path):
            text = own_deck_text(came_from.deck_file, id) if came_from.deck == id else ""
            text = text or _deck_text(id, group, package)
        if write_new(text.encode(), folder / f"{id}.yaml"):
            written.append(folder / f"{id}.yaml")
        ledger_path = folder / f"{id}{_LEDGER}"
        old = ledgers.load(ledger_path)
        new = _noted(old, group, target.questions, package.collection.created)
        if new != old:
            ledgers.save(new, ledger_path)
    return written


def _deck_text(id: str, group: Sequence[Incoming], package: Package) -> str:
    decks = package.collection.decks
    names = dict.fromkeys(arrival.home.name for arrival in group)
    number = next((card.deck for a in group for card in a.note.cards), 0)
    levels = decks[number].name.split("::") if number in decks else [id]
    top = next((deck for deck in decks.values() if deck.name == levels[0]), None)
    described = read_html(top.description) if top else Content()
    return deck_text(id, levels[0], write_blocks(described.blocks), names)


def _noted(old: Ledger, group: Sequence[Incoming], questions: Path, created: int) -> Ledger:
    """The ledger with the notes' guids in it, and for notes of ours all that an export needs to
    go on where the last one stopped."""
    guids, entries, media = dict(old.guids), dict(old.entries), MediaFiles(questions)
    for arrival in group:
        question, guid = arrival.question, arrival.guid
        if not _is_own(guid, question, entries):
            guids[question.id] = guid
        if arrival.ours and guid not in entries:
            body = question.body
            numbers = blanks(arrival.note, body) if isinstance(body, Cloze) else {}
            made = note(question, guid, numbers, media.name)
            note_type = cloze_type() if made.is_cloze else trainer_type()
            fields = tuple(made.fields.get(name, "") for name in note_type.fields)
            if fields == arrival.note.fields:
                entries[guid] = Entry(content_hash(made), arrival.note.mod, numbers)
    ours = any(arrival.ours for arrival in group)
    return Ledger(entries, old.created or (created if ours else 0), guids)


def _is_own(guid: str, question: Question, known: Mapping[str, Entry]) -> bool:
    """Whether an export gives the question this guid anyway."""
    # Anki's own guids name no question, and so most need no other look.
    named = question.id in guid or any(former in guid for former in question.was)
    return named and guid_of(question, known) == guid
