"""What the tab key offers, asked of a shell that was given the program's own script."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.shells import TANG, Shell


def pressed(shell: Shell, *words: str) -> list[str]:
    """What bash offers for the last word."""
    program = shell.write("bin/trainer", f'#!/bin/sh\nexec "{sys.executable}" -m trainer "$@"\n')
    program.chmod(0o755)
    typed = " ".join(f"'{word}'" for word in words)
    done = subprocess.run(
        ["bash", "-c",
         f'eval "$(trainer completions bash)"; COMP_WORDS=({typed}); '
         f"COMP_CWORD={len(words) - 1}; _trainer_completion trainer; "
         'printf "%s\\n" "${COMPREPLY[@]}"'],
        capture_output=True, text=True, encoding="utf-8", cwd=shell.folder, timeout=60, check=True,
        env=shell.environ(PATH=f"{program.parent}:/usr/bin:/bin", PYTHONPATH=str(Path.cwd())),
    )  # fmt: skip
    assert not done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("trainer", "st"), ["study", "stats"]),
        (("trainer", "study", "ta"), ["tang"]),
        (("trainer", "export", "anki", "ta"), ["tang"]),
        (("trainer", "study", "--no"), ["--no-save"]),
        (("trainer", "completions", "z"), ["zsh"]),
    ],
)
def test_tab_completes(shell: Shell, words: tuple[str, ...], offered: list[str]) -> None:
    shell.write("questions/tang.yaml", TANG)
    assert pressed(shell, *words) == offered


def test_tab_stays_silent_where_nothing_can_be_offered(shell: Shell) -> None:
    assert pressed(shell, "trainer", "nonsense", "x") == []
    assert pressed(shell, "trainer", "study", "--library", "/nowhere", "x") == []


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(shell: Shell, name: str) -> None:
    done = shell.run("completions", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_TRAINER_COMPLETE" in done.stdout
