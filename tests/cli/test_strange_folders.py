"""A library may lie anywhere: also below a folder whose name is no UTF-8."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.shells import TANG, Shell

DECK = "title: Tang\nquestions: [nothing.yaml, tang.yaml]\n"


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
