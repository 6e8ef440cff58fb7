"""What a search looks in, and what a judge knows, are put in when somebody first asks."""

import sqlite3
from collections.abc import Callable

import pytest

from tests.bank.processes import at_once
from tests.folders import Folder, short
from trainer.bank.bank import Bank
from trainer.bank.database import connect, index_path
from trainer.bank.searchable import Putting

OpenBank = Callable[[], Bank]


def lacking(folder: Folder) -> tuple[int, int]:
    """How many files' words a search lacks, and a judge."""
    db = sqlite3.connect(index_path(folder.cache, folder.library.questions))
    counts = [db.execute(f"SELECT count(*) FROM {table}") for table in ("unsearched", "unjudged")]
    found = [count.fetchone()[0] for count in counts]
    db.close()
    return found[0], found[1]


def found(bank: Bank, text: str) -> str:
    return " ".join(candidate.key.removeprefix("local:") for candidate in bank.search(text))


def test_a_check_puts_in_neither_and_each_comes_with_the_first_that_asks_it(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "Luoyang"))
    folder.questions("b.yaml", short("y", "Kaifeng"))
    bank = open_bank()
    bank.check()
    assert list(bank.search("tag:none")) == []
    assert lacking(folder) == (2, 2)
    assert found(bank, "kaifeng") == "b/y"
    assert lacking(folder) == (0, 2)
    assert bank.known("luoyang") and not bank.known("luo")
    assert lacking(folder) == (0, 0)
    folder.questions("b.yaml", short("y", "Hami"))
    assert open_bank().known("hami")
    assert lacking(folder) == (1, 0)


def test_a_file_that_changed_before_its_first_search_is_found_as_it_is(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "Luoyang"))
    gone = folder.questions("b.yaml", short("y", "Kaifeng"))
    bank = open_bank()
    folder.questions("a.yaml", short("new", "Yining"), short("x", "Ghulja"))
    gone.unlink()
    assert found(bank, "ghulja") == "a/x"
    assert found(bank, "luoyang") == found(bank, "kaifeng") == ""
    assert found(open_bank(), "yining") == "a/new"


def test_a_library_in_memory_is_searched_and_known_too(folder: Folder) -> None:
    folder.questions("a.yaml", short("x", "Luoyang"))
    with Bank.open(folder.library, None) as bank:
        assert found(bank, "luo") == "a/x"
        assert bank.known("luoyang")


def test_names_of_the_library_are_known_as_they_stand_now(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One"), head="names: [Hami]\n")
    folder.write("questions/library.yaml", "id: lib-abcdef\nnames: [The Old Town]\n")
    bank = open_bank()
    assert bank.known("oldtown") and bank.known("hami") and bank.known("1")
    folder.write("questions/library.yaml", "id: lib-abcdef\nnames: [Kulja]\n")
    bank = open_bank()
    assert bank.known("kulja") and not bank.known("oldtown")


ODD = (
    '- ask: "Who wrote \\"Caf\\u00e9\\nLuna\\"?"\n  id: escaped\n  answer: A\n',
    "- {ask: Which pass?, id: flow, answer: Torugart}\n",
    "- ask: Options\n  id: map\n  answer: B\n  wrong:\n    Karakol: Only later.\n    Naryn:\n",
    "- ask: Where?\n  id: folded\n  answer: >-\n    Issyk\n    Kul\n  hint: A lake.\n",
)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("café luna", "a/escaped"),
        ("nluna", ""),
        ("torugart", "a/flow"),
        ("karakol later", "a/map"),
        ("naryn", "a/map"),
        ("issyk kul lake", "a/folded"),
        ("answer", ""),
        ("hint", ""),
        ("maps", "a/escaped a/flow a/map a/folded"),
    ],
)
def test_words_are_found_as_they_stand_in_the_file_and_those_of_keys_are_not(
    folder: Folder, open_bank: OpenBank, text: str, hits: str
) -> None:
    folder.questions("a.yaml", *ODD, head="defaults: {tags: [maps]}\n")
    assert found(open_bank(), text) == hits


