"""The commands of a page of the documents, typed as a reader types them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


ANSWERS = ":dontknow\n1\n:quit\n"
"""What the reader types into a session, should one begin."""


def follow(
    page: str,
    folder: Path,
    *,
    begun: bool = False,
    typed: str = ANSWERS,
    meant: Mapping[str, str] = {},
    environ: Mapping[str, str] = {},
) -> Path:
    """Types every `sh` block of a page in a folder `work`, beside a copy of the bundled library.

    The reader has a home of their own, and has answered something if they have `begun`. They type
    `typed` into whatever asks, and put what is `meant` in the place of words such as HOST. Returns
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
        **environ,
    }
    text = (ROOT / "docs" / page).read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in [*["trainer study --plain --limit 2\n"][:begun], *blocks]:
        for word, meaning in meant.items():
            block = block.replace(word, meaning)
        # Without a terminal, so that what asks for a password takes it from here.
        done = subprocess.run(
            ["sh", "-e", "-c", block], input=typed, cwd=folder / "work", env=known,
            capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
            start_new_session=True,
        )  # fmt: skip
        assert done.returncode == 0, block + done.stderr
    return folder / "work"
