"""The commands of a page of the documents, typed as a reader types them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


ANSWERS = ":dontknow\n1\n:quit\n"
"""What the reader types into a session, should one begin."""


def follow(page: str, folder: Path, *, begun: bool = False) -> Path:
    """Types every `sh` block of a page in a folder `work`, beside a copy of the bundled library.

    The reader has a home of their own, and has answered something if they have `begun`. Returns
    `work`; fails at the first command that fails.
    """
    for part in ("questions", "decks"):
        shutil.copytree(ROOT / part, folder / "library" / part)
    for name in ("work", "bin", "home"):
        (folder / name).mkdir(exist_ok=True)
    program = folder / "bin" / "trainer"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m trainer "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    known = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder / "home"),
        "TRAINER_HOME": str(folder / "home" / "trainer"),
        "TRAINER_LIBRARY": str(folder / "library"),
    }
    text = (ROOT / "docs" / page).read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in [*["trainer study --plain --limit 2\n"][:begun], *blocks]:
        done = subprocess.run(
            ["sh", "-e", "-c", block], input=ANSWERS, cwd=folder / "work", env=known,
            capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, block + done.stderr
    return folder / "work"
