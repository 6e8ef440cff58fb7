"""Packages from Anki become question files that an instructor would be glad to edit, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.anki import foreign
from tests.language.test_writer import BODIES, questions
from trainer.anki.export import DeckInfo, export
from trainer.anki.importing import Imported, Learner, import_package
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.bank.receiving import Target
from trainer.cli.export import deck_info
from trainer.clock import Clock
from trainer.history.store import Store
from trainer.language.schema import schema_text
from trainer.language.writer import write_file
from trainer.question import Place, Question

if TYPE_CHECKING:
    from tests.anki.conftest import Learner as AnkiUser

FORMATS = ("old.apkg", "new.apkg", "old.colpkg", "new.colpkg")
TANG = """\
# yaml-language-server: $schema=../trainer.schema.json
title: Tang
id: china-tang

questions:
- ask: The **capital**?
  id: the-capital
  recall: Chang'an
  tags: [city, han.x]

- ask: What does the picture show?
  id: what-does-the-picture-show
  recall: Xi'an
  image: media/map of xi-an.png

- ask: Which tone?
  id: which-tone
  recall: the fourth
  explain: 'File with the answer: china/media/tone.mp3'
"""
CHINA = """\
# yaml-language-server: $schema=trainer.schema.json
title: China
id: china

questions:
- term: shí
  id: shi
  means: stone

- ask: Who founded it?
  id: who-founded-it
  answer: Gaozu

- cloze: '{{c1::Tang::dynasty}} fell to {{c2::Zhu Wen}}, $907$'
  id: tang-fell-to-zhu-wen-907
  explain: '*907*'

- ask: Which one?
  id: which-one
  answer: B
  wrong: [A, C]
  explain: Lewis, p. 3

- ask: Which ones?
  id: which-ones
  answers: [B, C]
  wrong: [A]
