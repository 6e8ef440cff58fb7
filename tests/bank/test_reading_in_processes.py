"""Files read by several processes are what one process reads, and none at all is no harm."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.folders import Folder, short
from trainer.bank import looking
from trainer.bank.bank import Bank


def library(folder: Folder) -> None:
    for number in range(12):
        broken = "- ask: Who?\n  anwser: x\n" if number % 3 == 0 else ""
        folder.questions(f"{number:02}.yaml", short("q", f"A{number}"), broken)
    folder.write("questions/99.yaml", b"\xff\xfe")


def read(folder: Folder, cache: Path) -> tuple[list[str], list[str]]:
    with Bank.open(folder.library, cache, advising=True) as bank:
        asked = [question.id for question in bank.every_question()]
        return asked, [str(one) for one in bank.check()]


@pytest.fixture
def alone(folder: Folder, tmp_path: Path) -> tuple[list[str], list[str]]:
    library(folder)
    return read(folder, tmp_path / "alone")


def test_processes_read_what_one_reads(
    folder: Folder,
    tmp_path: Path,
    alone: tuple[list[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking, "WORTH_BYTES", 0)
    monkeypatch.setattr(looking, "_processors", lambda: 2)
    assert len(alone[0]) == 12
    assert read(folder, tmp_path / "two") == alone


def test_one_reads_on_where_no_process_can_be_started(
    folder: Folder,
    tmp_path: Path,
    alone: tuple[list[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def refused(workers: int, look: looking.Look) -> Iterator[None]:
        raise PermissionError
        yield

    monkeypatch.setattr(looking, "WORTH_BYTES", 0)
    monkeypatch.setattr(looking, "_processors", lambda: 2)
    monkeypatch.setattr(looking, "_pool", refused)
    assert read(folder, tmp_path / "none") == alone


READING = """
import sys, threading
from trainer.bank import looking

if __name__ == "__main__":
    if sys.argv[1] == "with a screen":
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    with looking._pool(2, None) as pool:
        print(*pool.map(abs, range(2)), flush=True)
        sys.stdin.read()
"""


@pytest.mark.parametrize("first", ["alone", "with a screen"])
def test_processes_end_when_the_one_that_asked_is_killed(first: str, tmp_path: Path) -> None:
    script = tmp_path / "reading.py"
    script.write_text(READING)
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, script, first], stdin=pipe, stdout=pipe) as asking:
        assert asking.stdout is not None
        assert asking.stdout.readline() == b"0 1\n"
        asking.kill()
        # They have the pipe from it: its end is the end of the last of them.
        assert asking.communicate(timeout=30) == (b"", None)
