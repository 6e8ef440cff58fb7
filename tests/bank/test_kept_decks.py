"""Decks are put together once and kept; whatever they follow from has them put together anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bank.opened import OpenBank, database
from tests.folders import Folder, short
from trainer.bank import shelf
from trainer.bank.bank import Bank

ALL = "title: All\nquestions: ['**/*.yaml']\n"
RIVERS = "title: Rivers\nquestions: ['*.yaml', 'ming']\nwhere: {tags: [river]}\n"
TANG = "title: The Tang\nid: tang\nquestions: [tang.yaml]\n"


def library(folder: Folder) -> None:
    folder.questions("tang.yaml", short("x", "One", "tags: [river]"), short("y", "Two"))
    folder.questions("ming/a.yaml", short("x", "One", "tags: [river]"), head="id: ming-a\n")
    folder.questions("song/a.yaml", short("x", "One"), head="title: A\nid: song-a\n")
    folder.questions("first.yaml", short("x", "One", "tags: [river]"), head="title: First\n")
    folder.write("decks/rivers.yaml", RIVERS)
    folder.write("decks/tang.yaml", TANG)


def told(bank: Bank) -> list[tuple[str, str, tuple[str, ...], int, set[str]]]:
    """All that home says of decks, and which of all cards are in each."""
    every = {card.key for deck in bank.decks() for card in bank.candidates(deck)}
    return [
        (deck.id, deck.title, deck.files, bank.count(deck), set(bank.find(every, deck)))
        for deck in bank.decks()
    ]


def anew(folder: Folder) -> list[tuple[str, str, tuple[str, ...], int, set[str]]]:
    """The same without an index."""
    with Bank.open(folder.library) as bank:
        return told(bank)


Change = Callable[[Folder], object]

CHANGES: dict[str, Change] = {
    "a question more": lambda f: f.questions(
        "tang.yaml", *(short(id, id, "tags: [river]") for id in "xyz")
    ),
    "a tag less": lambda f: f.questions("tang.yaml", short("x", "One"), short("y", "Two")),
    "a question retired": lambda f: f.questions(
        "tang.yaml", short("x", "One", "tags: [river]", "retired: true"), short("y", "Two")
    ),
    "another title": lambda f: f.questions("first.yaml", short("x", "One"), head="title: 1st\n"),
    "a file more": lambda f: f.questions("ming/b.yaml", short("y", "Two", "tags: [river]")),
    "a file in a new folder": lambda f: f.questions("qing/a.yaml", short("q", "Q")),
    "a file less": lambda f: f.path("questions/ming/a.yaml").unlink(),
    "a file renamed": lambda f: f.path("questions/tang.yaml").rename(f.path("questions/t.yaml")),
    "an id that another file has": lambda f: f.questions(
        "song/a.yaml", short("x", "One"), head="id: ming-a\n"
    ),
    "a question that can't be read": lambda f: f.questions("tang.yaml", "- ask: Who?\n"),
    "globs": lambda f: f.write("decks/tang.yaml", TANG.replace("tang.yaml", "song")),
    "a `where:`": lambda f: f.write("decks/rivers.yaml", RIVERS.replace("[river]", "[lake]")),
    "a deck's id": lambda f: f.write("decks/tang.yaml", TANG.replace("id: tang", "id: other")),
    "a deck more": lambda f: f.write("decks/all.yaml", ALL),
    "a deck less": lambda f: f.path("decks/tang.yaml").unlink(),
    "a deck renamed": lambda f: f.path("decks/tang.yaml").rename(f.path("decks/a.yaml")),
    "a deck with a mistake": lambda f: f.write("decks/all.yaml", "title: All\nfrom: [x]\n"),
    "a deck of no file": lambda f: f.write("decks/all.yaml", ALL.replace("**", "no")),
    "a library file": lambda f: f.write("questions/library.yaml", "id: lib-abcdef\n"),
    "the index deleted": lambda f: database(f).unlink(),
}


@pytest.fixture
def put_together(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Grows whenever decks are put together."""
    times: list[None] = []
    really = shelf._put_together

    def counting(*args: object) -> object:
        times.append(None)
        return really(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(shelf, "_put_together", counting)
    return times


def test_decks_are_kept_until_something_changes(folder: Folder, put_together: list[None]) -> None:
    library(folder)
    for _ in range(3):
        with Bank.open(folder.library, folder.cache) as bank:
            first = told(bank)
    assert len(put_together) == 1
    for path in (folder.path("questions/tang.yaml"), folder.path("decks/tang.yaml")):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    with Bank.open(folder.library, folder.cache) as bank:
        assert told(bank) == first
    assert len(put_together) == 1


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("recalled", [False, True])
def test_kept_decks_are_those_that_would_be_put_together(
    folder: Folder, change: Change, recalled: bool
) -> None:
    library(folder)
    for _ in range(2):
        with Bank.open(folder.library, folder.cache, recalled=recalled) as bank:
            before = told(bank)
    assert before == anew(folder)
    change(folder)
    with Bank.open(folder.library, folder.cache, recalled=recalled) as bank:
        # Nobody has looked yet; what was put together then is not kept for what is there now.
        told(bank)
        bank.refresh()
        assert told(bank) == anew(folder)
    for _ in range(2):
        with Bank.open(folder.library, folder.cache, recalled=recalled) as bank:
            assert told(bank) == anew(folder)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_one_process_keeps_is_not_taken_for_what_another_found_meanwhile(
    folder: Folder, open_bank: OpenBank, change: Change
) -> None:
    library(folder)
    slow, slower = open_bank(), open_bank()
    slow.decks()
    change(folder)
    with Bank.open(folder.library, folder.cache) as other:
        assert told(other) == anew(folder)
    for bank in (slow, slower):
        told(bank)
        bank.close()
    for recalled in (True, False):
        with Bank.open(folder.library, folder.cache, recalled=recalled) as bank:
            assert told(bank) == anew(folder)


def test_decks_follow_a_file_that_was_read_again_meanwhile(
    folder: Folder, open_bank: OpenBank
) -> None:
    library(folder)
    bank = open_bank()
    told(bank)
    CHANGES["a question more"](folder)
    [question] = bank.questions(["local:tang/x"]).values()
    assert question.id == "tang/x"
    assert told(bank) == anew(folder)
    bank.close()
    with Bank.open(folder.library, folder.cache, recalled=True) as again:
        assert told(again) == anew(folder)


def test_a_bank_that_was_recalled_asks_for_no_file_to_say_what_home_says(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    library(folder)
    with Bank.open(folder.library, folder.cache) as bank:
        first = told(bank)
        keys = {key for *_, cards in first for key in cards}

    def asked(*_: object) -> object:
        raise AssertionError("home asked for a row of each file")

    monkeypatch.setattr("trainer.bank.index.Index._stored", asked)
    with Bank.open(folder.library, folder.cache, recalled=True) as bank:
        assert bank.problems() == ()
        assert [
            (deck.id, deck.title, deck.files, bank.count(deck), set(bank.find(keys, deck)))
            for deck in bank.decks()
        ] == first
        assert Path(bank.census.files(["local:tang"])[0][1]) == Path("tang.yaml")
