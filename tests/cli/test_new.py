"""`trainer new`: a first file, and what it needs around it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.shells import TANG, Shell
from trainer.bank.starting import place, start
from trainer.errors import TrainerError
from trainer.language.reader import Shared, read
from trainer.language.schema import schema
from trainer.question import Kind


def test_an_empty_folder_becomes_a_library_that_checks_clean(shell: Shell) -> None:
    done = shell.run("new", "tang")
    assert done.returncode == 0
    assert re.search(r"^id: work-[a-z]{6}$", shell.read("questions/library.yaml"), re.M)
    assert json.loads(shell.read("questions/trainer.schema.json")) == schema()
    checked = shell.run("check", "--strict")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert shell.run("check", "--fix", "--diff").returncode == 0
    rows = json.loads(shell.run("decks", "--json").stdout)
    assert rows[0]["title"] == "Tang" and rows[0]["total"] > 10


def test_it_names_what_to_do_next_and_that_runs(shell: Shell) -> None:
    said = shell.run("new", "song china").stdout
    for command in ("check", "preview"):
        assert f"trainer {command} 'questions/song china.yaml'" in said
        assert shell.run(command, "questions/song china.yaml").returncode == 0


def test_it_shows_every_kind() -> None:
    text = start(Path("nowhere"), Path("nowhere/questions/x.yaml"), None, Random(1))
    reading = read(next(iter(text.values())), "questions/x.yaml", "x", Shared())
    assert not reading.diagnostics
    assert {question.kind for question in reading.questions} == set(Kind)


@pytest.mark.parametrize("name", [
    "tang", "tang.yaml", "questions/tang", "questions/tang.yaml", "tang.YAML", "tang.yaml.txt",
])  # fmt: skip
def test_all_these_names_mean_one_file(name: str, shell: Shell) -> None:
    assert shell.run("new", name).returncode == 0
    assert (shell.folder / "questions/tang.yaml").exists()


def test_within_a_library_only_the_file_is_written(shell: Shell) -> None:
    shell.run("new", "tang")
    library = shell.read("questions/library.yaml")
    shell.write("questions/trainer.schema.json", "{}")
    done = shell.run("new", "--library", ".", "emperors/tang")
    assert done.stdout.startswith("Wrote questions/emperors/tang.yaml\nPut")
    assert shell.read("questions/library.yaml") == library
    assert shell.read("questions/trainer.schema.json") == "{}"
    text = shell.read("questions/emperors/tang.yaml")
    assert "$schema=../trainer.schema.json" in text
    assert "\nid: tang-2\n" in text, "another file has the id already"


def test_from_a_folder_of_the_library_it_is_written_there(shell: Shell) -> None:
    shell.write("questions/song/song.yaml", TANG)
    inside = Shell.__new__(Shell)
    inside.folder, inside.home = shell.folder / "questions/song", shell.home
    assert inside.run("new", "poets").returncode == 0
    assert (shell.folder / "questions/song/poets.yaml").exists()


def test_a_file_is_never_overwritten(shell: Shell) -> None:
    shell.write("questions/tang.yaml", TANG)
    (shell.folder / "questions/link.yaml").symlink_to("nowhere.yaml")
    for name in ("tang", "link"):
        done = shell.run("new", name)
        assert done.returncode == 2 and "is there already" in done.stderr
    assert shell.read("questions/tang.yaml") == TANG
    assert not os.path.lexists(shell.folder / "questions/nowhere.yaml")


@pytest.mark.parametrize("name", [
    "", ".", "..", "/", "a/", ".hidden", "???", "library", "a\nb", "\x1b[31mred", "x" * 300,
    pytest.param(os.fsdecode(b"caf\xe9"), marks=pytest.mark.skipif(
        sys.platform in ("darwin", "win32"), reason="its names are text")),
])  # fmt: skip
def test_what_is_no_name_is_told_in_a_sentence(name: str, shell: Shell) -> None:
    done = shell.run("new", name)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert not (shell.folder / "questions").exists()


def test_a_place_that_cannot_be_written_is_told(shell: Shell) -> None:
    shell.write("questions/sub", "a file where a folder should be")
    done = shell.run("new", "questions/sub/tang")
    assert done.returncode == 2 and "can't be made" in done.stderr


def test_a_file_from_a_document_has_a_stub_for_each_paragraph(shell: Shell) -> None:
    shell.write("texts/the entry.md", "# The entry\n\nIt came in October.\n\nAid made it quick.\n")
    done = shell.run("new", "entry", "--from", "texts/the entry.md")
    assert done.returncode == 0 and "Numbered 2 paragraphs of the entry.md." in done.stdout
    text = shell.read("questions/entry.yaml")
    assert "title: The entry\n" in text and "locators: [¶1–¶2]" in text
    assert text.count("#   source: the-entry, ¶") == 2 and "October" not in text
    assert "October" not in shell.read("questions/documents.json")
    assert shell.run("check", "--strict").returncode == 0
    again = shell.run("new", "entry2", "--from", "texts/the entry.md")
    assert again.returncode == 2 and "registered already" in again.stderr
    assert not (shell.folder / "questions/entry2.yaml").exists()


def test_coverage_says_which_questions_rest_on_what_has_changed(shell: Shell) -> None:
    shell.write("entry.txt", "It came in October.\n\nAid made it quick.\n\nThe end.\n")
    shell.run("new", "entry", "--from", "entry.txt")
    stub = "# - ask:\n#   id:\n#   answer:\n#   source: entry, ¶2\n"
    mine = "- ask: What made it quick?\n  id: aid\n  answer: aid\n  source: entry, ¶2\n"
    shell.write("questions/entry.yaml", shell.read("questions/entry.yaml").replace(stub, mine))
    assert "changed" not in shell.run("report", "coverage").stdout
    shell.write("entry.txt", "It came in October.\n\nAid made it fast.\n\nNew.\n\nThe end.\n")
    said = shell.run("report", "coverage").stdout
    assert "  ¶2 is worded otherwise: entry/aid\n" in said
    assert "  ¶3 is ¶4 now: the locators of its questions want the new numbers\n" in said
    found = json.loads(shell.run("report", "coverage", "--json").stdout)["documents"]
    assert found[0]["changes"][0]["questions"] == ["entry/aid"]
    assert "Took over 1 document" in shell.run("report", "coverage", "--fix").stdout
    assert "changed" not in shell.run("report", "coverage").stdout
    (shell.folder / "entry.txt").unlink()
    assert "what changed can't be told" in shell.run("report", "coverage").stdout


@pytest.mark.skipif(os.name != "posix", reason="only POSIX limits how long a file may grow")
def test_what_there_is_no_room_for_is_not_half_there(shell: Shell) -> None:
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000));"
        "from trainer.cli import main; sys.exit(main(['new', 'tang']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=shell.folder,
        env=shell.environ(),
        check=False,
    )
    assert done.returncode == 2 and "trainer.schema.json can't be written" in done.stderr
    there = {path.name for path in (shell.folder / "questions").iterdir()}
    assert there == {"tang.yaml", "library.yaml"}


def test_the_whole_machine_never_becomes_a_library() -> None:
    with pytest.raises(TrainerError, match="every folder on this machine"):
        place("/tang", Path("/work"))
    with pytest.raises(TrainerError, match="every folder on this machine"):
        place("tang", Path("/"))
    assert place("/course/tang", Path("/work"))[0] == Path("/course")