def test_a_search_goes_on_in_memory_while_somebody_keeps_the_index_locked(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.bank.database.BUSY_SECONDS", 0.01)
    folder.questions("a.yaml", short("x", "Luoyang"))
    bank, judging = open_bank(), open_bank()
    other = connect(index_path(folder.cache, folder.library.questions))
    other.execute("BEGIN IMMEDIATE")
    assert found(bank, "luoyang") == "a/x"
    assert judging.known("luoyang")
    other.execute("ROLLBACK")
    other.close()
    assert found(open_bank(), "luoyang") == "a/x"


def test_what_is_put_in_stays_out_when_it_is_broken_off(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        folder.questions(f"{name}.yaml", short("x", "Luoyang"))
    bank = open_bank()
    path = index_path(folder.cache, folder.library.questions)
    monkeypatch.setattr("trainer.bank.searchable.PORTION_BYTES", 1)
    db = connect(path)
    put = Putting(folder.library.questions).portion(db)
    assert put is not None and put.changed == []
    db.close()
    assert lacking(folder) == (2, 3)
    assert found(bank, "luoyang") == "a/x b/x c/x"


def test_processes_that_search_at_once_find_the_same(folder: Folder) -> None:
    for number in range(20):
        items = (short(f"q{n}", f"A{n}", f"explain: Reason {n % 3}.") for n in range(20))
        folder.questions(f"{number:02}.yaml", *items)
    said = at_once(3, folder, "len(list(bank.search('reason 2'))), bank.known('a7')")
    assert said == [b"120 True\n"] * 3
    assert lacking(folder) == (0, 0)


def test_whoever_stops_on_the_way_to_a_first_search_leaves_the_rest_to_the_next(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        folder.questions(f"{name}.yaml", short("x", "Luoyang"))
    monkeypatch.setattr("trainer.bank.searchable.PORTION_BYTES", 1)
    catalogue = open_bank().catalogue
    whole = catalogue.unsearchable
    first = next(catalogue.made_searchable())
    assert catalogue.unsearchable == whole - first > 0
    assert lacking(folder) == (2, 3)
    assert sum(catalogue.made_searchable()) == whole - first
    assert catalogue.unsearchable == 0
    assert found(open_bank(), "luoyang") == "a/x b/x c/x"


def in_flow_style(id_: str, answer: str) -> str:
    return f"- {{ask: What is {id_}?, id: {id_}, answer: {answer}}}\n"


def test_a_large_file_is_put_in_by_portions_and_is_found_wherever_that_was_broken_off(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [short("x", "Luoyang"), in_flow_style("y", "Kaifeng"), short("z", "Hami")]
    folder.questions("a.yaml", *items)
    monkeypatch.setattr("trainer.bank.searchable.PORTION_BYTES", 1)
    whole = open_bank().catalogue.unsearchable
    left = [whole]
    for _ in items:
        catalogue = open_bank().catalogue
        done = next(catalogue.made_searchable())
        left.append(catalogue.unsearchable)
        assert left[-1] == left[-2] - done < left[-2]
    assert left[-1] == 0
    bank = open_bank()
    assert [found(bank, word) for word in ("luoyang", "kaifeng", "hami")] == ["a/x", "a/y", "a/z"]


def test_a_file_that_changes_between_its_portions_is_found_as_it_is(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.questions("a.yaml", short("x", "Luoyang"), short("y", "Kaifeng"))
    monkeypatch.setattr("trainer.bank.searchable.PORTION_BYTES", 1)
    bank = open_bank()
    next(bank.catalogue.made_searchable())
    folder.questions("a.yaml", short("z", "Hami"), short("x", "Chang'an"), short("y", "Kaifeng"))
    assert found(bank, "kaifeng") == "a/y"
    assert found(open_bank(), "hami") == "a/z" and found(open_bank(), "luoyang") == ""


def test_portions_are_smaller_where_each_question_has_to_be_parsed(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.bank.searchable.PORTION_BYTES", 600)
    largest = []
    for make in (short, in_flow_style):
        folder.questions("a.yaml", *(make(f"x{n}", "Luoyang") for n in range(40)))
        largest.append(max(open_bank().catalogue.made_searchable()))
    assert largest[1] * 4 < largest[0]


def test_a_file_that_never_keeps_still_does_not_hold_a_search_up(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.questions("a.yaml", short("x", "Luoyang"))
    bank = open_bank()
    monkeypatch.setattr("trainer.bank.searchable.digest_of", lambda _: b"another")
    assert found(bank, "luoyang") == ""
    monkeypatch.undo()
    assert found(bank, "luoyang") == "a/x"


def test_known_words_are_learned_in_portions_by_whoever_has_the_time(
    folder: Folder, open_bank: OpenBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.bank.judged.BATCH_BYTES", 1)
    for name, answer in (("a", "Luoyang"), ("b", "Kaifeng"), ("c", "Beijing")):
        folder.questions(f"{name}.yaml", short("x", answer))
    bank = open_bank()
    assert bank.learn() and lacking(folder) == (3, 2)
    assert [open_bank().known(word) for word in ("luoyang", "kaifeng", "beijing", "xian")] == [
        True,
        True,
        True,
        False,
    ]
    assert not bank.learn() and lacking(folder) == (3, 0)


def test_learning_waits_for_nobody(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("a.yaml", short("x", "Luoyang"))
    bank = open_bank()
    other = connect(index_path(folder.cache, folder.library.questions))
    other.execute("BEGIN IMMEDIATE")
    assert not bank.learn()
    other.execute("ROLLBACK")
    other.close()
    assert lacking(folder) == (1, 1)
    assert not bank.learn() and lacking(folder) == (1, 0)
