"""Where PyYAML lacks libyaml its own parser reads the same, more slowly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).parent / "data"
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
