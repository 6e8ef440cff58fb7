"""What an import asks of the library that it writes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.bank.receiving import Target, write_new
from trainer.errors import TrainerError

QUESTION = "questions:\n- ask: Who?\n  id: who\n  recall: Nobody.\n"


def test_a_folder_that_is_not_there_yet_is_to_get_a_library_file(tmp_path: Path) -> None:
    target = Target(tmp_path / "new")
    assert target.shared() is None
    assert target.present(["one/who"]) == {}


def test_a_library_that_has_questions_and_no_id_gets_none_later(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions/one.yaml").write_text(QUESTION)
    shared = Target(tmp_path).shared()
    assert shared is not None
    assert shared.library == "local"


def test_questions_are_found_by_their_ids(tmp_path: Path) -> None:
    write_new(b"id: tang-abcdef\n", tmp_path / "questions/library.yaml")
    write_new(QUESTION.encode(), tmp_path / "questions/one.yaml")
    found = Target(tmp_path).present(["one/who", "one/other"])
    assert [question.key for question in found.values()] == ["tang-abcdef:one/who"]


def test_a_library_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "questions/library.yaml").mkdir(parents=True)
    with pytest.raises(TrainerError, match=r"library\.yaml can't be read: Is a directory"):
        Target(tmp_path).shared()


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    assert write_new(b"first", tmp_path / "folder/file")
    assert not write_new(b"second", tmp_path / "folder/file")
    assert (tmp_path / "folder/file").read_bytes() == b"first"
