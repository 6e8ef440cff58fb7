"""Advice as a check gives it: from the index, over files, and only of those that were named."""

from __future__ import annotations

from collections.abc import Callable

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
