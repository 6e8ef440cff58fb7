"""What a start reads again, and what is noticed while a bank is open."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bank.opened import OpenBank, answers, database
from tests.bank.processes import at_once
from tests.folders import Folder, short
from trainer.bank import contents
from trainer.bank.bank import Bank
from trainer.bank.index import Index
from trainer.bank.search import parse


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were parsed, as they are."""
    names: list[str] = []
    whole = contents.contents

    def counting(
        data: bytes, name: str, shared: contents.Shared, *, advising: bool
    ) -> contents.Contents:
        names.append(name)
        return whole(data, name, shared, advising=advising)

    monkeypatch.setattr(contents, "contents", counting)
    return names


def test_a_second_start_parses_nothing(
    folder: Folder, open_bank: OpenBank, parsed: list[str]
) -> None:
    folder.questions("a.yaml", short("x", "One"), short("y", "Two"))
    assert answers(open_bank()) == ["One", "Two"]
    assert answers(open_bank()) == ["One", "Two"]
    assert parsed == ["a.yaml"]


def test_a_reading_tells_how_far_it_is_and_a_start_that_reads_nothing_tells_nothing(
    folder: Folder,
) -> None:
    folder.questions("a.yaml", short("x", "One"))
    folder.questions("b.yaml", short("y", "Two"))
    told: list[tuple[int, int]] = []
    for _ in range(2):
        Bank.open(folder.library, folder.cache, tick=lambda *now: told.append(now)).close()
    sizes = [path.stat().st_size for path in sorted(folder.library.questions.glob("[ab].yaml"))]
    assert told == [(sizes[0], sum(sizes)), (sum(sizes), sum(sizes))]


def test_only_what_changed_is_parsed_again(
    folder: Folder, open_bank: OpenBank, parsed: list[str]
) -> None:
    folder.questions("a.yaml", short("x", "One"))
    folder.questions("b.yaml", short("y", "Two"))
    folder.questions("c.yaml", short("z", "Three"))
    open_bank()
    parsed.clear()
    folder.questions("b.yaml", short("y", "Second"))
    folder.path("questions/c.yaml").unlink()
    folder.questions("d.yaml", short("w", "Four"))
    bank = open_bank()
    assert answers(bank) == ["One", "Second", "Four"]
    assert parsed == ["b.yaml", "d.yaml"]


def test_a_touched_file_is_not_parsed(
    folder: Folder, open_bank: OpenBank, parsed: list[str]
) -> None:
    path = folder.questions("a.yaml", short("x", "One"))
    open_bank()
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert answers(open_bank()) == ["One"]
    assert parsed == ["a.yaml"]


def test_an_edit_within_one_time_stamp_is_noticed(folder: Folder, open_bank: OpenBank) -> None:
    path = folder.questions("a.yaml", short("x", "One"), old=False)
    stamp = path.stat().st_mtime_ns
    assert answers(open_bank()) == ["One"]
    path.write_bytes(path.read_bytes().replace(b"One", b"Two"))
    os.utime(path, ns=(stamp, stamp))
    assert answers(open_bank()) == ["Two"]


