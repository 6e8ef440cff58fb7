"""A shell in a folder of its own: `trainer` as a person types it, each in a process of its own."""

from __future__ import annotations

import codecs
import os
import select
import subprocess
import sys
import time
from pathlib import Path

from tests import forking

PATIENCE = 30.0

TANG = """\
title: Tang China
questions:
- ask: Who founded the dynasty?
  id: founder
  answer: Gaozu
  accept: [Li Yuan]
  reject: {Taizong: His son.}
"""


class Shell:
    """Runs `trainer` in a folder with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder / "work", folder / "home"
        self.folder.mkdir()

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def environ(self, **more: str) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("TRAINER_")}
        return clean | {"TRAINER_HOME": str(self.home)} | more

    def run(
        self, *arguments: str, sent: str = "", **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end. What Python itself reads at its start needs a start."""
        if hasattr(os, "fork") and not any(name.startswith("PYTHON") for name in environ):
            return forking.run(arguments, sent, self.folder, self.environ(**environ))
        return subprocess.run(
            [sys.executable, "-m", "trainer", *arguments],
            input=sent,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.folder,
            env=self.environ(**environ),
            timeout=forking.PATIENCE,
            check=False,
        )


class Running:
    """A command that goes on, and what it has written so far; `output` is a pipe or a pty."""

    def __init__(self, process: subprocess.Popen[bytes], output: int) -> None:
        self.process, self.output = process, output
        self.written = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def until(self, text: str) -> str:
        """What it wrote since the last call, up to and with the text."""
        end = time.monotonic() + PATIENCE
        while text not in self.written:
            assert time.monotonic() < end, f"no {text!r} in {self.written!r}"
            if select.select([self.output], [], [], 0.1)[0]:
                chunk = os.read(self.output, 65536)
                assert chunk, f"it ended without {text!r}: {self.written!r}"
                self.written += self._decoder.decode(chunk)
        found, self.written = self.written, ""
        return found
