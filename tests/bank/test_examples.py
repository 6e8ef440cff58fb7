"""The examples of what is told of a library as a whole are what their pages say."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.folders import Folder
from tests.language.test_codes import HEAD_KEYS, OF_LIBRARIES
from trainer.bank.bank import Bank
from trainer.language.codes import codes
from trainer.language.diagnostics import Severity

OpenBank = Callable[[], Bank]
FILE = re.compile(r"^# ((?:questions|decks)/\S+)\n", re.M)


def written(folder: Folder, example: str) -> None:
    """Lays out an example: its files, or its questions as one."""
    _, *files = FILE.split(example)
    for name, text in zip(files[::2], files[1::2], strict=True):
        folder.write(name, text)
    if not files:
        whole = example if HEAD_KEYS.search(example) else f"questions:\n{example}"
        folder.write("questions/example.yaml", whole)


def told(bank: Bank, code: str) -> list[str]:
    """The codes of all findings, of advice only this one."""
    return [one.code for one in bank.check() if one.severity != Severity.INFO or one.code == code]


@pytest.mark.parametrize("code", OF_LIBRARIES)
def test_examples_of_libraries_are_what_their_pages_say(
    folder: Folder, open_bank: OpenBank, code: str
) -> None:
    folder.write("questions/media/map.png", b"")
    if code == "Q051":
        folder.write("questions/tang.yaml", "questions:\n- {ask: Who?, id: who, answer: Gaozu}\n")
    written(folder, codes()[code].bad)
    assert set(told(open_bank(), code)) == {code}
    written(folder, codes()[code].good)
    assert told(open_bank(), code) == []
