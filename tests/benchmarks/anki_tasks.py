"""The single measurements of `anki`, each run in a process of its own; the last line is JSON."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.benchmarks.anki_studying import anki_studies, we_study
from tests.benchmarks.generate import Author

if TYPE_CHECKING:
    from anki.collection import Collection
    from anki.notes import Note

    from trainer.anki.collection import ReadNote

STATUS = Path("/proc/self/status")
BATCH = 5_000
ROUNDS = 3


def pack(exported: Path) -> dict[str, float]:
    """Our writer and the floor in turns, the notes of a package already in hand."""
    from trainer.anki.export import Plan, package

    ready = package(Plan(*_ready(exported)))
    notes, cards = list(ready._note_rows()), list(ready._card_rows())
    ours = floor = float("inf")
    for _ in range(ROUNDS):
        ours = min(ours, _seconds(lambda: ready.write(io.BytesIO())))
        floor = min(floor, _seconds(lambda: _floor(notes, cards)))
    return {"s": ours, "floor": floor}


def _ready(exported: Path) -> tuple[Any, ...]:
    """The parts of a plan that would write the package anew."""
    from trainer.anki.ledger import Ledger
    from trainer.anki.notes import Note
    from trainer.anki.notetypes import cloze_type, trainer_type
    from trainer.anki.package import PackedDeck, PackedNote

    types = {made.id: made for made in (trainer_type(), cloze_type())}
    packed = []
    for read in _notes(exported):
        note_type = types[read.note_type]
        fields = {n: v for n, v in zip(note_type.fields, read.fields, strict=True) if v}
        cards = tuple(card.ordinal for card in read.cards)
        note = Note("", read.guid, note_type.is_cloze, fields, read.tags, cards, {}, ())
        packed.append(PackedNote(note, read.mod, 2**41))
    return (PackedDeck(2**41, "All"),), tuple(packed), {}, Ledger(created=1_790_000_000), {}


def _floor(notes: list[Any], cards: list[Any]) -> None:
    from genanki.apkg_col import APKG_COL
    from genanki.apkg_schema import APKG_SCHEMA

    connection = sqlite3.connect(":memory:")
    connection.executescript(APKG_SCHEMA)
    connection.executescript(APKG_COL)
    with connection:
        connection.executemany("INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,?,0,'')", notes)
        connection.executemany(
            "INSERT INTO cards VALUES(?,?,?,?,?,-1,?,?,?,?,?,?,?,?,0,0,0,?)", cards
        )
    data = connection.serialize()
    connection.close()
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("collection.anki2", data)


def genanki_packs(exported: Path) -> dict[str, float]:
    """genanki as its manual has it, with the fields of our notes."""
    import genanki

    from trainer.anki.notetypes import cloze_type, trainer_type

    models = {
        made.id: genanki.Model(
            made.id,
            made.name,
            [{"name": name} for name in made.fields],
            [{"name": t.name, "qfmt": t.front, "afmt": t.back} for t in made.templates],
            model_type=genanki.Model.CLOZE if made.is_cloze else genanki.Model.FRONT_BACK,
        )
        for made in (trainer_type(), cloze_type())
    }
    deck = genanki.Deck(1, "All")
    for note in _notes(exported):
        deck.add_note(genanki.Note(models[note.note_type], list(note.fields), guid=note.guid))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "deck.apkg")
        took = _seconds(lambda: genanki.Package(deck).write_to_file(out))
        return {"s": took, "mb": out.stat().st_size / 1e6}


def anki_adds_and_exports(exported: Path, out: Path, batch: str) -> dict[str, float]:
    """Anki adds the notes of our package, so many at a time, to a collection that has their types,
    and exports them for every release, as we do."""
    ready = list(_notes(exported))
    with tempfile.TemporaryDirectory() as folder:
        collection = _collection(folder)
        _take(collection, _only_types(Path(folder), exported))
        models = {note.note_type: collection.models.get(note.note_type) for note in ready}

        def made() -> Iterator[Note]:
            for read in ready:
                note = collection.new_note(models[read.note_type])
                note.fields, note.tags = list(read.fields), list(read.tags)
                yield note

        took = _seconds(
            lambda: (_add(collection, made(), int(batch)), _export(collection, Path(out)))
        )
        collection.close()
    return {"s": took}


def _only_types(folder: Path, exported: Path) -> Path:
    """A package of one note of each type, by which Anki learns them."""
    from trainer.anki.export import Plan, package

    decks, notes, *rest = _ready(exported)
    few = {packed.note.is_cloze: packed for packed in notes}
    path = folder / "types.apkg"
    with path.open("wb") as file:
        package(Plan(decks, tuple(few.values()), *rest)).write(file)
    return path


def make_foreign(out: Path, count: str) -> dict[str, float]:
    """A package of Anki's own note types, as people have them: formatted, tagged, in sub-decks, in
    the format that Anki writes unless it is told otherwise."""
    author, rng = Author(0), Random(0)
    with tempfile.TemporaryDirectory() as folder:
        collection = _collection(folder)
        by_name = collection.models.by_name
        kinds = ["Basic", "Basic (and reversed card)", "Basic (type in the answer)", "Cloze"]
        models = [by_name(kind) for kind in kinds]
        decks = [collection.decks.id(f"All::Part {n}") for n in range(20)]

        def notes() -> Iterator[tuple[Note, int]]:
            for n in range(int(count)):
                kind = n % len(kinds)
                note = collection.new_note(models[kind])
                note.fields[:] = _foreign_fields(author, kind, n)
                note.tags = [f"part::{rng.randint(1, 9)}"]
                yield note, decks[n % len(decks)] or 1

        _add(collection, notes())
        _export(collection, out, legacy=False)
        collection.close()
    return {"mb": out.stat().st_size / 1e6}


def _foreign_fields(author: Author, kind: int, n: int) -> list[str]:
    line = f"<div>{author.phrase(12)} <b>{author.name()}</b>.</div>"
    if kind == 3:
        return [f"{{{{c1::{author.name()}}}}} met {{{{c2::{author.name()}}}}} ({n}).<br>", line]
    if kind == 2:
        return [f"Who led the {author.phrase(8)} ({n})?", author.name()]
    if kind == 1:
        return [f"{author.name()} {n}", f"the <i>{author.phrase(4)}</i> of&nbsp;{author.name()}"]
    return [f"Why did {author.name()} leave {author.phrase(8)} ({n})?", 2 * line]


def anki_imports(path: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        collection = _collection(folder)
        before = _mebibytes("VmRSS")
        took = _seconds(lambda: _take(collection, path))
        peak = _mebibytes("VmHWM")
        collection.close()
    return {"s": took, "mib": peak - before}


def read(path: Path) -> dict[str, float]:
    """Every note of a package, one in memory at a time."""
    from trainer.anki.reader import open_package

    before = _mebibytes("VmRSS")

    def every() -> None:
        with open_package(path) as package:
            deque(package.collection.notes(), maxlen=0)

    took = _seconds(every)
    return {"s": took, "mib": _mebibytes("VmHWM") - before}


def _notes(path: Path) -> Iterator[ReadNote]:
    from trainer.anki.reader import open_package

    with open_package(path) as package:
        yield from package.collection.notes()


def _collection(folder: str) -> Collection:
    from anki.collection import Collection

    return Collection(str(Path(folder, "collection.anki2")))


def _add(collection: Collection, notes: Iterable[Any], size: int = BATCH) -> None:
    """Notes, alone or with the deck of each: by `add_note`, or by `add_notes` where many at a
    time."""
    from anki.collection import AddNoteRequest
    from anki.decks import DeckId

    deck = collection.decks.id("All") or DeckId(1)
    pairs = (note if isinstance(note, tuple) else (note, deck) for note in notes)
    while batch := list(islice(pairs, size)):
        if size == 1:
            collection.add_note(batch[0][0], DeckId(batch[0][1]))
            continue
        collection.add_notes([AddNoteRequest(note, DeckId(id)) for note, id in batch])


def _take(collection: Collection, path: Path) -> None:
    from anki.collection import ImportAnkiPackageRequest

    options = collection._backend.get_import_anki_package_presets()
    collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=options)
    )


def _export(collection: Collection, out: Path, legacy: bool = True) -> None:
    from anki.collection import ExportAnkiPackageOptions

    options = ExportAnkiPackageOptions(legacy=legacy)
    collection.export_anki_package(out_path=str(out), options=options, limit=None)


def _seconds(call: Callable[[], object]) -> float:
    """Of processor time, all threads together: others may be busy on the machine."""
    began = time.process_time()
    call()
    return time.process_time() - began


def _mebibytes(name: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


TASKS: dict[str, Callable[..., dict[str, float]]] = {
    task.__name__: task
    for task in (
        pack, genanki_packs, anki_adds_and_exports, make_foreign, anki_imports, read, anki_studies,
        we_study,
    )
}  # fmt: skip

if __name__ == "__main__":
    task, first, *others = sys.argv[1:]
    print(json.dumps(TASKS[task](Path(first), *others)))
