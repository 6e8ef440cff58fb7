"""A library may lie anywhere: also below a folder whose name is no UTF-8."""

from __future__ import annotations

import json
import os
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
