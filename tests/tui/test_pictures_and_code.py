"""Pictures in half blocks beside their words, and code in colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.style import Style

from trainer.tui.marked import explanation
from trainer.tui.picture import picture
from trainer.tui.widgets.question import LEAST

QUESTION = """
- ask: Which river is this?
  id: a
  answer: the Wei
  image: {file: river.png, alt: a river in a plain}
"""
CODE = "See:\n\n```python\ndef f(x):\n    return 'a[/]' + x  # no\x1b[31m tag\n```\n"


def drawn(path: Path, size: tuple[int, int], mode: str = "RGB") -> Path:
    Image.new(mode, size, "red").save(path)
    return path


def test_a_picture_keeps_its_shape_in_two_dots_a_cell(tmp_path: Path) -> None:
    lines = picture(drawn(tmp_path / "a.png", (400, 200)), 40, 20)
    assert len(lines) == 10
    assert {line.plain for line in lines} == {"▀" * 40}


def test_an_odd_row_has_nothing_below_it(tmp_path: Path) -> None:
    lines = picture(drawn(tmp_path / "a.png", (3, 3)), 40, 20)
    assert [line.plain for line in lines] == ["▀▀▀", "▀▀▀"]


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "1", "CMYK"])
def test_every_kind_of_picture_can_be_drawn(mode: str, tmp_path: Path) -> None:
    suffix = "jpg" if mode == "CMYK" else "png"
    path = tmp_path / f"a.{suffix}"
    Image.new(mode, (8, 8)).save(path)
    assert picture(path, 4, 4)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_what_is_no_picture_is_left_to_its_words(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(data)
    assert picture(path, 40, 20) == ()
    assert picture(tmp_path / "gone.png", 40, 20) == ()


def test_a_huge_picture_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    Image.new("1", (20_000, 20_000)).save(path)
    assert picture(path, 40, 20) == ()


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), ""), ((40, 12), ""), ((80, 24), "ansi-dark")]
)
def test_a_question_shows_its_picture_where_it_can_and_its_words_always(
    size: tuple[int, int], theme: str, only: Any
) -> None:
    learner = only(QUESTION, size=size, theme=theme)
    drawn(learner.desk.libraries[0].questions / "river.png", (64, 16))
    shown = learner.study()
    assert "Picture: a river" in shown
    assert ("▀" * 20 in shown) == (size == (80, 24) and not theme)


def test_a_picture_makes_way_so_that_the_options_stay_in_sight(only: Any) -> None:
    wrong = "[Yellow River, Yangtze, Huai, Han, Gan]"
    question = QUESTION.replace("answer:", f"wrong: {wrong}\n  answer:")
    learner = only(question, size=(60, 20))
    drawn(learner.desk.libraries[0].questions / "river.png", (64, 64))
    learner.study("size:80x24")
    small, larger = ([line for line in shown.split("\n") if "▀" in line] for shown in learner.seen)
    assert "Picture: a river" in small[0] and 5 <= len(small) < len(larger)
    assert all("  6  " in shown and "more line" not in shown for shown in learner.seen)


def test_long_words_beside_a_picture_make_it_lower_to_stay_in_sight(only: Any) -> None:
    wrong = "[Yellow River, Yangtze, Huai, Han, Gan]"
    words = (
        "a river that comes from the mountains in the west, goes around the plain in the north, "
    )
    words += "takes up two others on its way, and meets a third below the walls of the old capital"
    question = QUESTION.replace("answer:", f"wrong: {wrong}\n  answer:")
    learner = only(question.replace("a river in a plain", f'"{words}"'), size=(60, 20))
    drawn(learner.desk.libraries[0].questions / "river.png", (64, 32))
    shown = learner.study()
    assert "▀" in shown and "old capital" in " ".join(shown.split()) and "more line" not in shown


def test_a_picture_is_not_made_so_small_that_it_shows_nothing(only: Any) -> None:
    wrong = ", ".join(f"River {n}" for n in range(20))
    learner = only(QUESTION.replace("answer:", f"wrong: [{wrong}]\n  answer:"), size=(60, 20))
    drawn(learner.desk.libraries[0].questions / "river.png", (64, 64))
    shown = learner.study()
    assert sum("▀" in line for line in shown.split("\n")) == LEAST and "more lines below" in shown


def test_code_is_coloured_by_its_parts_and_stays_literal() -> None:
    used: list[str] = []

    def ink(name: str) -> Style:
        used.append(name)
        return Style(bold=True)

    text = "\n".join(line.plain for line in explanation(CODE, ink, 60))
    assert "    return 'a[/]' + x  # no[31m tag" in text
    assert {"code-keyword", "code-string", "code-comment"} <= set(used)


def test_code_in_no_known_language_is_plain() -> None:
    lines = explanation("```nonsense\na [b] c\n```", lambda _: Style(), 60)
    assert [line.plain for line in lines] == ["a [b] c"]