"""


def take(package: Path, root: Path, below: str = "") -> Imported:
    history = root.parent / f"{root.name}-history" / "history.db"
    clock = Clock(source=lambda: 4_000_000_000_000)
    learner = Learner(lambda: Store.open(history, clock=clock), lambda: ZoneInfo("Asia/Shanghai"))
    return import_package(package, Target(root, below), learner, lambda _done, _total: None)


def every_file(root: Path) -> dict[str, bytes]:
    files = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def collection(learner: AnkiUser) -> AnkiUser:
    foreign.fill(learner.collection)
    return learner


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_becomes_the_same_files(
    name: str, collection: AnkiUser, tmp_path: Path
) -> None:
    package = foreign.exported(collection.collection, tmp_path, name)
    done = take(package, tmp_path / "library")
    assert (done.notes, done.added, done.media) == (12, 9, 2)
    files = every_file(tmp_path / "library")
    assert files["questions/china/tang.yaml"].decode() == TANG
    assert files["questions/china.yaml"].decode() == CHINA
    assert files["questions/china/media/map of xi-an.png"] == b"\x89PNG a map"
    assert files["questions/china/media/tone.mp3"] == b"ID3 a tone"
    assert "    • one\n\n    • two\n" in files["questions/default.yaml"].decode()
    assert files["decks/china.yaml"].decode() == (
        "title: China\nid: china\ndescription: What I know of **China**\n"
        "questions: [china/**/*.yaml, china.yaml]\n"
    )
    with Bank.open(library_at(tmp_path / "library")) as bank:
        assert [one for one in bank.check() if one.severity == "error"] == []


def test_what_is_left_out_is_told_with_an_example(collection: AnkiUser, tmp_path: Path) -> None:
    package = foreign.exported(collection.collection, tmp_path, "new.apkg")
    assert set(take(package, tmp_path / "library").problems) == {
        "1 note is left out: its front is empty (such as “an empty front”)",
        "1 note is left out: it has no blank (such as “no blank here”)",
        "1 note is left out: image occlusion has no counterpart here (such as "
        "“{{c1::image-occlusion:rect:left=.1}}”)",
        "1 note: a picture or sound of its back is only named in `explain` (such as “Which tone?”)",
    }


def test_importing_twice_changes_nothing(collection: AnkiUser, tmp_path: Path) -> None:
    foreign.answer_some(collection.collection, "China")
    package = foreign.exported(collection.collection, tmp_path, "new.apkg")
    first = take(package, tmp_path / "library")
    assert (first.added, first.answers + first.answers_lost) == (9, 4)
    assert first.answers > 0
    before = every_file(tmp_path / "library")
    again = take(package, tmp_path / "library")
    assert (again.added, again.same, again.answers, again.files) == (0, 9, 0, ())
    assert every_file(tmp_path / "library") == before


def test_an_import_that_is_stopped_at_its_end_leaves_editors_their_schema(
    collection: AnkiUser, tmp_path: Path
) -> None:
    def stopped() -> ZoneInfo:
        raise KeyboardInterrupt

    foreign.answer_some(collection.collection, "China")
    package = foreign.exported(collection.collection, tmp_path, "new.apkg")
    clock = Clock(source=lambda: 4_000_000_000_000)
    learner = Learner(lambda: Store.open(tmp_path / "history.db", clock=clock), stopped)
    with pytest.raises(KeyboardInterrupt):
        import_package(package, Target(tmp_path / "library"), learner, lambda _done, _total: None)
    files = every_file(tmp_path / "library")
    assert files["questions/china.yaml"].decode() == CHINA
    assert files["questions/trainer.schema.json"].decode() == schema_text()
    take(package, tmp_path / "library")
    assert every_file(tmp_path / "library") == files


def test_a_later_package_adds_only_what_is_new(collection: AnkiUser, tmp_path: Path) -> None:
    take(foreign.exported(collection.collection, tmp_path, "old.apkg"), tmp_path / "library")
    foreign.add(collection.collection, foreign.BASIC, "China", ["And now?", "Yes"])
    later = take(
        foreign.exported(collection.collection, tmp_path, "new.apkg"), tmp_path / "library"
    )
    assert (later.added, later.same) == (1, 9)
    text = (tmp_path / "library/questions/china.yaml").read_text("utf-8")
    assert text == CHINA + "\n- ask: And now?\n  id: and-now\n  recall: Yes\n"


def test_what_was_edited_or_deleted_here_stays_so(collection: AnkiUser, tmp_path: Path) -> None:
    package = foreign.exported(collection.collection, tmp_path, "new.apkg")
    take(package, tmp_path / "library")
    file = tmp_path / "library/questions/china.yaml"
    edited = CHINA.replace("answer: Gaozu", "answer: Li Yuan  # his own name")
    edited = edited.replace("- term: shí\n  id: shi\n  means: stone\n\n", "")
    file.write_text(edited, encoding="utf-8")
    again = take(package, tmp_path / "library")
    assert (again.added, again.deleted, again.differing) == (0, 1, ("china/who-founded-it",))
    assert file.read_text("utf-8") == edited


def test_a_package_can_go_into_a_folder_of_a_library(collection: AnkiUser, tmp_path: Path) -> None:
    package = foreign.exported(collection.collection, tmp_path, "new.apkg")
    own = tmp_path / "library/questions/own.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("questions:\n- {ask: Q?, id: q, answer: a}\n", encoding="utf-8")
    take(package, tmp_path / "library", "from-anki")
    assert "questions/from-anki/china/tang.yaml" in every_file(tmp_path / "library")
    assert own.read_text("utf-8") == "questions:\n- {ask: Q?, id: q, answer: a}\n"


def test_notes_that_came_from_anki_go_back_and_change_nothing(
    collection: AnkiUser, tmp_path: Path
) -> None:
    package = foreign.exported(collection.collection, tmp_path, "new.apkg")
    take(package, tmp_path / "library")
    with Bank.open(library_at(tmp_path / "library")) as bank:
        deck = bank.deck("china")
        done = export(
            deck_info(bank, deck),
            bank.every_question(deck),
            tmp_path / "back.apkg",
            bank.library.questions,
            tmp_path / "library/decks/china.anki.json",
            1_790_000_000_000,
        )
    before = collection.collection.note_count(), collection.schedule()
    # Of another note type now; Anki keeps what it has.
    assert collection.take(done.path) == {"conflicting": 8}
    assert (collection.collection.note_count(), collection.schedule()) == before


def written(root: Path, made: Sequence[Question]) -> None:
    folder = root / "questions" / "part"
    folder.mkdir(parents=True)
    for picture in ("map.png", "a/b.png"):
        (folder / picture).parent.mkdir(exist_ok=True)
        (folder / picture).write_bytes(picture.encode())
    (root / "questions/library.yaml").write_text("id: tang-abcdef\nnames: [Li Bai]\n", "utf-8")
    (folder / "file.yaml").write_text(write_file("file", made, "File", "part"), "utf-8")
    (root / "decks").mkdir()
    deck = "title: All\nid: all\nquestions: [part/*.yaml]\nstudy: {new-per-day: 7}  # slowly\n"
    (root / "decks/all.yaml").write_text(deck, "utf-8")


def read_back(root: Path) -> list[Question]:
    with Bank.open(library_at(root)) as bank:
        return [replace(q, place=Place("")) for q in bank.every_question()]


one_of_each = st.tuples(*(questions(body) for body in BODIES.values())).map(
    lambda made: [
        replace(
            question,
            id=f"file/q{n}",
            was=(f"file/old{n}",) if question.was else (),
            image=question.image and replace(question.image, file=f"part/{question.image.file}"),
            audio=None,
        )
        for n, question in enumerate(made)
    ]
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=one_of_each)
def test_bank_to_package_to_bank_is_the_same_bank(
    made: list[Question], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bank")
    written(folder / "first", made)
    with Bank.open(library_at(folder / "first")) as bank:
        deck = bank.deck("all")
        info: DeckInfo = deck_info(bank, deck)
        done = export(
            info,
            bank.every_question(deck),
            folder / "all.apkg",
            bank.library.questions,
            folder / "all.anki.json",
            1_790_000_000_000,
        )
    back = take(done.path, folder / "second")
    assert (back.added, back.problems) == (len(made), ())
    assert read_back(folder / "second") == read_back(folder / "first")
    first, second = every_file(folder / "first"), every_file(folder / "second")
    for name in ("questions/library.yaml", "decks/all.yaml"):
        assert second[name] == first[name]
    pictures = {name for name in second if name.endswith(".png")}
    assert all(second[name] == first[name] for name in pictures)
