"""What is wrong with deck files is told at the value that is wrong, with what was meant."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.folders import Folder, short
from trainer.bank.bank import Bank
from trainer.language.diagnostics import Diagnostic, Severity

OpenBank = Callable[[], Bank]
WHY = "explain: So it is."
DATA = Path(__file__).parent / "data" / "decks"
MARK = "¶¶"


@pytest.fixture
def tang(folder: Folder) -> Folder:
    """A library of two files, with tags and levels."""
    first = short("a", "One", WHY, "tags: [frontier, capital]", "level: 1")
    second = short("b", "Two", WHY, "tags: [frontier]", "level: 2")
    folder.questions("tang.yaml", first, second)
    folder.questions("song/late.yaml", short("c", "Three", WHY, "tags: [rivers]"))
    return folder


def of_decks(bank: Bank) -> list[Diagnostic]:
    return [one for one in bank.check() if one.file.startswith("decks/")]


@pytest.mark.parametrize("file", sorted(DATA.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_mistake_of_a_deck_is_told_at_its_line(
    tang: Folder, open_bank: OpenBank, file: Path
) -> None:
    text = file.read_text(encoding="utf-8")
    marked = [n for n, line in enumerate(text.split("\n"), 1) if line.endswith(MARK)]
    tang.write("decks/d.yaml", text.replace(MARK, ""))
    bank = open_bank()
    assert [(one.code, one.line) for one in of_decks(bank)] == [
        (file.stem.split("-")[0], line) for line in marked
    ]
    assert of_decks(open_bank()) == of_decks(bank)


@pytest.mark.parametrize(("globs", "place", "help"), [
    ("[tang.yaml, tagn.yaml]", (2, 24), "did you mean `tang.yaml`?"),
    ("[tang.yaml, tang.yml]", (2, 24), "did you mean `tang.yaml`?"),
    ("[tang.yaml, ./song]", (2, 24), "did you mean `song`?"),
    ("[tang.yaml, 'sogn/*.yaml']", (2, 24), "did you mean `song/*.yaml`?"),
    ("[tang.yaml, 'Song/*.yml']", (2, 24), "did you mean `song/*.yaml`?"),
    ("[tang.yaml, 'song/*.yml']", (2, 24), "did you mean `song/*.yaml`?"),
    ("[tang.yaml, quantum]", (2, 24), "`questions:` holds globs below"),
    ("[tang.yaml, 'quantum/**']", (2, 24), "`questions:` holds globs below"),
])  # fmt: skip
def test_a_glob_that_matches_nothing_beside_one_that_does_is_told_where_it_stands(
    tang: Folder, open_bank: OpenBank, globs: str, place: tuple[int, int], help: str
) -> None:
    tang.write("decks/d.yaml", f"title: D\nquestions: {globs}\n")
    bank = open_bank()
    [one] = of_decks(bank)
    assert (one.code, one.severity, one.line, one.column) == ("Q050", Severity.WARNING, *place)
    assert one.help.startswith(help)
    assert bank.deck("d").files == ("tang.yaml",)


def test_what_is_no_deck_file_for_its_name_alone_is_told(tang: Folder, open_bank: OpenBank) -> None:
    deck = "title: D\nquestions: [tang.yaml]\n"
    for name in ("d.YAML", "notes.yml.txt", "d.md", ".d.yaml.txt", "d.apkg"):
        tang.write(f"decks/{name}", deck)
    for _ in range(2):
        found = [(one.code, one.file) for one in of_decks(open_bank())]
        assert found == [("Y009", "decks/d.YAML"), ("Y009", "decks/notes.yml.txt")]


def test_a_tag_that_no_question_has_is_told_with_the_one_that_was_meant(
    tang: Folder, open_bank: OpenBank
) -> None:
    tang.write(
        "decks/d.yaml", "title: D\nquestions: [tang.yaml]\nwhere: {tags: [capitol, rivers]}\n"
    )
    one, other = of_decks(open_bank())
    assert (one.line, one.column, one.help) == (3, 16, "did you mean `capital`?")
    # The library has it, but not in this deck's files.
    assert (other.line, other.column) == (3, 25)
    assert other.help == "their tags are `frontier`, `capital`"


def test_an_exam_tells_the_tag_that_was_meant(tang: Folder, open_bank: OpenBank) -> None:
    exam = "exams:\n- title: Mock\n  questions: 2\n  minutes: 3\n  draw:\n    frontiers: 2\n"
    tang.write("decks/d.yaml", f"title: D\nquestions: [tang.yaml]\n{exam}")
    [one] = of_decks(open_bank())
    assert (one.code, one.line, one.column) == ("Q052", 8, 16)
    assert one.help == "did you mean `frontier`?"


def test_decks_with_one_title_or_one_id_are_told_with_both_places(
    tang: Folder, open_bank: OpenBank
) -> None:
    tang.write("decks/1.yaml", "title: Tang China\nquestions: [tang.yaml]\n")
    tang.write("decks/2.yaml", "id: two\ntitle: tang  china\nquestions: [song]\n")
    tang.write("decks/3.yaml", "questions: [song]\ntitle: Three\nid: two\n")
    by_id, by_title = sorted(of_decks(open_bank()), key=lambda one: one.code)
    assert (by_id.code, by_id.where) == ("Q051", "decks/3.yaml:3:5")
    assert [(there.file, there.line, there.column) for there in by_id.related] == [
        ("decks/2.yaml", 1, 5)
    ]
    assert (by_title.code, by_title.where) == ("Q058", "decks/2.yaml:2:8")
    assert [(there.file, there.line) for there in by_title.related] == [("decks/1.yaml", 1)]


def test_a_line_more_in_a_deck_file_moves_what_is_told_of_it(
    tang: Folder, open_bank: OpenBank
) -> None:
    deck = "title: D\nquestions: [tang.yaml, gone.yaml]\n"
    tang.write("decks/d.yaml", deck)
    assert [one.line for one in of_decks(open_bank())] == [2]
    tang.write("decks/d.yaml", f"# A comment.\n{deck}")
    assert [one.line for one in of_decks(open_bank())] == [3]


def test_two_files_with_one_id_are_told_where_it_stands(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One", WHY), head="title: A\nid: same\n")
    folder.questions("b.yaml", short("y", "Two", WHY), head="title: B\nid: 'same'\n")
    folder.questions("same.yaml", short("z", "Three", WHY), head="# Known by its name.\ntitle: C\n")
    found = [(one.code, one.where, [there.line for there in one.related])
             for one in open_bank().check()]  # fmt: skip
    assert found == [
        ("Q023", "questions/b.yaml:2:6", [2]),
        ("Q023", "questions/same.yaml:2:1", [2]),
    ]


def test_mistakes_of_a_file_whose_id_is_taken_are_told_too(
    folder: Folder, open_bank: OpenBank
) -> None:
    folder.questions("a.yaml", short("x", "One", WHY), head="id: same\n")
    folder.questions("b.yaml", short("y", "Two", WHY, "worng: no"), head="id: same\n")
    assert [one.code for one in open_bank().check()] == ["Q023", "Q010"]


@pytest.mark.parametrize(("exams", "code", "place", "said"), [
    ("[{title: T, questions: 0, minutes: 3}]", "Q018", (3, 31), "an exam of 0 questions is none"),
    ("[{title: T, questions: 1, minutes: 0}]", "Q018", (3, 43), "an exam of 0 minutes is none"),
    ("[{title: T, minutes: 3}]", "Q013", (3, 9), "this exam has no `questions`"),
    ("[5]", "Q015", (3, 9), "`exam` is a map of keys to values"),
])  # fmt: skip
def test_what_makes_no_exam_is_told_at_its_place(
    tang: Folder, open_bank: OpenBank, exams: str, code: str, place: tuple[int, int], said: str
) -> None:
    tang.write("decks/d.yaml", f"title: D\nquestions: [tang.yaml]\nexams: {exams}\n")
    [one] = of_decks(open_bank())
    assert (one.code, one.line, one.column, one.message) == (code, *place, said)


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
def test_a_deck_that_is_a_link_which_leads_nowhere_is_told(
    tang: Folder, open_bank: OpenBank
) -> None:
    (tang.root / "decks").mkdir()
    for name in ("gone", "circle"):
        (tang.root / f"decks/{name}.yaml").symlink_to("circle.yaml" if name == "circle" else "no")
    for _ in range(2):
        found = [(one.code, one.file) for one in of_decks(open_bank())]
        assert found == [("Y009", "decks/circle.yaml"), ("Y009", "decks/gone.yaml")]
