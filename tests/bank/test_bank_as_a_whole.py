from collections.abc import Callable

import pytest

from tests.desks import ALL_KINDS
from tests.folders import Folder, short
from trainer.bank.bank import Bank
from trainer.bank.checking import in_order
from trainer.bank.finding import NotFoundError
from trainer.fingerprint import graded
from trainer.language.diagnostics import Diagnostic
from trainer.language.reader import Shared, read
from trainer.question import Place

OpenBank = Callable[[], Bank]


def test_a_question_cut_out_of_its_file_is_the_one_a_full_reading_gives(
    folder: Folder, open_bank: OpenBank
) -> None:
    path = folder.write("questions/deep/kinds ü.yaml", ALL_KINDS)
    whole = read(path.read_bytes(), "questions/deep/kinds ü.yaml", "kinds ü", Shared()).questions
    bank = open_bank()
    found = bank.questions(question.key for question in whole)
    assert list(found.values()) == list(whole)
    assert found[whole[0].key].place == Place("questions/deep/kinds ü.yaml", 7, 3)


def test_cards_come_in_file_order_with_what_a_queue_needs(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.write("questions/library.yaml", "id: lib-abcdef\n")
    folder.questions("b.yaml", short("z", "One"))
    folder.questions(
        "a.yaml",
        short("x", "One", "tags: [trade, river]", "fact: f", "after: [y, b/z]"),
        short("gone", "Two", "retired: true"),
        '- cloze: "{{One}} {{c1::Two}}"\n  id: y\n',
    )
    bank = open_bank()
    stream = [c for deck in bank.decks() for c in bank.candidates(deck)]
    assert [c.key for c in stream] == [
        "lib-abcdef:a/x", "lib-abcdef:a/y#one", "lib-abcdef:a/y#c1", "lib-abcdef:b/z",
    ]  # fmt: skip
    first, one, two, _ = stream
    assert (first.topic, first.fact) == ("trade", "f")
    assert first.after == ("lib-abcdef:a/y", "lib-abcdef:b/z")
    assert one.question == two.question and one.position == two.position > first.position
    assert bank.find(["lib-abcdef:a/y#c1", "lib-abcdef:a/gone", "other:a/x"]) == {two.key: two}
    cards = bank.cards(["lib-abcdef:a/y#c1", "lib-abcdef:a/y#c9", "lib-abcdef:a/none"])
    assert list(cards) == ["lib-abcdef:a/y#c1"]
    assert cards["lib-abcdef:a/y#c1"].facet == "c1"


def test_fingerprints_tell_whether_an_answer_changed(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("a.yaml", short("x", "One"))
    bank = open_bank()
    [question] = bank.questions(["local:a/x"]).values()
    assert bank.fingerprints(["local:a/x", "local:a/y"]) == {"local:a/x": graded(question)}


def test_what_is_an_answer_or_a_name_is_known(folder: Folder, open_bank: OpenBank) -> None:
    folder.write("questions/library.yaml", "id: lib-abcdef\nnames: [Zhu De]\n")
    folder.questions(
        "a.yaml",
        short("x", "Peng Dehuai", "accept: [P'eng]", "reject: [Lin Biao]", "names: [Chu Teh]"),
        head="names: [Filippov]\n",
    )
    bank = open_bank()
    for known in ("pengdehuai", "peng", "linbiao", "chuteh", "filippov", "zhude"):
        assert bank.known(known), known
    assert not bank.known("whatisx")
    folder.write("questions/library.yaml", "id: lib-abcdef\nnames: [Gao Gang]\n")
    bank = open_bank()
    assert bank.known("gaogang") and not bank.known("zhude") and bank.known("filippov")


def test_bad_files_cost_nothing_but_themselves(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("good.yaml", short("x", "One"))
    folder.questions("half.yaml", short("x", "One"), "- ask: [unclosed\n", short("y", "Two"))
    folder.write("questions/binary.yaml", bytes(range(256)) * 10)
    folder.write("questions/empty.yaml", "")
    folder.write("questions/prose.yaml", "Dear students, these are the questions.")
    folder.path("questions/folder.yaml").mkdir()
    folder.write("questions/library.yaml", "names: [unclosed\n")
    bank = open_bank()
    cards = [c.key for deck in bank.decks() for c in bank.candidates(deck)]
    assert set(cards) >= {"local:good/x", "local:half/x"}
    told = {problem.file for problem in bank.problems()}
    assert told == {
        f"questions/{name}.yaml"
        for name in ("half", "binary", "empty", "prose", "folder", "library")
    }
    assert all(problem.message for problem in bank.problems())
    assert open_bank().problems() == bank.problems()


def test_a_library_without_questions_is_empty_and_sound(
    folder: Folder, open_bank: OpenBank
) -> None:
    bank = open_bank()
    assert bank.decks() == () and bank.problems() == ()
    assert [(one.file, one.code) for one in bank.check()] == [("questions", "Q055")]
    assert list(bank.search("anything")) == [] and not bank.known("anything")


def test_two_files_with_one_id_are_an_error_and_the_first_counts(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One"), head="id: same\n")
    folder.questions("b.yaml", short("x", "Two"), head="id: same\n")
    bank = open_bank()
    assert [str(problem).partition(":")[0] for problem in bank.problems()] == ["questions/b.yaml"]
    assert bank.questions(["local:same/x"])["local:same/x"].place.file == "questions/a.yaml"
    assert [deck.files for deck in bank.decks()] == [("a.yaml",)]


def test_links_between_questions_are_checked(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions(
        "a.yaml",
        short("one", "1", "after: two"),
        short("two", "2", "after: [three]"),
        short("three", "3", "after: one"),
        short("four", "4", "after: foru"),
        short("five", "5", "was: [one, old]"),
        short("six", "6", "was: [old]"),
        short("seven", "7", "after: seven"),
        short("eight", "8", "image: {file: gone.png, alt: A map}"),
    )
    found = [(one.line, one.code) for one in open_bank().check() if one.severity != "info"]
    assert found == [
        (5, "Q022"), (17, "Q054"), (21, "Q038"), (25, "Q038"), (29, "Q022"), (33, "Q053"),
    ]  # fmt: skip
    _, circle, unknown, *_, gone = open_bank().check()
    assert "`a/one` → `a/two` → `a/three` → `a/one`" in circle.message
    assert (circle.file, circle.excerpt) == ("questions/a.yaml", "  after: two")
    assert "did you mean `a/four`?" in unknown.help
    assert gone.excerpt[gone.column - 1 : gone.end_column - 1] == "gone.png"


def test_a_check_can_be_of_some_files(folder: Folder, open_bank: OpenBank) -> None:
    for name in ("a/1", "a/2", "ab/1"):
        folder.questions(f"{name}.yaml", "- ask: Who?\n", head=f"id: {name.replace('/', '-')}\n")
    bank = open_bank()

    def files(*paths: str) -> set[str]:
        return {found.file for found in bank.check([folder.path(path) for path in paths])}

    assert files("questions/a") == {"questions/a/1.yaml", "questions/a/2.yaml"}
    assert files("questions/a/2.yaml") == {"questions/a/2.yaml"}
    assert len(files()) == len(files("")) == 3


def test_a_check_of_what_holds_no_questions_says_so(folder: Folder, open_bank: OpenBank) -> None:
    folder.questions("a.yaml", short("x", "One", "explain: It is."))
    folder.write("questions/notes.txt", "One")
    folder.path("questions/empty").mkdir()
    folder.write("questions/library.yaml", "id: lib-abcdef\n")
    bank = open_bank()

    def told(path: str) -> list[str]:
        return [str(one) for one in bank.check([folder.path(path)])]

    assert told("questions/notes.txt") == [
        "questions/notes.txt: error[Q055] there are no questions here"
    ]
    assert told("questions/empty") == ["questions/empty: error[Q055] there are no questions here"]
    for fine in ("questions/a.yaml", "questions", "questions/library.yaml", "questions/../."):
        assert told(fine) == []


def test_a_file_beside_the_questions_is_told_where_they_are(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One", "explain: It is."))
    folder.write("b.yaml", "questions: []\n")
    bank = open_bank()
    [found] = bank.check([folder.path("b.yaml")])
    assert found.help == "questions are in files that end in `.yaml`, in questions/ or below"
    with pytest.raises(NotFoundError, match=r"b\.yaml is no part of this library"):
        bank.deck("b.yaml")


def test_a_long_chain_of_links_is_no_circle(folder: Folder, open_bank: OpenBank) -> None:
    chain = [short(f"q{n}", str(n), f"after: q{n - 1}") for n in range(1, 3000)]
    folder.questions("a.yaml", short("q0", "0"), *chain)
    assert [one.code for one in open_bank().check()] == ["W011"]


def test_mistakes_of_one_place_are_always_told_in_one_order() -> None:
    first, second = (Diagnostic("Q013", message, "a.yaml", 2, 3) for message in ("no a", "no b"))
    assert in_order([second, first]) == in_order([first, second]) == (first, second)


def test_a_library_that_gets_its_id_is_known_by_it_everywhere(folder: Folder) -> None:
    folder.questions("a.yaml", short("x", "One"))
    with Bank.open(folder.library, None) as bank:
        assert [one.question for one in bank.catalogue.having(["local:a/x"])] == ["local:a/x"]
        folder.write("questions/library.yaml", "id: china-abcdef\n")
        bank.refresh()
        found = [one.question for one in bank.catalogue.having(["china-abcdef:a/x"])]
        assert found == ["china-abcdef:a/x"]
