"""Files read by several processes are what one process reads, and none at all is no harm."""

from __future__ import annotations

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
