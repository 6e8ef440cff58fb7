"""The commands that the page on Anki shows run one after the other, as a learner types them."""

from __future__ import annotations

from pathlib import Path

from tests.pages import follow
from trainer.anki.reader import read_package


def test_its_commands_run(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    answers = '{"give-up": true}\n{"rate": "again"}\n'
    (tmp_path / "work" / "answers.txt").write_text(answers, encoding="utf-8")
    work = follow("anki.md", tmp_path)
    assert read_package(tmp_path / "library/decks/xinjiang-1949.apkg").notes
    assert any("::" in deck for deck in read_package(work / "by-topic.apkg").decks.values())
    assert (work / "xinjiang-1949-with-history.apkg").exists()
    assert list((work / "from-anki" / "questions").rglob("*.yaml"))
