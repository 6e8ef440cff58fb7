"""Packages of all of Anki's formats are read alike, and hostile ones are refused in a sentence."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from anki.collection import ExportAnkiPackageOptions
from hypothesis import given
from hypothesis import strategies as st

from tests.anki.ours import our_questions
from tests.anki.samples import deck
from trainer.anki import protobuf
from trainer.anki.notetypes import cloze_type, trainer_type
from trainer.anki.reader import BadPackageError, read_package, told
from trainer.question import Kind, Media

if TYPE_CHECKING:
    from tests.anki.conftest import Author, Learner

zstd = pytest.importorskip("backports.zstd")


@pytest.mark.parametrize("legacy", [True, False], ids=["anki21", "anki21b"])
def test_formats_that_anki_writes(
    legacy: bool, author: Author, learner: Learner, tmp_path: Path
) -> None:
    (author.folder / "questions" / "map.png").write_bytes(b"a map")
    questions = [replace(q, image=Media("map.png")) if q.kind is Kind.TRUTH else q for q in deck()]
    learner.take(author.export(questions).path)
    out = tmp_path / "out.apkg"
    options = ExportAnkiPackageOptions(legacy=legacy, with_media=True)
    learner.collection.export_anki_package(out_path=str(out), options=options, limit=None)
    with zipfile.ZipFile(out) as package:
        assert ("collection.anki21b" in package.namelist()) is not legacy
    read = read_package(out)
    assert set(our_questions(out)[0]) == set(questions)
    assert "Tang" in read.decks.values()
    for made in (trainer_type(), cloze_type()):
        found = read.types[made.id]
        assert (found.name, found.is_cloze, found.fields) == (made.name, made.is_cloze, made.fields)
        assert found.faces == tuple((t.front, t.back) for t in made.templates)
    (digest,) = read.media.values()
    assert digest == hashlib.sha256(b"a map").hexdigest()


def test_sub_decks_are_named_alike(author: Author, learner: Learner, tmp_path: Path) -> None:
    learner.take(author.export(deck(), tang="Part one").path)
    for legacy in (True, False):
        out = tmp_path / f"{legacy}.apkg"
        options = ExportAnkiPackageOptions(legacy=legacy)
        learner.collection.export_anki_package(out_path=str(out), options=options, limit=None)
        assert "Tang::Part one" in read_package(out).decks.values()


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The package with its files changed, as somebody with bad intentions would."""
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return path


def test_cards_come_by_their_numbers_whatever_their_ids(author: Author) -> None:
    def tamper(files: dict[str, bytes]) -> None:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(files["collection.anki2"])
        connection.execute("UPDATE cards SET id = -id")
        connection.commit()
        files["collection.anki2"] = connection.serialize()
        connection.close()

    path = author.export(deck()).path
    before = read_package(path).notes
    after = read_package(repacked(path, tamper)).notes
    assert any(len(note.cards) > 1 for note in before)
    assert [note.cards for note in after] == [
        tuple(card._replace(id=-card.id) for card in note.cards) for note in before
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END;",
        "CREATE VIEW v AS SELECT 1;",
        "CREATE TABLE strange (x);",
        "DROP TABLE notes; CREATE VIEW notes AS WITH RECURSIVE r(x) AS "
        "(SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x AS id FROM r;",
        "UPDATE col SET models = '[]';",
        "UPDATE col SET decks = '{\"x\": 1}';",
        "DELETE FROM col;",
    ],
)
def test_a_strange_collection_is_refused(statement: str, author: Author) -> None:

    def tamper(files: dict[str, bytes]) -> None:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(files["collection.anki2"])
        connection.executescript(statement)
        files["collection.anki2"] = connection.serialize()
        connection.close()

    path = repacked(author.export(deck()).path, tamper)
    with pytest.raises(BadPackageError):
        read_package(path)


@pytest.mark.parametrize("cut", [0, 1, 100, -200])
def test_a_damaged_package_is_refused(cut: int, author: Author) -> None:
    path = author.export(deck()).path
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(BadPackageError):
        read_package(path)


def test_bombs_are_refused(author: Author) -> None:
    zeros = zstd.compress(bytes(2**20)) * 600
    bombs: list[dict[str, bytes]] = [
        {"collection.anki2": bytes(2**26)},
        {"collection.anki21b": zeros},
        {"collection.anki21b": zeros[:-5]},
        {"collection.anki21b": b"not zstd"},
        {"collection.anki2": b""},
        {"media": b"[" * 10**6},
        {"media": json.dumps(["../../etc/passwd"]).encode()},
    ]
    for bomb in bombs:
        path = author.export(deck()).path
        with pytest.raises(BadPackageError):
            read_package(repacked(path, lambda files, bomb=bomb: files.update(bomb)))


def test_what_isnt_a_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.apkg").write_text("not a zip")
    with zipfile.ZipFile(tmp_path / "b.apkg", "w") as empty:
        empty.writestr("x", "y")
    for name in ("a.apkg", "b.apkg", "."):
        with pytest.raises(BadPackageError, match="can't be read as an Anki package"):
            read_package(tmp_path / name)
    with pytest.raises(BadPackageError, match=r"there is no file .*missing\.apkg"):
        read_package(tmp_path / "missing.apkg")


def test_a_refusal_of_the_system_is_told_with_what_helps(tmp_path: Path) -> None:
    with pytest.raises(BadPackageError, match=r"Is a directory; see that it is a file that you"):
        read_package(tmp_path)
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(BadPackageError, match=r"on device; make room in"), told(tmp_path):
        raise full


@given(st.binary(max_size=60))
def test_protobuf_is_read_or_refused(message: bytes) -> None:
    try:
        found = list(protobuf.fields(message))
    except ValueError:
        return
    assert all(isinstance(value, int | bytes) for _, value in found)
