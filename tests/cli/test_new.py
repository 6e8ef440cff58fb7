"""`trainer new`: a first file, and what it needs around it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from random import Random

import pytest

from tests.shells import TANG, Shell
from trainer.bank.starting import start
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


@pytest.mark.parametrize("name", ["tang", "tang.yaml", "questions/tang", "questions/tang.yaml"])
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


@pytest.mark.parametrize("name", ["", ".", "..", "/", "a/", ".hidden", "???", "library"])
def test_what_is_no_name_is_told_in_a_sentence(name: str, shell: Shell) -> None:
    done = shell.run("new", name)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert not (shell.folder / "questions").exists()


def test_a_place_that_cannot_be_written_is_told(shell: Shell) -> None:
    shell.write("questions/sub", "a file where a folder should be")
    done = shell.run("new", "questions/sub/tang")
    assert done.returncode == 2 and "can't be made" in done.stderr
