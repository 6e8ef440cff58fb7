"""The guide for instructors, followed line by line in an empty folder."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.shells import Shell

GUIDE = Path(__file__).parents[2] / "docs" / "writing-questions.md"
BLOCK = re.compile(r"^```(console|yml|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (\S+\.yaml)\n")


def test_ten_minutes_lead_from_nothing_to_a_checked_deck(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    text = GUIDE.read_text(encoding="utf-8")
    tour = text[text.index("## Ten minutes") : text.index("## Ten kinds")]
    for language, block in BLOCK.findall(tour):
        if language == "console":
            follow(shell, block)
        else:
            named = FILE.match(block)
            assert named
            shell.write(named[1], block)
    assert (shell.folder / "tang.apkg").exists()


def follow(shell: Shell, block: str) -> None:
    """Types the commands of a block; each says what stands below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, said = part.partition("\n")
        if "--fix" in command:
            mended = shell.read("questions/tang.yaml").replace("worng", "wrong")
            shell.write("questions/tang.yaml", mended)
        program, *arguments = shlex.split(command)
        assert program == "trainer"
        done = subprocess.run(
            [sys.executable, "-m", "trainer", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            cwd=shell.folder,
            env=shell.environ(PYTHONUNBUFFERED="1"),
            timeout=60,
            check=False,
        )
        assert done.stdout == said, command
