"""What the page on scheduling shows: its commands run one after the other, its settings hold."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.shells import Shell
from trainer.settings import Settings, parse

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "scheduling.md").read_text("utf-8")
AT = "2026-11-25T09:00"
"""The page's exam lies ahead then."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_commands_run_with_the_settings_of_the_page(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.home.mkdir()
    (shell.home / "settings.toml").write_text("\n".join(blocks("toml")), encoding="utf-8")
    said = []
    for line in "".join(blocks("sh")).splitlines():
        program, *arguments = shlex.split(line)
        done = shell.run(*arguments, "--at", AT, TRAINER_LIBRARY=str(ROOT))
        assert (program, done.returncode) == ("trainer", 0), done.stderr
        said.append(done.stdout)
    planned, again, cleared, _ = said
    assert planned == again
    assert "exam on 2026-12-15, in 20 days" in planned
    assert cleared == "The exam of 2026-12-15 is forgotten.\n"


@pytest.mark.parametrize("text", blocks("toml"))
def test_the_settings_of_the_page_are_read(text: str) -> None:
    assert parse(text, Path("settings.toml")) != Settings()
