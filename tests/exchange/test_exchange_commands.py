"""Exports and imports as people type them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.desks import ALL_KINDS
from tests.shells import TANG, Shell
from trainer.anki.reader import read_package


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made.write("questions/kinds.yaml", ALL_KINDS)
    return made


def test_an_export_says_what_the_format_couldnt_hold(shell: Shell) -> None:
    done = shell.run("export", "gift", "kinds")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{shell.folder / 'decks/kinds.gift'}: 9 questions.\n"
    assert "Note: 1 question: left out, as GIFT has one blank in a text" in done.stderr
    assert "Note: 1 question: hints have no place in GIFT" in done.stderr
    assert "::kinds/choice::[markdown]Which month?" in shell.read("decks/kinds.gift")


@pytest.mark.parametrize("form", ["moodle", "gift", "csv"])
def test_an_import_makes_files_without_mistakes_and_a_second_one_changes_nothing(
    shell: Shell, form: str
) -> None:
    file = f"out.{ {'moodle': 'xml'}.get(form, form) }"
    assert shell.run("export", form, "kinds", "-o", file).returncode == 0
    done = shell.run("import", file, "-o", "new")
    assert done.returncode == 0, done.stderr
    written = shell.read("new/questions/kinds.yaml")
    checked = shell.run("check", "new/questions")
    assert checked.returncode == 0, checked.stdout
    again = shell.run("import", file, "-o", "new")
    assert " 0 added, " in again.stdout
    assert shell.read("new/questions/kinds.yaml") == written


def test_an_import_leaves_a_file_alone_that_it_cannot_read(shell: Shell) -> None:
    shell.run("export", "gift", "kinds", "-o", "out.gift")
    latin = "questions:\n- ask: Où?\n  id: ou\n  answer: Là\n".encode("latin-1")
    (shell.folder / "new/questions").mkdir(parents=True)
    (shell.folder / "new/questions/kinds.yaml").write_bytes(latin)
    done = shell.run("import", "out.gift", "-o", "new")
    assert done.returncode == 0, done.stderr
    assert (shell.folder / "new/questions/kinds.yaml").read_bytes() == latin
    assert "Which month?" in shell.read("new/questions/kinds-import-2.yaml")


def test_an_import_adds_to_a_file_in_its_own_line_ends(shell: Shell) -> None:
    shell.run("export", "gift", "kinds", "-o", "out.gift")
    own = b"questions:\r\n- ask: Who?\r\n  id: who\r\n  answer: Gaozu\r\n"
    (shell.folder / "new/questions").mkdir(parents=True)
    (shell.folder / "new/questions/kinds.yaml").write_bytes(own)
    assert shell.run("import", "out.gift", "-o", "new").returncode == 0
    added = (shell.folder / "new/questions/kinds.yaml").read_bytes()
    assert added.startswith(own.rstrip()) and b"Which month?" in added
    assert added.count(b"\n") == added.count(b"\r\n")


def test_an_import_never_touches_what_the_library_says(shell: Shell) -> None:
    shell.run("export", "gift", "kinds", "-o", "out.gift")
    shell.write("questions/kinds.yaml", ALL_KINDS.replace("Which month?", "In which month?"))
    done = shell.run("import", "out.gift")
    assert " 0 added, " in done.stdout
    assert "differ, and stay as they are in the library" in done.stderr
    assert "In which month?" in shell.read("questions/kinds.yaml")


@pytest.mark.parametrize(
    ("there", "id", "made"),
    [
        ("library.yaml", "library/who", "library-questions.yaml"),
        ("tang.yaml", "tang/who", "tang-import-2.yaml"),
    ],
)
def test_questions_whose_file_cannot_take_them_come_into_one_beside_it_and_only_once(
    shell: Shell, there: str, id: str, made: str
) -> None:
    shell.write(f"new/questions/{there}", "id: other\n")
    shell.write("new/questions/more.yaml", "questions:\n- ask: Why?\n  answer: So\n")
    shell.write("in.csv", f"id,kind,ask,answer\n{id},short,Who?,Gaozu\n")
    first = shell.run("import", "in.csv", "-o", "new")
    assert f"1 added, 0 there already.\n  questions/{made}\n" in first.stdout
    again = shell.run("import", "in.csv", "-o", "new")
    assert again.stdout == "1 question: 0 added, 1 there already.\n"
    assert shell.read(f"new/questions/{there}") == "id: other\n"


def test_a_sources_licence_goes_wherever_the_source_is_cited(shell: Shell) -> None:
    shell.write(
        "questions/tang.yaml",
        "sources: {lewis: {title: Empire, licence: CC BY 4.0}}\nquestions:\n"
        "- {ask: Who?, id: who, answer: Gaozu, source: 'lewis, p. 1'}\n",
    )
    for form, file in (("moodle", "a.xml"), ("gift", "a.gift"), ("html", "a.html")):
        assert shell.run("export", form, "tang", "-o", file).returncode == 0
        assert "p. 1 (CC BY 4.0)" in shell.read(file), form
    assert shell.run("export", "anki", "tang", "-o", "a.apkg").returncode == 0
    (note,) = read_package(shell.folder / "a.apkg").notes
    assert "Empire, p. 1 (CC BY 4.0)" in note.fields
    assert "lewis: Empire (CC BY 4.0)\n" in shell.run("report", "coverage", "tang").stdout


def test_categories_become_files(shell: Shell) -> None:
    shell.write(
        "course.txt",
        "$CATEGORY: $course$/top/China/Tang\n\nWho?{=Gaozu}\n\nWho?{=Taizong}\n\n"
        "$CATEGORY: $course$/top/China/Song\n\nWhen?{#960}\n",
    )
    done = shell.run("import", "course.txt", "-o", "new")
    assert done.returncode == 0, done.stderr
    assert shell.read("new/questions/china/tang.yaml") == (
        "# yaml-language-server: $schema=../trainer.schema.json\n"
        "title: Tang\n"
        "id: china-tang\n"
        "\n"
        "questions:\n"
        "- ask: Who?\n"
        "  id: who\n"
        "  answer: Gaozu\n"
        "\n"
        "- ask: Who?\n"
        "  id: who-2\n"
        "  answer: Taizong\n"
    )
    assert "number: 960" in shell.read("new/questions/china/song.yaml")


def test_the_first_line_of_what_was_imported_leads_editors_to_the_schema(shell: Shell) -> None:
    shell.write("flat.gift", "Who?{=Gaozu}\n")
    shell.write("deep.gift", "$CATEGORY: $course$/top/China/Tang\n\nWho?{=Gaozu}\n")
    shell.run("export", "anki", "kinds", "-o", "kinds.apkg")
    for name in ("flat.gift", "deep.gift", "kinds.apkg"):
        assert shell.run("import", name, "-o", f"from-{name}").returncode == 0
        questions = shell.folder / f"from-{name}" / "questions"
        files = [file for file in questions.rglob("*.yaml") if file.name != "library.yaml"]
        assert files
        for file in files:
            first, _, _ = file.read_text(encoding="utf-8").partition("\n")
            assert json.loads((file.parent / first.partition("$schema=")[2]).read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"PK\x03\x04\0\0", "a.docx is in no format that `trainer import` reads"),
        ("a.apkg.json", b'{"notes": {}}', "a.apkg.json is in no format"),
        ("a.yaml", b"- cloze: '{{Tang}} rule ended.'", "a.yaml is in no format"),
        ("a.html", b"<!doctype html><title>Tang", "a.html is in no format"),
        ("a.dat", b"\0\1\2", "a.dat is no text file"),
        ("a.txt", b"Just a letter.\n", "a.txt is in no format that `trainer import` reads"),
        ("a.xml", b"<!DOCTYPE quiz []><quiz/>", "it declares a document type"),
        ("a.csv", b"one\n", "a.csv has only one column"),
        ("none.gift", None, "none.gift can't be read: no such file or directory."),
    ],
)
def test_what_isnt_read_is_said_in_a_sentence(
    shell: Shell, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (shell.folder / name).write_bytes(content)
    done = shell.run("import", name, "-o", "new")
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not (shell.folder / "new").exists()


def test_texts_of_windows_are_read_too(shell: Shell) -> None:
    for name, coding in (("a.gift", "cp1252"), ("b.gift", "utf-16"), ("c.gift", "utf-8-sig")):
        (shell.folder / name).write_bytes("Où?{=Besançon}\r\n".encode(coding))
        assert shell.run("import", name, "-o", "new").returncode == 0
        assert "answer: Besançon" in shell.read(f"new/questions/{name[0]}.yaml")


def test_the_commands_of_the_page_run(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    page = (Path(__file__).parents[2] / "docs/exchange.md").read_text("utf-8")
    commands = [line for line in page.splitlines() if line.startswith("trainer ")]
    assert len(commands) >= 10
    for command in commands:
        done = shell.run(*command.split()[1:])
        assert done.returncode == 0, (command, done.stderr)


def test_a_sheet_of_some_questions_draws_the_same_for_all_versions(shell: Shell) -> None:
    words = ("export", "html", "kinds", "--questions", "3", "--versions", "2", "-o", "s.html")
    assert shell.run(*words).stdout.endswith("s.html: 3 questions.\n")
    keys = shell.read("s.html").split('<ol class="key">')[1:]
    drawn = [sorted(re.findall(r'<div class="id">(.*?)</div>', key)) for key in keys]
    assert len(drawn[0]) == 3 and drawn[0] == drawn[1]


def test_a_sheet_has_its_versions_its_key_and_nothing_from_elsewhere(shell: Shell) -> None:
    done = shell.run("export", "html", "kinds", "--versions", "2", "--seed", "May", "-o", "s.html")
    assert done.returncode == 0, done.stderr
    page = shell.read("s.html")
    assert page.count('<ol class="questions">') == page.count('<ol class="key">') == 2
    assert "Drawn with seed May" in page
    assert "src=" not in page and "http" not in page and "<script" not in page
    again = shell.run("export", "html", "kinds", "--versions", "2", "--seed", "May", "-o", "t.html")
    assert again.returncode == 0 and shell.read("t.html") == page
    plain = shell.run("export", "html", "kinds", "--no-key", "--no-grid", "-o", "u.html")
    assert plain.returncode == 0
    assert '<ol class="key">' not in shell.read("u.html")
    assert "Peng Dehuai" not in shell.read("u.html")


def test_a_key_on_paper_has_all_that_is_right_and_what_isnt_printed_is_said(shell: Shell) -> None:
    shell.write(
        "questions/p.yaml",
        "title: P\nquestions:\n"
        "- cloze: The {{canal|Grand Canal}} is long.\n  id: canal\n"
        "- ask: Sort.\n  order:\n  - Sui: 581\n  - Tang\n  id: dynasties\n"
        "- ask: Which?\n  answer: This\n  wrong: {That: It was torn down., Other: It burned.}\n"
        "  id: which\n",
    )
    done = shell.run("export", "html", "p", "-o", "p.html")
    assert "1 question: feedback on options isn't printed." in done.stderr
    page = shell.read("p.html")
    assert '<span class="answer">canal or Grand Canal</span>' in page
    assert "Sui (581) – Tang" in page and "torn down" not in page


def test_what_no_question_of_a_deck_has_a_place_for_is_said_once(shell: Shell) -> None:
    shell.write("questions/p.yaml", "title: P\nquestions:\n- cloze: It is $a_{{2}}$.\n  id: a\n")
    done = shell.run("export", "qti12", "p", "-o", "p.zip")
    assert done.returncode == 2 and not (shell.folder / "p.zip").exists()
    assert done.stderr == (
        "trainer: none of the questions in p can go into this format: a blank within a formula "
        "can't be parted from it.\n"
    )


def test_each_question_that_is_left_out_has_its_own_reason(shell: Shell) -> None:
    (shell.folder / "t.csv").write_text(
        "kind,ask,answer,wrong\nshort,Who?,I,\norder,Sort.,one,\nchoice,Which?,a,a\n"
    )
    done = shell.run("import", "t.csv", "-o", "new")
    assert done.stdout.startswith("3 questions: 1 added, 0 there already.\n")
    order, choice = done.stderr.splitlines()
    assert order == "Note: 1 question is left out: one item has no order (such as “Sort.”)."
    assert "`a` is the right answer, and stands among the wrong ones too" in choice


def test_a_deck_that_comes_with_the_program_goes_where_one_stands(shell: Shell) -> None:
    done = shell.run("export", "gift", "xinjiang-1949")
    assert done.returncode == 0, done.stderr
    assert (shell.folder / "xinjiang-1949.gift").is_file()
