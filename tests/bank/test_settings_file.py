import tomllib
from datetime import date
from pathlib import Path

import pytest

from trainer.settings import Settings, SettingsError, changed, load, parse, plainly

FILE = Path("/home/li/.config/trainer/settings.toml")


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == Settings()


def test_every_setting_is_read() -> None:
    text = """
library = "lectures"
libraries = ["/srv/added", "../more"]
hide-bundled = true
day-start = 3
time-zone = "Asia/Urumqi"
new-per-day = 0
reviews-per-day = 50
retention = "85%"
learning-steps = ["30s", "5m", "2h"]
relearning-steps = []
max-interval = 365
theme = "nord"
quiet-weekdays = ["Saturday", "sunday"]
breaks = ["2026-12-24..2027-01-01", "2026-05-01"]
[keys]
bury = "b"
"""
    assert parse(text, FILE) == Settings(
        library=FILE.parent / "lectures",
        libraries=(Path("/srv/added"), FILE.parent / "../more"),
        hide_bundled=True,
        day_start=3,
        time_zone="Asia/Urumqi",
        new_per_day=0,
        reviews_per_day=50,
        retention=0.85,
        learning_steps=(30, 300, 7200),
        relearning_steps=(),
        max_interval=365,
        theme="nord",
        quiet_weekdays=frozenset({5, 6}),
        breaks=(
            (date(2026, 12, 24), date(2027, 1, 1)),
            (date(2026, 5, 1), date(2026, 5, 1)),
        ),
        keys={"bury": "b"},
    )


def test_every_mistake_is_told_at_its_line() -> None:
    with pytest.raises(SettingsError) as caught:
        parse('theme = "nord"\nday-start = 24\n\nnew_per_day = 3\nretention = 0.2\n', FILE)
    assert str(caught.value).splitlines() == [
        f"{FILE}:2: `day-start` must be an hour from 0 to 23, not 24.",
        f"{FILE}:4: there is no setting `new_per_day`; did you mean `new-per-day`?",
        f'{FILE}:5: `retention` must be from "70%" to "99%", not 0.2.',
    ]


@pytest.mark.parametrize(
    "line",
    [
        "day-start = true",
        'day-start = "4"',
        "hide-bundled = 1",
        'time-zone = "Europe/Atlantis"',
        'time-zone = "../etc/passwd"',
        'learning-steps = ["10 parsecs"]',
        'learning-steps = [""]',
        "learning-steps = [10]",
        'learning-steps = ["0m"]',
        'quiet-weekdays = ["caturday"]',
        'breaks = ["2027-01-01..2026-12-24"]',
        'breaks = ["soon"]',
        'retention = "high"',
        "retention = true",
        "keys = 3",
        "keys = {bury = 3}",
        "library = 3",
        "libraries = 3",
    ],
)
def test_a_bad_value_is_one_sentence(line: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse(line, FILE)
    assert str(caught.value).startswith(f"{FILE}:1: `{line.split(' ')[0]}` must be ")


def test_a_file_that_is_no_toml_is_told_with_its_line() -> None:
    with pytest.raises(SettingsError, match=r"not valid TOML.*line 2"):
        parse('theme = "nord"\nday-start 4\n', FILE)


def test_a_file_that_is_no_text_or_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'theme = "f\xfcnf"')
    with pytest.raises(SettingsError, match="save it as UTF-8"):
        load(tmp_path / "latin.toml")
    with pytest.raises(SettingsError, match="can't be read"):
        load(tmp_path)


def test_changing_a_setting_keeps_comments_and_the_rest() -> None:
    text = '# mine\nday-start = 5 # early\nbreaks = [\n  "2026-05-01",\n]\n[keys]\nbury = "b"\n'
    assert changed(text, "breaks", "[]") == (
        '# mine\nday-start = 5 # early\nbreaks = []\n[keys]\nbury = "b"\n'
    )
    assert changed(text, "day-start", None) == (
        '# mine\nbreaks = [\n  "2026-05-01",\n]\n[keys]\nbury = "b"\n'
    )
    assert tomllib.loads(changed(text, "theme", '"nord"')) == tomllib.loads(text) | {
        "theme": "nord"
    }


def test_changing_a_setting_of_a_file_without_a_last_line_end() -> None:
    assert changed("day-start = 5", "theme", '"nord"') == 'day-start = 5\ntheme = "nord"\n'
    assert changed("", "theme", '"nord"') == 'theme = "nord"\n'


SIMPLE = (
    'new-per-day = 15\nhide-bundled = true\n\ntheme = "nord"\nlibrary = "/srv/a b"\nday-start = 0\n'
)


def test_plain_lines_are_read_as_a_parser_of_toml_reads_them() -> None:
    assert plainly(SIMPLE) == tomllib.loads(SIMPLE)
    assert plainly("") == {}


@pytest.mark.parametrize(
    "line",
    [
        *("new-per-day = 015", "new-per-day=15", "new-per-day = 1_5", "new-per-day = 15 # many"),
        *("new-per-day = ٣", "new-per-day = -1", f"new-per-day = {'9' * 5000}", "day-start = "),
        *('theme = "a\\tb"', 'theme = "a"b"', 'theme = "', "theme = 'nord'", 'theme = "a\tb"'),
        *("hide-bundled = True", "[keys]", "# said", 'unknown = "a"', "new-per-day = 15\r"),
        *('learning-steps = ["1m"]', "retention = 0.9", "new-per-day = 1\nnew-per-day = 2"),
    ],
)
def test_whatever_else_stands_there_is_left_to_the_parser(line: str) -> None:
    assert plainly(f'theme = "nord"\n{line}\n') is None