def test_a_file_that_changes_while_it_is_read_is_read_again(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder.questions("a.yaml", short("x", "One"))
    half_written, whole = path.read_bytes()[:-4], path.read_bytes()

    def read_while_saving(path: Path) -> bytes:
        path.write_bytes(whole)
        os.utime(path, (1_700_000_000, 1_700_000_000))
        return half_written

    with monkeypatch.context() as patch:
        patch.setattr("trainer.bank.looking.read_bytes", read_while_saving)
        open_bank()
    assert answers(open_bank()) == ["One"]


def test_a_file_edited_under_an_open_bank_is_read_as_it_is_now(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One"), short("y", "Two"))
    bank = open_bank()
    folder.questions("a.yaml", short("new", "Longer than both of them"), short("y", "Three"))
    [key] = bank.questions(["local:a/x", "local:a/y"])
    assert key == "local:a/y"
    assert bank.questions([key])[key].body.answer == "Three"  # type: ignore[union-attr]


def test_a_file_deleted_under_an_open_bank_takes_only_its_own_questions(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One"))
    path = folder.questions("b.yaml", short("y", "Two"))
    bank = open_bank()
    path.unlink()
    assert list(bank.questions(["local:a/x", "local:b/y"])) == ["local:a/x"]
    assert list(bank.questions(["local:b/y", "local:a/x"])) == ["local:a/x"]


def test_a_changed_library_file_reaches_every_question(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("a.yaml", short("x", "One", "source: lewis, p. 3"))
    assert open_bank().questions(["local:a/x"]) == {}
    folder.write("questions/library.yaml", "id: tang-abcdef\nsources: {lewis: {title: Empire}}\n")
    bank = open_bank()
    assert bank.id == "tang-abcdef"
    [question] = bank.questions(["tang-abcdef:a/x"]).values()
    assert question.sources[0].source.title == "Empire"
    assert bank.problems() == ()


def test_processes_at_once_end_with_one_sound_index(folder: Folder) -> None:
    for number in range(30):
        folder.questions(f"{number:02}.yaml", *(short(f"q{n}", f"A{n}") for n in range(20)))
    asked = "sum(bank.count(deck) for deck in bank.decks()), bank.library.root == root"
    assert at_once(4, folder, asked) == [b"600 True\n"] * 4
    db = sqlite3.connect(database(folder))
    assert db.execute("SELECT count(*), count(DISTINCT question) FROM items").fetchone() == (
        600,
        600,
    )
    db.close()


def test_what_another_process_stored_meanwhile_stays_as_it_is(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.bank.upkeep.BATCH_BYTES", 0)  # each file by itself
    for number in range(3):
        folder.questions(f"{number}.yaml", short(f"q{number}", "Luoyang"))
    first: list[tuple[Bank, list[int]]] = []

    def meanwhile(done: int, total: int) -> None:
        if not first:
            bank = open_bank()
            first.append((bank, bank.catalogue.find(parse("luoyang"))))

    # The second has read a file, and not stored it yet, when the first stores all of them.
    with Bank.open(folder.library, folder.cache, tick=meanwhile) as second:
        [(bank, numbers)] = first
        keys = ["local:0/q0", "local:1/q1", "local:2/q2"]
        for one in (bank, second):
            assert [card.key for card in one.search("luoyang")] == keys
            assert [card.key for deck in one.decks() for card in one.candidates(deck)] == keys
            assert list(one.find(keys)) == keys
            assert set(one.questions(keys)) == set(keys)
            assert one.catalogue.find(parse("luoyang")) == numbers
            assert len(one.catalogue.entries(numbers)) == 3


def test_a_file_that_another_process_read_anew_is_found_by_who_knew_it_before(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "Luoyang"), short("y", "Two"))
    folder.questions("b.yaml", short("z", "Three"))
    bank = open_bank()
    assert len(list(bank.search("luoyang"))) == 1
    folder.questions("a.yaml", short("x", "Luoyang"), short("y", "Second"))
    assert answers(open_bank()) == answers(bank) == ["Luoyang", "Second", "Three"]
    assert [card.key for card in bank.search("luoyang")] == ["local:a/x"]
    assert set(bank.find(["local:a/x", "local:b/z"])) == {"local:a/x", "local:b/z"}


def test_a_file_never_gets_the_number_of_one_that_is_gone(
    folder: Folder, open_bank: OpenBank
) -> None:
    path = folder.questions("a.yaml", short("x", "One"))
    bank = open_bank()
    path.unlink()
    folder.questions("b.yaml", short("y", "Two"))
    open_bank()
    assert list(bank.candidates(bank.deck("a"))) == list(bank.find(["local:b/y"])) == []


def test_a_reading_of_all_files_that_broke_off_goes_on_at_the_next_start(
    folder: Folder, open_bank: OpenBank, parsed: list[str]
) -> None:
    folder.questions("a.yaml", short("x", "One", "source: lewis, p. 3"))
    folder.questions("b.yaml", short("y", "Two", "source: lewis, p. 4"))
    assert len(open_bank().problems()) == 2
    folder.write("questions/library.yaml", "sources: {lewis: {title: Empire}}\n")

    def broken_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Bank.open(folder.library, folder.cache, tick=broken_off)
    parsed.clear()
    assert open_bank().problems() == ()
    assert parsed == ["a.yaml", "b.yaml"]
    open_bank()
    assert parsed == ["a.yaml", "b.yaml"]


def test_a_second_start_imports_no_parser_and_no_kind_of_question(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One"))
    folder.write("questions/library.yaml", "id: lib-abcdef\n")
    folder.write("decks/d.yaml", "title: D\nquestions: ['*.yaml']\n")
    open_bank().check()
    script = (
        "import pathlib, sys\n"
        "from trainer.bank.bank import Bank\n"
        "from trainer.bank.library import library_at\n"
        "root, cache = map(pathlib.Path, sys.argv[1:3])\n"
        "bank = Bank.open(library_at(root, root), cache)\n"
        "list(bank.candidates(bank.decks()[0])), bank.check([root]), bank.problems()\n"
        "print([name for name in sys.argv[3:] if name in sys.modules])\n"
    )
    unwanted = ("yaml", "trainer.language.grammar", "trainer.question.bodies")
    command = [sys.executable, "-c", script, folder.root, folder.cache, *unwanted]
    done = subprocess.run(command, capture_output=True, cwd=Path(__file__).parents[2], text=True)
    assert done.stdout == "[]\n", done.stderr


def test_a_bank_left_open_keeps_nobody_from_writing(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("a.yaml", *(short(f"q{n}", "One") for n in range(100)))
    bank = open_bank()
    stream = bank.candidates(bank.deck("a"))
    next(stream)
    hits = bank.search("one")
    next(hits)
    folder.questions("b.yaml", short("x", "Two"))
    other = open_bank()
    assert len(answers(other)) == 101
    other.close()
    # In the file, which it would have done without had it been locked.
    db = sqlite3.connect(database(folder))
    assert db.execute("SELECT count(*) FROM items").fetchone() == (101,)
    db.close()
    assert len(list(stream)) == 99


def test_two_libraries_never_share_an_index(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for name in ("one", "two"):
        folder = Folder(tmp_path / name / "same name", cache)
        folder.questions("a.yaml", short("x", name))
        with Bank.open(folder.library, cache) as bank:
            assert answers(bank) == [name]
    assert len(list(cache.glob("*.db"))) == 2


def test_leftovers_of_an_old_text_are_found_no_more(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("a.yaml", short("x", "Luoyang"))
    assert len(list(open_bank().search("luoyang"))) == 1
    folder.questions("a.yaml", short("x", "Kaifeng"))
    bank = open_bank()
    assert list(bank.search("luoyang")) == []
    assert len(list(bank.search("kaifeng"))) == 1
    assert not bank.known("luoyang")


def test_an_index_of_a_missing_folder_says_so_and_is_empty(folder: Folder) -> None:
    folder.path("questions").rmdir()
    index = Index.open(folder.library, None, time.time_ns())
    assert index.files == {}
    index.close()
