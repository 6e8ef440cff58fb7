"""A library that comes in takes the place of another whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.bank.adding import exchange


def test_the_old_folder_comes_back_where_the_new_one_cannot_take_its_place(tmp_path: Path) -> None:
    target, draft = tmp_path / "library", tmp_path / "draft"
    target.mkdir()
    draft.mkdir()
    (target / "mine.yaml").write_text("edited")
    with pytest.raises(OSError):  # there is nothing new in the draft
        exchange(target, draft)
    assert (target / "mine.yaml").read_text() == "edited"
    (draft / "new").mkdir()
    exchange(target, draft)
    assert list(target.iterdir()) == []
    assert (draft / "old" / "mine.yaml").read_text() == "edited"
