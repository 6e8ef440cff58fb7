"""An index that is damaged, foreign, locked or has no place: it is a cache, and done without."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bank.opened import OpenBank, answers, database
from tests.folders import Folder, short
from trainer.bank.bank import Bank
from trainer.bank.database import connect
from trainer.errors import TrainerError


def damage_nothing(path: Path) -> None:
    path.unlink()


def damage_all(path: Path) -> None:
    path.write_bytes(b"not a database, by any means" * 100)


def damage_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 6] = os.urandom(4096 * 5)
    path.write_bytes(data)


def damage_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE meta (something)")
    db.close()


def older(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 0")
    db.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
        db.execute("ALTER TABLE items RENAME COLUMN facets TO aspects")
    db.close()


@pytest.mark.parametrize(
    "damage",
    [damage_nothing, damage_all, damage_middle, damage_end, empty, foreign, older, newer],
)
def test_an_index_that_cannot_be_used_is_made_anew(
    folder: Folder, open_bank: OpenBank, damage: Callable[[Path], None]
) -> None:
    for number in range(20):
        folder.questions(f"{number:02}.yaml", *(short(f"q{n}", "One") for n in range(20)))
    open_bank().close()
    damage(database(folder))
    bank = open_bank()
    assert len(answers(bank)) == 400 and bank.known("1")
    bank.close()
    assert sqlite3.connect(database(folder)).execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_damage_that_shows_late_is_told_and_gone_at_the_next_start(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", *(short(f"q{n}", "One") for n in range(200)))
    open_bank().close()
    path = database(folder)
    db = sqlite3.connect(path)
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'items_by_file'"
    [[page], [size]] = [db.execute(query).fetchone(), db.execute("PRAGMA page_size").fetchone()]
    db.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(data)
    bank = open_bank()
    with pytest.raises(TrainerError, match="start again"):
        answers(bank)
    assert len(answers(open_bank())) == 200


def test_without_a_place_to_write_it_works_in_memory(folder: Folder, tmp_path: Path) -> None:
    folder.questions("a.yaml", short("x", "One"))
    in_the_way = tmp_path / "file"
    in_the_way.write_text("this is no folder")
    for cache in (in_the_way / "cache", in_the_way, None):
        with Bank.open(folder.library, cache) as bank:
            assert answers(bank) == ["One"]


def test_a_locked_index_is_done_without(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.bank.database.BUSY_SECONDS", 0.01)
    folder.questions("a.yaml", short("x", "One"))
    open_bank().close()
    folder.questions("a.yaml", short("x", "Two"))
    other = connect(database(folder))
    other.execute("BEGIN EXCLUSIVE")
    assert answers(open_bank()) == ["Two"]
    other.execute("ROLLBACK")
    assert answers(open_bank()) == ["Two"]
    other.close()


def test_an_index_locked_in_mid_session_is_done_without(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.bank.database.BUSY_SECONDS", 0.01)
    folder.questions("a.yaml", short("x", "One"))
    bank = open_bank()
    folder.questions("a.yaml", short("x", "Two words", "explain: Or three."))
    other = connect(database(folder))
    other.execute("BEGIN IMMEDIATE")
    assert answers(bank) == ["Two words"]
    assert bank.check() == ()
    other.execute("ROLLBACK")
    other.close()
