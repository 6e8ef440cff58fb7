"""Sync, backups, the doctor, forgetting and what goes out and in, as a person types them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.shells import TANG, Shell

TWO = TANG + "- {ask: Where was the court?, id: court, answer: Chang'an}\n"
RIGHT = '{"answer":"Gaozu"}\n{"rate":"easy"}\n'


@pytest.fixture
def tang(shell: Shell) -> Shell:
    """A learner who has answered the first of two questions."""
    shell.write("questions/tang.yaml", TWO)
    answered(shell)
    return shell


def answered(shell: Shell, **environ: str) -> None:
    assert shell.run("study", "tang", "--json", "--limit", "1", sent=RIGHT, **environ).stdout


def row(shell: Shell, **environ: str) -> tuple[int, int]:
    """How many cards of the deck are learned, and how many new."""
    rows = json.loads(shell.run("decks", "--json", **environ).stdout)
    found = next(one for one in rows if one["id"] == "tang")
    return found["learned"], found["new"]


def test_two_devices_share_a_folder(tang: Shell) -> None:
    (tang.folder / "cloud").mkdir()
    other = str(tang.home.parent / "other")
    first = tang.run("sync", "cloud")
    assert "2 events given to cloud, 0 taken in" in first.stdout
    asked = tang.run("sync", "cloud", TRAINER_HOME=other)
    assert asked.returncode == 2 and "--join ID" in asked.stderr
    (learner,) = (tang.folder / "cloud").iterdir()
    joined = tang.run("sync", "cloud", "--join", learner.name, "--json", TRAINER_HOME=other)
    assert json.loads(joined.stdout) == {"sent": 0, "received": 2, "devices": 1, "damaged": []}
    assert row(tang, TRAINER_HOME=other) == row(tang) == (1, 1)


def test_sync_says_which_file_is_damaged(tang: Shell) -> None:
    (tang.folder / "cloud").mkdir()
    other = str(tang.home.parent / "other")
    tang.run("sync", "cloud")
    (file,) = (tang.folder / "cloud").rglob("*.jsonl")
    file.write_text(file.read_text().replace("Gaozu", "Taizong", 1))
    (learner,) = (tang.folder / "cloud").iterdir()
    done = tang.run("sync", "cloud", "--join", learner.name, TRAINER_HOME=other)
    assert done.returncode == 1 and f"{file.parent.name}/{file.name}" in done.stderr


def test_a_backup_brings_back_what_was_forgotten(tang: Shell) -> None:
    assert tang.run("forget", "tang/founder", sent="").returncode == 2
    assert row(tang) == (1, 1)
    done = tang.run("forget", "tang/founder", "--yes")
    assert "1 card of “tang/founder” will come as new" in done.stdout
    assert row(tang) == (0, 2)
    (newest, *_) = json.loads(tang.run("backup", "list", "--json").stdout)
    assert newest["reason"] == "forget" and newest["name"] in done.stdout
    assert tang.run("backup", "restore", newest["name"], "--yes").returncode == 0
    assert row(tang) == (1, 1)


def test_a_deck_is_forgotten_as_a_whole_and_only_once(tang: Shell) -> None:
    assert "1 card of the deck “Tang China”" in tang.run("forget", "tang", "--yes").stdout
    assert "nothing to forget" in tang.run("forget", "tang", "--yes").stdout
    assert "no question and no deck `song`" in tang.run("forget", "song", "--yes").stderr


def test_the_doctor_finds_nothing_in_a_sound_history_and_says_so(tang: Shell) -> None:
    done = tang.run("doctor", "--rebuild")
    assert done.returncode == 0 and "Nothing is wrong." in done.stdout
    assert json.loads(tang.run("doctor", "--json").stdout)["findings"] == []


def test_the_doctor_says_what_to_do_about_a_damaged_file(tang: Shell) -> None:
    tang.run("backup", "make")
    history = tang.home / "profiles" / "default" / "history.db"
    data = bytearray(history.read_bytes())
    data[2048:2148] = bytes(100)
    history.write_bytes(data)
    done = tang.run("doctor")
    assert done.returncode == 1 and "trainer backup restore" in done.stdout
    assert tang.run("backup", "restore", "--yes").returncode == 0
    assert tang.run("doctor").returncode == 0


def test_the_whole_history_goes_out_as_a_table_and_as_lines(tang: Shell) -> None:
    table = list(csv.DictReader(io.StringIO(tang.run("export", "history", "--format=csv").stdout)))
    assert [one["what"] for one in table] == ["answer", "amend"]
    assert "2 events" in tang.run("export", "history", "-o", "all.jsonl").stdout
    lines = [json.loads(line) for line in tang.read("all.jsonl").splitlines()]
    assert [one["card"].partition(":")[2] for one in lines] == ["tang/founder"] * 2


@pytest.mark.parametrize("arguments", [("export", "history"), ("backup", "restore", "--yes")])
def test_without_a_history_there_is_nothing_to_hand_out(shell: Shell, arguments) -> None:
    done = shell.run(*arguments)
    assert done.returncode == 2 and "there is no" in done.stderr
    assert not (shell.home / "profiles").exists()


def packed(shell: Shell, entries: dict[str, str]) -> Path:
    path = shell.folder / "theirs.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, text in entries.items():
            file.writestr(name, text)
    return path


def test_someones_zip_becomes_a_library_beside_ones_own(shell: Shell) -> None:
    packed(shell, {"repo-main/questions/tang.yaml": TANG, "repo-main/setup.py": "print()"})
    assert "1 deck with 1 card added" in shell.run("add", "theirs.zip").stdout
    assert row(shell) == (0, 1)
    assert not list(shell.home.rglob("setup.py"))
    assert "--replace" in shell.run("add", "theirs.zip").stderr
    packed(shell, {"questions/tang.yaml": TWO})
    assert shell.run("add", "theirs.zip", "--replace").returncode == 0
    assert row(shell) == (0, 2)


def test_a_folder_is_added_where_it_is_and_once(shell: Shell) -> None:
    shell.write("theirs/questions/tang.yaml", TANG)
    shell.home.mkdir()
    (shell.home / "settings.toml").write_text("# mine\nnew-per-day = 7\n[keys]\nbury = 'b'\n")
    assert "added" in shell.run("add", "theirs").stdout
    assert "added before" in shell.run("add", "theirs/questions").stdout
    text = (shell.home / "settings.toml").read_text()
    assert text.startswith("# mine\nnew-per-day = 7\n") and text.count("theirs") == 1


@pytest.mark.parametrize(
    "name, says",
    [
        ("questions/../../evil.yaml", "outside"),
        ("/questions/evil.yaml", "outside"),
        ("questions/C:evil.yaml", "every system"),
        ("questions\\..\\..\\evil.yaml", "outside"),
        ("questions", "no `questions/`"),
    ],
)
def test_a_zip_that_leads_elsewhere_is_refused(shell: Shell, name: str, says: str) -> None:
    packed(shell, {name: TANG})
    done = shell.run("add", "theirs.zip")
    assert done.returncode == 2 and says in done.stderr and "Nothing was changed" in done.stderr
    assert not list(shell.home.rglob("*.yaml")) and not (shell.home / "settings.toml").exists()
