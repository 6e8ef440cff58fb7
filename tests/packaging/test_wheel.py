"""What is installed works by itself: built, put into an empty environment, and studied from."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and nothing of the checkout, in a folder with a hard name."""
    folder = tmp_path_factory.mktemp("with space, ärger und 新疆")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation"]
    run([*pip, "wheel", *offline, "-w", str(folder), str(ROOT)])
    venv.create(folder / "env", symlinks=True)
    python = folder / "env" / "bin" / "python"
    (wheel,) = folder.glob("*.whl")
    run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)])
    # What it depends on comes from where the tests run. A path in a .pth file is not searched for
    # further .pth files, so the checkout that is installed there stays out.
    (packages,) = (folder / "env" / "lib").glob("python3*/site-packages")
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    return folder


def run(command: list[str], **more: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, **more
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def contents(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def trainer(installed: Path, *arguments: str, sent: str = "") -> str:
    """Runs it as a bare system does: no HOME, an ASCII locale, no way to its own folder."""
    kept = installed / "kept"
    kept.mkdir(exist_ok=True)
    xdg = {f"XDG_{name}_HOME": str(kept / name) for name in ("DATA", "CONFIG", "CACHE")}
    done = subprocess.run(
        [installed / "env" / "bin" / "trainer", *arguments],
        input=sent,
        capture_output=True,
        text=True,
        encoding="ascii",
        cwd=kept,
        env={
            **xdg,
            "PATH": os.defpath,
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def test_a_card_is_studied_without_home_or_utf8_and_nothing_is_written_beside_the_program(
    installed: Path,
) -> None:
    before = contents(installed / "env")
    said = [
        json.loads(line)
        for line in trainer(
            installed, "study", "xinjiang-1949", "--limit", "1", "--json",
            sent='{"give-up": true}\n{"rate": "again"}\n{"quit": true}\n',
        ).splitlines()
    ]  # fmt: skip
    assert [one["event"] for one in said][:3] == ["question", "verdict", "saved"]
    assert said[0]["id"] in trainer(installed, "export", "history", "--format", "jsonl")
    assert "xinjiang-1949 " in trainer(installed, "decks")
    assert contents(installed / "env") == before


def test_a_person_without_utf8_reads_a_question_in_lines(installed: Path) -> None:
    shown = trainer(installed, "study", "--plain", "--limit", "1", "--no-save", sent=":quit\n")
    assert "1 of 1" in shown


def test_the_wheel_brings_the_manual_and_both_ways_to_start(installed: Path) -> None:
    assert (installed / "env/share/man/man1/trainer.1").read_text("utf-8").startswith(".TH")
    python = str(installed / "env" / "bin" / "python")
    bare = {"env": {"PATH": os.defpath, "TRAINER_HOME": str(installed / "kept")}}
    place = "import trainer; print(trainer.__file__)"
    assert str(installed) in run([python, "-c", place], cwd="/", **bare)
    assert run([python, "-m", "trainer", "--version"], cwd="/", **bare).startswith("trainer ")
