"""A server of its own process over a library of three questions."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from trainer.clock import Clock
from trainer.history.event import Event, What
from trainer.history.store import Store

QUESTIONS = "\n".join(
    f"- ask: Which is number {n}?\n  id: q{n}\n  options: [{n}, none]\n  answer: {n}\n"
    for n in (1, 2, 3)
)
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Served:
    """A server of its own process: its address, the links of its learners, its home."""

    process: subprocess.Popen[str]
    origin: str
    links: dict[str, str]
    home: Path

    def answers(self, learner: str) -> list[Event]:
        place = self.home if learner == "me" else self.home / "learners" / learner
        path = place / "profiles" / "default" / "history.db"
        with Store.open(path, clock=Clock(), read_only=True) as store:
            return [event for event in store.log() if event.what is What.ANSWER]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts servers over a library of three questions, and ends them."""
    running: list[subprocess.Popen[str]] = []

    def start(*options: str) -> Served:
        (tmp_path / "questions").mkdir(exist_ok=True)
        (tmp_path / "questions" / "all.yaml").write_text(f"title: All\nquestions:\n{QUESTIONS}")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        home = tmp_path / "home"
        settings = "hide-bundled = true\n"
        for place in (home, home / "learners" / "ann", home / "learners" / "ben"):
            place.mkdir(parents=True, exist_ok=True)
            (place / "settings.toml").write_text(settings)
        process = subprocess.Popen(
            [sys.executable, "-m", "trainer", "serve", "--port", str(port), *options],
            cwd=tmp_path,
            env={**os.environ, "TRAINER_HOME": str(home)},
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        assert process.stdout is not None
        links = {}
        for line in process.stdout:
            if line.startswith("Ctrl-C"):
                break
            name, _, link = line.strip().rpartition(": ")
            links[name or "me"] = link
        return Served(process, f"http://127.0.0.1:{port}", links, home)

    yield start
    for process in running:
        process.terminate()
        process.wait(PATIENCE_S)
        assert process.stdout is not None
        process.stdout.close()
