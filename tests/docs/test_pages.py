"""What the pages say of commands, settings and the code is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from tests.pages import ROOT, follow
from trainer import settings
from trainer.cli.group import commands
from trainer.tui.remapping import NAMES, table

DOCS = ROOT / "docs"


@pytest.mark.parametrize(
    ("page", "makes"),
    [
        ("learning.md", ("work/xinjiang-1949.apkg", "work/history.csv")),
        ("data.md", ("work/history.csv", "work/history.jsonl")),
        ("troubleshooting.md", ()),
        ("installing.md", ("home/.zfunc/_trainer", "home/.config/fish/completions/trainer.fish")),
    ],
)
def test_the_commands_of_a_page_run(page: str, makes: tuple[str, ...], tmp_path: Path) -> None:
    follow(page, tmp_path, begun=True)
    for name in makes:
        assert (tmp_path / name).stat().st_size, name


def words(command: click.Command, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], set[str]]]:
    """Each command with its options, but for those that all take."""
    common = {"--library", "--profile", "--at", "--help", "--version"}
    names = {max(p.opts, key=len) for p in command.params if isinstance(p, click.Option)}
    found = [(path, names - common)]
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            found += words(below, (*path, name))
    return found


@pytest.mark.parametrize(
    ("path", "options"), [pytest.param(*one, id=" ".join(one[0])) for one in words(commands, ())]
)
def test_the_page_of_commands_names_each_with_its_options(
    path: tuple[str, ...], options: set[str]
) -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    lines = [line for line in page.splitlines() if line.startswith(("| `trainer", "- `--"))]
    # A line may name several commands, as `export moodle` and the other formats.
    mine = [line for line in lines if all(re.search(rf"\b{word}\b", line) for word in path)]
    assert mine
    told = "\n".join(mine)
    # Short forms are told where there is one.
    short = {"--output": "-o"}
    for option in options:
        assert short.get(option, option) in told, option


def documented() -> dict[str, list[str]]:
    """The rows of the page on configuration, by the key they are of."""
    page = (DOCS / "configuration.md").read_text("utf-8")
    table = page[page.index("## settings.toml") : page.index("## Environment")]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in rows}


def test_every_setting_is_documented_with_what_it_takes() -> None:
    # The names and what they take are the reader's own table.
    taken = {key: allowed for key, (_, allowed) in settings._SETTINGS.items()}
    assert {key: row[0] for key, row in documented().items()} == taken


def test_the_defaults_of_the_page_are_the_defaults() -> None:
    shown = {key: row[1].strip("`") for key, row in documented().items() if row[1][0] == "`"}
    assert shown
    text = "\n".join(f"{key} = {value}" for key, value in shown.items())
    assert settings.parse(text, Path("settings.toml")) == settings.Settings()


def test_the_examples_of_settings_are_read() -> None:
    pages = [page.read_text("utf-8") for page in DOCS.glob("*.md")]
    blocks = [b for text in pages for b in re.findall(r"^```toml\n(.*?)^```$", text, re.M | re.S)]
    assert blocks
    for block in blocks:
        read = settings.parse(block, Path("settings.toml"))
        assert read != settings.Settings()
        table(read.keys)


def test_every_action_can_be_looked_up_to_give_it_another_key() -> None:
    page = (DOCS / "terminal.md").read_text("utf-8")
    assert not [name for name in NAMES if f"`{name}`" not in page]


def test_every_variable_that_is_asked_for_is_documented() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "trainer").rglob("*.py"))
    asked = set(re.findall(r'environ(?:\.get\(|\[)"(\w+)"', code))
    page = (DOCS / "configuration.md").read_text("utf-8")
    # A password in the environment is refused.
    assert {name for name in asked if f"`{name}`" not in page} <= {"PGPASSWORD"}


def test_the_floors_are_those_that_are_enforced() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    enforced = [re.findall(r"trainer\.(\w+)", layer) for layer in layers]
    page = (DOCS / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| \d+ \| (.*) \|$", page, re.MULTILINE)
    assert [re.findall(r"`(\w+)`", row) for row in rows] == enforced


def test_the_picture_of_the_parts_has_them_all() -> None:
    page = (DOCS / "architecture.md").read_text("utf-8")
    picture = page[: page.index("## Floors")]
    for path in (ROOT / "trainer").iterdir():
        if path.name.startswith("_") or path.suffix not in ("", ".py"):
            continue
        assert f"{path.name}/" in picture or path.name in picture.split(), path.name


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    decisions = (DOCS / "decisions" / "README.md").read_text("utf-8")
    for folder, text in ((DOCS, index), (DOCS / "decisions", decisions)):
        for page in folder.glob("*.md"):
            assert page.name == "README.md" or f"({page.name})" in text, page.name
