"""A fresh Anki, a folder to export into, and what learners and authors do with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.notes import Note

from trainer.anki.export import DeckInfo, Exported, export
from trainer.question import Question

NOW_MS = 1_790_000_000_000


@dataclass
class Learner:
    """Somebody's Anki, with the import options that a fresh collection has."""

    collection: Collection

    def take(self, package: Path) -> dict[str, int]:
        """Import a package; how many notes met which fate, as Anki's own log says."""
        backend = self.collection._backend
        options: ImportAnkiPackageOptions = backend.get_import_anki_package_presets()
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        log = self.collection.import_anki_package(request).log
        fates = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck")
        counts = {fate: len(getattr(log, fate)) for fate in fates}
        return {fate: count for fate, count in counts.items() if count}

    def study(self, cards: int) -> None:
        """Answer that many cards of the deck with Good."""
        deck = self.collection.decks.by_name("Tang")
        assert deck is not None
        self.collection.decks.select(deck["id"])
        for _ in range(cards):
            card = self.collection.sched.getCard()
            assert card is not None
            self.collection.sched.answerCard(card, 3)

    def notes(self) -> list[Note]:
        return [self.collection.get_note(nid) for nid in self.collection.find_notes("")]

    def note(self, question: str) -> Note:
        return next(note for note in self.notes() if note["Id"] == question)

    def schedule(self) -> list[tuple[object, ...]]:
        """Everything Anki knows of when cards come, and all answers."""
        database = self.collection.db
        assert database is not None
        cards = (
            "SELECT id, nid, ord, type, queue, ivl, reps, lapses, data, due FROM cards ORDER BY id"
        )
        return [tuple(row) for row in database.all(cards) + database.all("SELECT * FROM revlog")]


@dataclass
class Author:
    """Somebody who exports the deck `tang` again and again, an hour apart."""

    folder: Path
    now_ms: int = NOW_MS

    @property
    def ledger(self) -> Path:
        return self.folder / "decks" / "tang.anki.json"

    def export(self, questions: list[Question], title: str = "Tang", **sections: str) -> Exported:
        self.now_ms += 3_600_000
        package = self.folder / "decks" / "tang.apkg"
        info = DeckInfo("tang", title, "Questions on the *Tang*.", "china-abcdef")
        return export(
            info, questions, package, self.folder / "questions", self.ledger, self.now_ms, sections
        )


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    folder = tmp_path / "anki"
    folder.mkdir()
    collection = Collection(str(folder / "collection.anki2"))
    # Waiting for the disk at each change takes longer than all else here.
    collection.db.execute("pragma synchronous = off")
    yield Learner(collection)
    collection.close()


@pytest.fixture
def author(tmp_path: Path) -> Author:
    (tmp_path / "library" / "questions").mkdir(parents=True)
    return Author(tmp_path / "library")
