"""What reaches a real terminal while hostile texts are on the screen: nothing it would obey."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.desks import NOON
from tests.tui.conftest import HERE
from tests.tui.terminal import Terminal
from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.history.event import Event, What
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.wording.controls import CONTROLS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")

NASTY = "a\x1b]52;c;ZXZpbA==\x07\x1b[5;5z\x9b5z\x1b]8;;b\x1b\\\u202e\u2066[@click=app.quit]c[⧸] [["
"""As good a name for a file as any, since `/` alone can't stand in one. It writes to the clipboard,
moves the cursor, links, turns the line around, and quits."""
SEEN = "a]52;c;ZXZpbA==[5;5z5z]8;;b\\[@click=app.quit]c[⧸] [["
"""What is left of it on the screen."""
COMMAND = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\]22;default\x07")
"""What the screen itself is drawn with, and the shape of the mouse pointer."""
THEIRS = re.compile("\x1b\\[[0-9;]*z")

EXAM = "title: Nasty exam\nquestions: [{}]\nexams: [{{title: Mock, questions: 2, minutes: 9}}]\n"
DESKS = """
import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo
from trainer.bank.library import library_at
from trainer.clock import Clock
from trainer.settings import Settings
from trainer.study.desk import Desk
from trainer.study.settings_file import SettingsFile
from trainer.tui import run

root = Path(sys.argv[1])
library = replace(library_at(root, root), given=True)
with Desk([library], root / "history.db", None, Settings(), Clock(), ZoneInfo("UTC")) as desk:
    sys.exit(run(desk, settings=SettingsFile(root / "settings.toml")))
"""
WIDGETS = f"""
import sys
sys.path.insert(0, {str(HERE.parents[1])!r})
from tests.tui.test_nasty_content import NASTY, hostile

hostile(sys.argv[1]).run()
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library in which whatever can be nasty is: the names of files, a flag's note, settings."""
    root = tmp_path / NASTY
    for folder in ("questions", "decks"):
        (root / folder).mkdir(parents=True)
    questions = (HERE / "data" / "all.yaml").read_text(encoding="utf-8")
    (root / "questions" / f"{NASTY}.yaml").write_text(questions, encoding="utf-8")
    (root / "questions" / f"{NASTY}2.yaml").write_text("questions:\n- {aks: x}\n", encoding="utf-8")
    (root / "decks" / "exam.yaml").write_text(EXAM.format('"*.yaml"'), encoding="utf-8")
    theme = NASTY.translate({code: f"\\u{code:04x}" for code in (0x1B, 0x07, 0x9B, 0x5C)})
    (root / "settings.toml").write_text(f'theme = "{theme}"\n', encoding="utf-8")
    now = Clock(source=lambda: NOON)
    with Desk(
        [library_at(root, root)], root / "history.db", None, Settings(), now, ZoneInfo("UTC"),
        rng=Random(7),
    ) as desk:  # fmt: skip
        key = desk.banks[0].id + ":all/capital"
        day = desk.today.day
        flag = Event(what=What.FLAG, card=key, at_ms=NOON, offset_min=0, day=day, data=NASTY)
        desk.store.append(flag)
    return root


def play(program: str, argument: object, steps: Sequence[tuple[str, str]]) -> str:
    """What is left of what a program wrote, without its own commands, after it was led through
    the steps: keys, and what is to be seen then."""
    terminal = Terminal(argument, program=program)
    try:
        for keys, shown in steps:
            terminal.type(keys)
            terminal.until(shown)
        terminal.process.kill()
        terminal.ended()
    finally:
        terminal.process.kill()
        os.close(terminal.master)
    text = terminal.bytes.decode("utf-8", "replace")
    assert not THEIRS.search(text)
    return "".join(re.findall(CONTROLS, COMMAND.sub("", text).replace("\r", "")))


def test_names_of_files_notes_and_settings_are_text_on_every_screen(library: Path) -> None:
    steps = [
        ("", "10 new"),
        ("b", f"Marked     flagged: {SEEN[:50]}"),
        (" w", "rating"),
        ("w", "choices"),
        ("/", "Go to the list"),
        (f"\x1b[200~{NASTY}\x1b[201~", "[@click=app.quit]c[⧸] [["),
        ("\x1b", "/ Search"),
        ("\x1b", "b Browse"),
        ("s", "All decks"),
        ("\x1b", "b Browse"),
        (",", "Recall to aim at"),
        ("kk", SEEN[:40]),
        ("\x1b", "b Browse"),
        ("\x10", "What would you like"),
        ("[/]", "No command"),
        ("\x1b", "b Browse"),
        ("x", "Mock"),
        ("\r", "Question 1"),
        ("\x1bH", "Hand in the exam?"),
        ("\r", "Not passed"),
        ("s", "The report is in"),
        ("\r", "b Browse"),
        ("\r", "Which city"),
        ("e", "Copy these questions"),
    ]
    assert not play(DESKS, library, steps)
