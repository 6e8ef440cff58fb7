"""Settings as people type them: written into the file, where nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import TrainerError
from trainer.settings import Settings, load, parse
from trainer.study.preferences import Preference, preferences
from trainer.study.settings_file import SettingsFile

ALL = {one.key: one for _, group in preferences(("nord", "monokai")) for one in group}


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.toml")


@pytest.mark.parametrize(
    ("key", "typed", "written"),
    [
        ("new-per-day", "15", "15"),
        ("minutes-per-day", "20", "20"),
        ("retention", "85", '"85%"'),
        ("retention", "92.5 %", '"92.5%"'),
        ("retention", "0,9", "0.9"),
        ("day-start", "04:00", "4"),
        ("time-zone", "Asia/Urumqi", '"Asia/Urumqi"'),
        ("quiet-weekdays", "sat, Sun", '["saturday", "sunday"]'),
        (
            "breaks",
            "2026-12-24 to 2027-01-01, 2027-05-01",
            '["2026-12-24..2027-01-01", "2027-05-01"]',
        ),
        ("after-breaks", "after it", "true"),
        ("learning-steps", "1m 10m", '["1m", "10m"]'),
        ("relearning-steps", "none", "[]"),
        ("theme", "nord", '"nord"'),
        ("hide-bundled", "yes", "true"),
    ],
)
def test_what_is_typed_is_written_as_toml(
    key: str, typed: str, written: str, file: SettingsFile
) -> None:
    file.choose(ALL[key], typed)
    assert file.path.read_text() == f"{key} = {written}\n"


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("new-per-day", "many", 'New cards: it must be a whole number from 0 to 9999, not "many".'),
        ("new-per-day", "-1", 'not "-1".'),
        ("retention", "50", 'Recall to aim at: it must be from "70%" to "99%", not "50%".'),
        ("day-start", "24", "an hour from 0 to 23, not 24."),
        ("time-zone", "Mars/Base", 'not "Mars/Base".'),
        ("quiet-weekdays", "funday", 'not ["funday"].'),
        ("breaks", "2027-01-01 to 2026-12-24", "Away: it must be a list such as"),
        ("learning-steps", "2d", "each under a day"),
    ],
)
def test_what_makes_no_sense_is_told_and_not_written(
    key: str, typed: str, said: str, file: SettingsFile
) -> None:
    with pytest.raises(TrainerError) as caught:
        file.choose(ALL[key], typed)
    assert said in str(caught.value)
    assert not file.path.exists()


def test_comments_and_all_other_lines_stay(file: SettingsFile) -> None:
    before = '# mine\ntheme = "nord"  # calm\n\n[keys]\nbury = "b"\n'
    file.path.write_text(before)
    file.choose(ALL["new-per-day"], "15")
    file.choose(ALL["new-per-day"], "")
    assert file.path.read_text() == before


def test_a_file_that_was_broken_meanwhile_is_left_alone(file: SettingsFile) -> None:
    file.path.write_text("day-start = 99\n")
    with pytest.raises(TrainerError, match="day-start"):
        file.choose(ALL["theme"], "nord")
    assert file.path.read_text() == "day-start = 99\n"


def test_each_change_is_told(tmp_path: Path) -> None:
    told: list[Settings] = []
    file = SettingsFile(tmp_path / "settings.toml", told.append)
    file.choose(ALL["reviews-per-day"], "50")
    assert [one.reviews_per_day for one in told] == [50]


@pytest.mark.parametrize("preference", ALL.values(), ids=ALL)
def test_what_is_shown_can_be_typed_again(preference: Preference, file: SettingsFile) -> None:
    text = """
day-start = 3
time-zone = "Asia/Urumqi"
new-per-day = 7
reviews-per-day = 50
minutes-per-day = 20
retention = "85%"
learning-steps = ["30s", "5m", "2h"]
relearning-steps = []
max-interval = 365
theme = "nord"
hide-bundled = true
quiet-weekdays = ["saturday"]
breaks = ["2026-12-24..2027-01-01", "2026-05-01"]
after-breaks = true
"""
    settings = parse(text, file.path)
    file.path.write_text(text)
    assert file.choose(preference, preference.shown(settings)) == settings


@given(typed=st.text(max_size=30), key=st.sampled_from(sorted(ALL)))
def test_no_text_breaks_the_file(
    typed: str, key: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from trainer.tui.field import Field

    file = SettingsFile(tmp_path_factory.mktemp("settings") / "settings.toml")
    try:
        file.choose(ALL[key], Field().typed(typed).text)
    except TrainerError as error:
        assert "must be" in str(error)
    load(file.path)
