"""A screen that was resized looks as if it had been opened at that size; on wide ones what belongs
together stands together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.events import Resize
from textual.geometry import Size

from tests.tui.conftest import SIZE, Learner, press, settled
from trainer.study.settings_file import SettingsFile
from trainer.tui.app import TrainerApp

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


@pytest.mark.parametrize("keys", [(), ("enter",), ("b",), ("s",), ("comma",), ("question_mark",)])
@pytest.mark.parametrize("size", [(92, 24), (111, 24), (150, 24), (200, 60)])
def test_the_keys_below_begin_where_the_text_above_does(
    keys: Sequence[str], size: tuple[int, int], desk: Any, tmp_path: Path
) -> None:
    settings = SettingsFile(tmp_path / "settings.toml", lambda _: None)
    learner = Learner(desk(), size=size, settings=settings)
    lines = learner.home(*keys).split("\n")
    title = next(line for line in lines if line.strip())
    assert len(lines[-1]) - len(lines[-1].lstrip()) == len(title) - len(title.lstrip())


@pytest.mark.parametrize("size", ["1x1", "3x2", "7x5"])
def test_a_session_goes_on_in_a_few_cells(size: str, desk: Any) -> None:
    learner = Learner(desk(), size=(80, 24), step=1.0)
    shown = learner.study(f"size:{size}", "1", "4", "1", "2", "enter", "4", "size:80x24")
    assert "Wu Zetian ruled only as regent." in shown and "2/10" in shown


def test_on_the_smallest_screens_words_are_left_out_rather_than_cut(desk: Any) -> None:
    learner = Learner(desk(), size=(20, 8))
    home, asked = learner.from_home(["enter"])
    assert home.split("\n")[0].strip() == "trainer"
    assert "▾ 4 more\n" in asked


@pytest.mark.parametrize("keys", [(), ("comma",), ("enter",), ("b",), ("s",), ("ctrl+p",)])
def test_a_page_may_be_left_while_a_change_of_size_waits_for_its_layout(
    keys: Sequence[str], desk: Any, tmp_path: Path
) -> None:
    settings = SettingsFile(tmp_path / "settings.toml", lambda _: None)

    async def play() -> str:
        app = TrainerApp(desk(), settings=settings)
        async with app.run_test(size=SIZE) as pilot:
            for key in keys:
                await settled(pilot)
                await press(pilot, key)
            await settled(pilot)
            app.screen.post_message(Resize(Size(60, 20), Size(60, 20)))
            app.call_later(app.sit, "all")
            return await settled(pilot)

    assert "This deck has no exam yet." in asyncio.run(play())
