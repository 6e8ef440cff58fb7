"""`trainer export anki` and `trainer import`, as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shells import TANG, Shell
from trainer.anki.reader import read_package


@pytest.fixture
def tang(shell: Shell) -> Shell:
    shell.write("questions/library.yaml", "id: china-abcdef\n")
    shell.write("questions/tang.yaml", TANG)
    return shell


def decks(package: Path) -> set[str]:
    return {name for name in read_package(package).decks.values() if name != "Default"}


def test_an_export_says_what_is_new(tang: Shell) -> None:
    done = tang.run("export", "anki", "tang")
    assert done.stdout.endswith("tang.apkg: 1 note, 1 card; 1 new, 0 changed.\n")
    tang.write("questions/tang.yaml", TANG.replace("Gaozu", "Emperor Gaozu"))
    done = tang.run("export", "anki", "tang", "-o", "../elsewhere.apkg")
    assert done.stdout == "../elsewhere.apkg: 1 note, 1 card; 0 new, 1 changed.\n"
    assert (tang.folder / "decks/tang.anki.json").exists()


def test_a_question_without_an_id_is_sent_to_check(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG.replace("  id: founder\n", ""))
    done = shell.run("export", "anki", "tang")
    assert done.returncode == 2
    assert "questions/tang.yaml:3" in done.stderr and "trainer check --fix" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_thousand_files_are_a_thousand_sub_decks(shell: Shell) -> None:
    for n in range(1_000):
        shell.write(f"questions/all/f{n}.yaml", TANG.replace("Tang China", f"Part {n}"))
    done = shell.run("export", "anki", "all", "--sub-decks")
    assert done.returncode == 0, done.stderr
    found = decks(shell.folder / "decks/all.apkg")
    assert len(found) == 1_001 and "All::Part 999" in found


def test_answers_move_out_and_in_with_their_traps_told(tang: Shell) -> None:
    none = tang.run("export", "anki", "tang", "--with-history")
    assert none.returncode == 2 and "there is no history yet" in none.stderr
    tang.run("study", "tang", "--json", sent='{"answer":"Gaozu"}\n{"rate":"easy"}\n')
    out = tang.run("export", "anki", "tang", "--with-history")
    assert "1 answer with it." in out.stdout and "delete it there first" in out.stdout
    package = tang.folder / "tang-with-history.apkg"
    assert not (tang.folder / "decks/tang.apkg").exists()
    into = tang.run("import", str(package), "--profile", "other")
    assert "0 questions added, 1 there already" in into.stdout
    assert "2 events added to the history." in into.stdout
    again = tang.run("import", str(package), "--profile", "other")
    assert again.stdout == "1 note: 0 questions added, 1 there already.\n"


def test_a_package_becomes_a_library_of_its_own(tang: Shell) -> None:
    tang.run("export", "anki", "tang", "-o", "../tang.apkg")
    done = tang.run("import", "../tang.apkg", "-o", "../copy")
    assert done.stdout == (
        "1 note: 1 question added, 0 there already.\n  questions/tang.yaml\n  decks/tang.yaml\n"
    )
    text = (tang.folder.parent / "copy/questions/tang.yaml").read_text("utf-8")
    assert "answer: Gaozu\n  accept: [Li Yuan]\n  reject:\n    Taizong: His son.\n" in text


def test_what_is_no_package_is_said_so(shell: Shell) -> None:
    for name, reason in (("a.txt", "in no format that"), ("a.apkg", "can't be read")):
        shell.write(name, "nothing")
        done = shell.run("import", name)
        assert done.returncode == 2 and reason in done.stderr and "Traceback" not in done.stderr
