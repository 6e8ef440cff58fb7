"""A screen that was resized looks as if it had been opened at that size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ASKED = """
- ask: Which river is this?
  id: a
  answer: the Wei
  wrong: [the Han, the Luo, the Fen]
  explain: It flows past the old capital.
"""
DRAWN = f"{ASKED}  image: {{file: river.png, alt: a river in a plain}}\n"
SIZES = ("80x24", "80x31", "120x40", "60x20", "40x24")


@pytest.mark.parametrize("keys", [(), ("2",)], ids=["asked", "judged"])
@pytest.mark.parametrize("question", [ASKED, DRAWN], ids=["words", "picture"])
@pytest.mark.parametrize("before", ["80x24", "120x40"])
def test_nothing_is_left_of_the_size_before(
    before: str, question: str, keys: tuple[str, ...], tmp_path: Path, only: Any
) -> None:
    (tmp_path / "questions").mkdir()
    Image.new("RGB", (400, 300), "red").save(tmp_path / "questions" / "river.png")
    learner = only(question)

    def opened(size: str, *then: str) -> list[str]:
        learner.desk.rng.seed(1)
        learner.size = tuple(map(int, size.split("x")))
        return learner.studying([*keys, *then])

    resized = opened(before, *(f"size:{size}" for size in SIZES))[-len(SIZES) :]
    for size, shown in zip(SIZES, resized, strict=True):
        if keys:
            learner.desk.session("all").undo()
        assert opened(size)[-1] == shown
