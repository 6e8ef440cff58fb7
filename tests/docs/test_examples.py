"""The examples for other people's repositories: they can be read, and what they run works."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.shells import TANG, Shell

ROOT = Path(__file__).parents[2]
WRONG = TANG.replace("accept:", "acept:")


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def steps() -> dict[str, str]:
    job = read("docs/examples/check-questions.yml")["jobs"]["check"]
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}


def trainer(command: str) -> list[str]:
    program, *arguments = shlex.split(command)
    assert program == "trainer"
    return arguments


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_the_workflow_shows_findings_beside_their_lines(shell: Shell) -> None:
    check = trainer(steps()["Check"])
    shell.write("questions/tang.yaml", TANG)
    assert shell.run(*check).returncode == 0
    shell.write("questions/tang.yaml", WRONG)
    done = shell.run(*check)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=questions/tang.yaml,line=6,col=3,")


def test_the_workflow_installs_what_it_was_told() -> None:
    workflow = read("docs/examples/check-questions.yml")
    name = re.search(r'^name = "(.*)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert name and workflow["env"]["TRAINER"] == name[1]
    # A shell without a network: what would be installed is what it says.
    done = subprocess.run(
        ["sh", "-c", f"pip() {{ printf '%s|' \"$@\"; }}; {steps()['Install trainer']}"],
        env={"TRAINER": "./a folder"},
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    assert done.stdout == "install|./a folder|"


def test_the_hook_checks_the_files_of_a_commit(shell: Shell) -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    (repo,) = read("docs/examples/pre-commit-config.yaml")["repos"]
    assert [one["id"] for one in repo["hooks"]] == [hook["id"]] == ["trainer-check"]
    for name, taken in (
        ("questions/tang.yaml", True),
        ("history/questions/tang/a.yml", True),
        ("decks/tang.yaml", True),
        ("questions/map.png", False),
        ("config.yaml", False),
        ("myquestions/a.yaml", False),
    ):
        assert bool(re.search(hook["files"], name)) is taken, name
    shell.write("sub/questions/tang.yaml", WRONG)
    shell.write("questions/tang.yaml", TANG)
    entry = trainer(hook["entry"])
    assert shell.run(*entry, "questions/tang.yaml").returncode == 0
    done = shell.run(*entry, "questions/tang.yaml", "sub/questions/tang.yaml")
    assert done.returncode == 1 and "sub/questions/tang.yaml:6:3" in done.stdout
