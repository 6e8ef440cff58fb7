"""Banks opened on a library that the test writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.folders import Folder
from trainer.bank.bank import Bank


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "my library ü"
    (root / "questions").mkdir(parents=True)
    return Folder(root, tmp_path / "cache")


@pytest.fixture
def open_bank(folder: Folder) -> Iterator[Callable[[], Bank]]:
    """Opens a bank on the folder as a new start would; closed at the end."""
    opened: list[Bank] = []

    def open_it() -> Bank:
        opened.append(Bank.open(folder.library, folder.cache))
        return opened[-1]

    yield open_it
    for bank in opened:
        bank.close()
