"""The commands that the page on Anki shows run one after the other, as a learner types them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from trainer.anki.reader import read_package

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "anki.md").read_text("utf-8")


def test_its_commands_run(tmp_path: Path) -> None:
    for part in ("questions", "decks"):
        shutil.copytree(ROOT / part, tmp_path / "library" / part)
    work = tmp_path / "work"
    work.mkdir()
    (work / "answers.txt").write_text('{"give-up": true}\n{"rate": "again"}\n', encoding="utf-8")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "trainer"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m trainer "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environ = {
        **os.environ,
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "TRAINER_HOME": str(tmp_path / "home"),
        "TRAINER_LIBRARY": str(tmp_path / "library"),
    }
    for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        done = subprocess.run(
            ["sh", "-e", "-c", block],
            cwd=work, env=environ, capture_output=True, text=True, encoding="utf-8", timeout=60,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, block + done.stderr
    assert read_package(tmp_path / "library/decks/xinjiang-1949.apkg").notes
    assert any("::" in deck for deck in read_package(work / "by-topic.apkg").decks.values())
    assert (work / "xinjiang-1949-with-history.apkg").exists()
    assert list((work / "from-anki" / "questions").rglob("*.yaml"))
