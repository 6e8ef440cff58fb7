"""What was made to do harm is refused in a sentence: soon, in little memory, nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.anki.hostile import DAMAGES, collection, packed, plain

MOST_SECONDS, MOST_MIB = 3.0, 200
STATUS = Path("/proc/self/status")
# What the system tells of a finished child counts the memory of the process that it forked from.
COMMAND = """
import sys, time
from trainer.cli import main
sys.argv = ["trainer", *sys.argv[1:]]
try:
    code = main()
except SystemExit as end:
    code = end.code
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("\\nPEAK", int(peak.split()[1]) // 1024, time.process_time())
sys.exit(code)
"""


def run(folder: Path, package: Path) -> tuple[int, str, float, int]:
    """Exit status, standard error, seconds of CPU and MiB of `trainer import` in a process."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "import", str(package), "-o", str(folder / "out")],
        env={**os.environ, "TRAINER_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    peak, seconds = done.stdout.rpartition("PEAK")[2].split()
    return done.returncode, done.stderr, float(seconds), int(peak)


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells a process's memory like this")
@pytest.mark.parametrize("name", DAMAGES)
def test_harm_is_refused(name: str, tmp_path: Path) -> None:
    package = tmp_path / "bad.apkg"
    DAMAGES[name](package)
    status, said, seconds, mebibytes = run(tmp_path, package)
    assert status == 2, said
    assert "can't be read as an Anki package" in said
    assert "Traceback" not in said and len(said.splitlines()) == 1
    assert seconds < MOST_SECONDS
    assert mebibytes < MOST_MIB
    assert {path.name for path in tmp_path.iterdir()} <= {"bad.apkg", "home"}
    assert not list((tmp_path / "home").glob("**/history.db"))
    assert not Path("/tmp/outside.txt").exists()


def test_the_undamaged_package_is_taken(tmp_path: Path) -> None:
    packed(tmp_path / "good.apkg")
    status, said, _, _ = run(tmp_path, tmp_path / "good.apkg")
    assert (status, said) == (0, "")
    assert (tmp_path / "out" / "questions" / "deck.yaml").exists()


def test_a_long_log_of_one_card_is_read_line_by_line(tmp_path: Path) -> None:
    lines = 40_000
    log = (
        f"INSERT INTO revlog WITH RECURSIVE r(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r"
        f" WHERE n + 1 < {lines}) SELECT 1600000000000 + n * 60000, (SELECT min(id) FROM cards),"
        " -1, 3, 1, 1, 2500, 900, 1 FROM r"
    )
    plain(tmp_path / "long.apkg", collection(log))
    status, said, seconds, _ = run(tmp_path, tmp_path / "long.apkg")
    assert (status, said) == (0, "")
    # Looking through all lines for each took seven times as long.
    assert seconds < 3 * MOST_SECONDS
