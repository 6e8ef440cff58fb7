"""The pictures in docs/ show the screens as they are."""

from __future__ import annotations

from tests.tui.pictures import FOLDER, pictures


def test_the_pictures_are_current() -> None:
    drawn = dict(pictures())
    assert {path.name for path in FOLDER.glob("*.svg")} == set(drawn)
    old = [name for name, svg in drawn.items() if (FOLDER / name).read_text("utf-8") != svg]
    assert not old, "draw them anew with `python -m tests.tui.pictures`, and look"
