"""Settings and palette at the keys: chosen, checked, written, and in force at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tui.phases import Phase, at_each_size
from trainer.study.settings_file import SettingsFile

Golden = Callable[[str, str], None]
PROMPT = "›  What would you like"


@pytest.fixture
def chooser(learner: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A learner with a settings file."""
    monkeypatch.chdir(tmp_path)
    desk = learner.desk

    def refit(settings: Any) -> None:
        desk.refit(settings, desk.zone, desk.libraries)

    learner.settings = SettingsFile(Path("settings.toml"), refit)
    return learner


def test_settings_at_each_size(chooser: Any, golden: Golden) -> None:
    Path("settings.toml").write_text('retention = "85%"\n[keys]\nbury = "b"\n')
    at_each_size(
        golden,
        chooser.from_home,
        Phase("settings", ["comma"]),
        Phase("settings-typed", ["enter", "'3 or so'"]),
        Phase("settings-wrong", ["enter"]),
        Phase("settings-last", ["escape", "up"]),
    )


def test_a_number_is_typed_and_holds_at_once(chooser: Any) -> None:
    chooser.home("comma", "enter", "ctrl+u", "'3'", "enter", "escape")
    assert Path("settings.toml").read_text() == "new-per-day = 3\n"
    assert "3 new" in chooser.seen[-1]


def test_what_makes_no_sense_stays_to_be_mended(chooser: Any) -> None:
    chooser.home("comma", "enter", "ctrl+u", "'many'", "enter", "backspace")
    assert '✗ New cards: it must be a whole number from 0 to 9999, not "many".' in chooser.seen[5]
    assert " man\n" in chooser.seen[6] and "✗" not in chooser.seen[6]
    assert not Path("settings.toml").exists()


def test_escape_leaves_the_value_as_it_was(chooser: Any) -> None:
    chooser.home("comma", "enter", "'9'", "escape", "escape")
    assert "Deck" in chooser.seen[-1]
    assert not Path("settings.toml").exists()


def test_a_theme_is_worn_while_one_goes_through_them(chooser: Any) -> None:
    before = chooser.home("comma", "up", "up", "right")
    assert "‹ ansi-dark ›" not in before
    assert chooser.app.theme != "textual-dark"
    assert Path("settings.toml").read_text() == f'theme = "{chooser.app.theme}"\n'


def test_delete_takes_the_default_again(chooser: Any) -> None:
    Path("settings.toml").write_text("new-per-day = 3\n")
    chooser.home("comma", "delete")
    assert Path("settings.toml").read_text() == ""


def test_a_file_that_cannot_be_written_is_told(chooser: Any) -> None:
    Path("settings.toml").mkdir()
    chooser.home("comma", "enter", "'3'", "enter")
    assert "settings.toml can't be read" in chooser.seen[-1]


def test_palette_at_each_size(chooser: Any, golden: Golden) -> None:
    at_each_size(
        golden,
        chooser.studying,
        Phase("palette-all", ["ctrl+p"], PROMPT),
        Phase("palette", ["'theme'"], "› theme"),
        Phase("palette-nothing", ["'[/]'"], "› theme[/]"),
    )


def test_the_palette_does_what_is_chosen(chooser: Any) -> None:
    chooser.study("ctrl+p", "'hint'", "enter")
    assert "Hint  It lies" in chooser.seen[-1]


def test_the_palette_wears_and_keeps_a_theme(chooser: Any) -> None:
    chooser.home("ctrl+p", "'nord'", "enter")
    assert chooser.app.theme == "nord"
    assert Path("settings.toml").read_text() == 'theme = "nord"\n'


def test_a_palette_that_finds_nothing_says_so(chooser: Any) -> None:
    chooser.home("ctrl+p", "'[/]'", "enter", "escape")
    assert "No command has that in its name." in chooser.seen[2]
    assert "Deck" in chooser.seen[-1]
