"""Where PyYAML lacks libyaml its own parser reads the same, more slowly."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.folders import Folder, short

DATA = Path(__file__).parent / "data"
TOLD_OTHERWISE = {"Y011-colon-between-brackets": "Q035"}
"""What libyaml refuses and PyYAML's own parser takes: a colon that ends an entry of a list."""
SCRIPT = """
import sys
sys.modules["yaml._yaml"] = None
from pathlib import Path
from trainer.language import source
from trainer.language.reader import Shared, read
for name in sys.argv[1:]:
    data = Path(name).read_text(encoding="utf-8").replace("\\u00b6\\u00b6", "").encode()
    reading = read(data, "questions/f.yaml", "f", Shared())
    print(source.FAST, len(reading.questions), [d.code for d in reading.diagnostics])
"""


def test_the_pure_parser_reads_the_same() -> None:
    files = [str(DATA / "tang.yaml"), str(DATA / "damage" / "Y023-no-colon.yaml")]
    command = [sys.executable, "-W", "error", "-c", SCRIPT, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "False 10 []\nFalse 2 ['Y023']\n"


def test_the_pure_parser_gives_each_damage_the_same_code() -> None:
    files = sorted((DATA / "damage").glob("*.yaml"))
    command = [sys.executable, "-W", "error", "-c", SCRIPT, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    codes = [TOLD_OTHERWISE.get(file.stem, file.stem.partition("-")[0]) for file in files]
    found = [re.findall(r"[YQW]\d{3}", line) for line in done.stdout.splitlines()]
    assert found == [[code] for code in codes]


def test_the_pure_parser_refuses_characters_that_are_none(tmp_path: Path) -> None:
    for escape in (r"\ud800", r"\UFFFFFFFF", r"\U00110000"):
        file = tmp_path / "a.yaml"
        file.write_text(f'questions:\n- ask: a\n  answer: "{escape}"\n', encoding="utf-8")
        command = [sys.executable, "-W", "error", "-c", SCRIPT, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout == "False 0 ['Y015']\n"


def test_a_check_says_once_that_it_reads_slowly(tmp_path: Path) -> None:
    folder = Folder(tmp_path, tmp_path / "cache")
    for name in ("a", "b"):
        folder.questions(f"{name}.yaml", short(name, name, "explain: So."))
    script = (
        "import sys\n"
        "sys.modules['yaml._yaml'] = None\n"
        "from trainer.cli import main\n"
        "sys.exit(main(['check', 'questions']))\n"
    )
    environ = os.environ | {
        "TRAINER_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    said = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env=environ,
        ).stderr
        for _ in range(2)
    ]
    assert said[0].count("without libyaml") == 1
    assert "libyaml" not in said[1]  # nothing had to be read
