"""The page on the terminal names every action and every setting there is."""

from __future__ import annotations

import re
from pathlib import Path

from trainer.settings import parse
from trainer.study.preferences import preferences
from trainer.tui.remapping import NAMES, table

PAGE = (Path(__file__).parents[2] / "docs" / "terminal.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]


def test_every_action_can_be_looked_up() -> None:
    assert not [name for name in NAMES if f"`{name}`" not in PAGE]


def test_the_example_holds_every_setting_of_the_screen_and_works() -> None:
    settings = parse(EXAMPLE, Path("settings.toml"))
    table(settings.keys)
    for _, group in preferences(()):
        for one in group:
            assert f"{one.key} = " in EXAMPLE
