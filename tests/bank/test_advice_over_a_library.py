"""Advice as a check gives it: from the index, over files, and only of those that were named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.folders import Folder, short
from trainer.bank.bank import Bank

OpenBank = Callable[[], Bank]
WHY = "explain: So it is."
HEAD = "- statement: The year was {n}.\n  id: s{n}\n  answer: true\n  explain: It was.\n"


def test_advice_is_there_whether_or_not_it_was_asked_for_at_the_start(folder: Folder) -> None:
    folder.questions("a.yaml", short("x", "One"))
    for advising in (False, True, False):
        with Bank.open(folder.library, folder.cache, advising=advising) as bank:
            [one] = bank.check()
            assert (one.code, one.file, one.line) == ("W011", "questions/a.yaml", 2)


def test_advice_follows_an_edit(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("a.yaml", short("x", "One"))
    assert [one.code for one in open_bank().check()] == ["W011"]
    folder.questions("a.yaml", short("x", "One", WHY))
    assert open_bank().check() == ()


def test_a_bank_without_a_cache_advises_too(folder: Folder) -> None:
    folder.questions("a.yaml", short("x", "One"))
    with Bank.open(folder.library, None) as bank:
        assert [one.code for one in bank.check()] == ["W011"]


def test_habits_are_those_of_the_files_that_were_named(folder: Folder, open_bank: OpenBank) -> None:
    for file in ("a", "b"):
        items = (HEAD.format(n=n + (file == "b") * 100) for n in range(6))
        folder.questions(f"{file}.yaml", *items)
    [one] = open_bank().check()
    assert (one.code, one.file, one.line) == ("W021", "questions", 0)
    assert open_bank().check([folder.path("questions/a.yaml")]) == ()


def test_a_question_copied_into_another_file_is_told_of(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One", WHY), short("y", "Two", WHY))
    folder.questions("b.yaml", short("x", "One", WHY))
    [one] = open_bank().check()
    assert (one.code, one.file, one.line) == ("W010", "questions/b.yaml", 2)
    assert [(there.file, there.line) for there in one.related] == [("questions/a.yaml", 2)]


def test_copies_with_one_fact_are_meant(folder: Folder, open_bank: OpenBank) -> None:
    for file in ("a.yaml", "b.yaml"):
        folder.questions(file, short("x", "One", WHY, "fact: one"))
    assert open_bank().check() == ()


def test_a_copy_is_silenced_on_either_question(folder: Folder, open_bank: OpenBank) -> None:
    plain, silent = short("x", "One", WHY), short("x", "One", WHY, "# trainer: ignore=W010")
    for first, second in ((plain, silent), (silent, plain)):
        folder.questions("a.yaml", first)
        folder.questions("b.yaml", second)
        assert open_bank().check() == ()


def tagged(n: int, *tags: str) -> str:
    return short(f"q{n}", f"Number {n}", WHY, f"tags: [{', '.join(tags)}]")


def test_a_tag_of_one_question_that_is_a_letter_away_from_many_is_told_of(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", *(tagged(n, "capitals", "frontier") for n in range(5)))
    folder.questions("b.yaml", tagged(5, "one-more", "fronteir"))
    [one] = open_bank().check()
    assert (one.code, one.where, one.end_column) == ("W013", "questions/b.yaml:6:20", 28)
    assert one.help == "did you mean `frontier`?"
    assert open_bank().check([folder.path("questions/a.yaml")]) == ()
    assert len(open_bank().check([folder.path("questions/b.yaml")])) == 1


def test_a_misspelt_tag_is_shown_at_the_head_where_it_stands_there(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", *(tagged(n, "frontier") for n in range(5)))
    head = "# fronteir: no tag\ndefaults:\n  tags:\n  - one-more\n  - fronteir\n"
    folder.questions("b.yaml", short("x", "One", WHY), head=head)
    [one] = open_bank().check()
    assert one.where == "questions/b.yaml:5:5"


@pytest.mark.parametrize("tags", [
    ["frontier"] * 5 + ["frontal"], ["frontier"] * 4 + ["fronteir"], ["week-3"] * 5 + ["week-4"],
    ["frontier"] * 5 + ["fronteir"] * 2, ["han"] * 5 + ["tan"],
])  # fmt: skip
def test_a_tag_that_may_be_meant_is_left_alone(
    folder: Folder, open_bank: OpenBank, tags: list[str]
) -> None:
    folder.questions("a.yaml", *(tagged(n, tag) for n, tag in enumerate(tags)))
    assert open_bank().check() == ()


def test_a_tag_is_silenced_on_its_question(folder: Folder, open_bank: OpenBank) -> None:
    silent = tagged(5, "fronteir") + "  # trainer: ignore=W013\n"
    folder.questions("a.yaml", *(tagged(n, "frontier") for n in range(5)), silent)
    assert open_bank().check() == ()


def test_what_lies_between_files_is_told_of_an_old_mac_s_file_too(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One", WHY))
    items = short("x", "One", WHY, "after: nobody", "image: gone.png")
    folder.write("questions/b.yaml", f"questions:\n{items}".replace("\n", "\r"))
    found = {one.code: (one.line, one.column) for one in open_bank().check()}
    assert found == {"Y008": (1, 1), "W010": (2, 3), "Q054": (6, 3), "Q053": (7, 10)}


def test_a_file_that_goes_or_shrinks_while_it_is_checked_raises_nothing(folder: Folder) -> None:
    linked = (WHY, "after: nobody", "image: gone.png", "tags: [fronteir]")
    for change in (lambda path: path.unlink(), lambda path: path.write_bytes(b"questions:\n")):
        folder.questions("a.yaml", *(tagged(n, "frontier") for n in range(5)))
        path = folder.questions("b.yaml", tagged(0, "frontier"), short("y", "Two", *linked))
        deck = folder.write("decks/d.yaml", "title: D\nquestions: [a.yaml, gone.yaml]\n")
        with Bank.open(folder.library, None, advising=True) as bank:
            change(path)
            change(deck)
            assert bank.decks()
            assert {"Q053", "Q054", "W010", "W013"} <= {one.code for one in bank.check()}
