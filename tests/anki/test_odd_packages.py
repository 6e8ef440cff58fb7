"""Packages that are sound and yet unlike any other: without notes, or with names of devices."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.anki import foreign
from tests.anki.conftest import Learner as AnkiUser
from trainer.anki.importing import Imported, Learner, import_package
from trainer.bank.receiving import Target
from trainer.errors import TrainerError
from trainer.history.store import Store


def take(package: Path, root: Path) -> Imported:
    learner = Learner(lambda: Store.open(root / "history.db"), lambda: ZoneInfo("UTC"))
    return import_package(package, Target(root), learner, lambda _done, _total: None)


def test_a_package_without_notes_makes_no_library(learner: AnkiUser, tmp_path: Path) -> None:
    package = foreign.exported(learner.collection, tmp_path, "new.apkg")
    with pytest.raises(TrainerError, match=r"new\.apkg holds no notes, so there is nothing"):
        take(package, tmp_path / "library")
    assert not (tmp_path / "library").exists()


def test_a_package_of_which_nothing_can_come_in_makes_no_library(
    learner: AnkiUser, tmp_path: Path
) -> None:
    foreign.add(learner.collection, foreign.CLOZE, "Deck", ["no blank here"])
    package = foreign.exported(learner.collection, tmp_path, "new.apkg")
    done = take(package, tmp_path / "library")
    assert (done.notes, done.added, done.files) == (1, 0, ())
    assert not (tmp_path / "library").exists()


def test_no_file_is_called_as_windows_calls_devices_or_as_a_librarys_own(
    learner: AnkiUser, tmp_path: Path
) -> None:
    for deck in ("CON", "library", "com1::nul", "Tang::library"):
        foreign.add(learner.collection, foreign.BASIC, deck, [f"in {deck}", "back"])
    take(foreign.exported(learner.collection, tmp_path, "new.apkg"), tmp_path)
    questions = tmp_path / "questions"
    assert sorted(path.relative_to(questions).as_posix() for path in questions.rglob("*.yaml")) == [
        "com1-deck/nul-deck.yaml",
        "con-deck.yaml",
        "library-deck.yaml",
        "library.yaml",
        "tang/library.yaml",
    ]


def test_a_picture_that_is_none_is_told_of(learner: AnkiUser, tmp_path: Path) -> None:
    name = learner.collection.media.write_data("page.html", b"<p>")
    foreign.add(
        learner.collection, foreign.BASIC, "Deck", [f'<img src="{name}"> what is it', "back"]
    )
    done = take(foreign.exported(learner.collection, tmp_path, "new.apkg"), tmp_path)
    assert done.problems == (
        "1 note: page.html isn't in the package, or neither picture nor sound (such as "
        "“what is it”)",
    )
