"""A library may lie anywhere: also below a folder whose name is no UTF-8."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shells import TANG, Shell
from trainer.language.diagnostics import FORMATS

DECK = "title: Tang\nquestions: [tang.yaml]\n"


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses such names")
def test_a_folder_whose_name_is_no_text_is_a_library_like_any_other(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    shell = Shell(folder)
    shell.write("questions/tang.yaml", TANG.replace("  id: founder\n", ""))
    shell.write("decks/small.yaml", DECK)
    for command in (["check", "--fix"], ["decks"], ["export", "anki", "small", "-o", "a.apkg"]):
        done = shell.run(*command)
        assert done.returncode == 0, done.stderr
    said = shell.run("study", "small", "--json", sent='{"answer": "Gaozu"}\n').stdout
    assert '"outcome": "right"' in said


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses such names")
def test_mistakes_below_a_name_that_is_no_text_are_told_in_every_format(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    shell = Shell(tmp_path)
    for name in ("tang.yaml", "twin.yaml"):
        shell.write(f"{folder.name}/questions/{name}", TANG)
    shell.write(f"{folder.name}/decks/small.yaml", DECK.replace("[", "[nothing.yaml, "))
    for _ in range(2):  # as it is found, and as it was kept
        for style in FORMATS:
            done = shell.run("check", folder.name, "--format", style)
            assert done.returncode == 1, done.stderr
            assert "Q050" in done.stdout and "W010" in done.stdout
            if style in ("json", "sarif"):
                json.loads(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that somebody is in")
def test_a_folder_that_was_deleted_under_the_terminal_is_told_in_a_sentence(tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        "import trainer\n"
        "os.chdir(sys.argv[1])\n"
        "os.rmdir(sys.argv[1])\n"
        "from trainer.cli import main\n"
        "sys.exit(main(['check']))\n"
    )
    environ = Shell(tmp_path).environ() | {"PYTHONPATH": str(Path(__file__).parents[2])}
    folder = tmp_path / "gone"
    folder.mkdir()
    command = [sys.executable, "-c", script, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)
    assert done.returncode == 2
    assert done.stderr == "trainer: the folder you are in was deleted; go to another one.\n"
