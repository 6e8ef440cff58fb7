"""`e`: the editor a learner has, opened at the line; and a copy where the library isn't theirs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from trainer.errors import TrainerError
from trainer.study.settings_file import SettingsFile
from trainer.tui.editor import editor, open_at

FILE = Path("/q/aid.yaml")


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ("vim", "vim +12 /q/aid.yaml"),
        ("/usr/bin/nano -w", "/usr/bin/nano -w +12 /q/aid.yaml"),
        ("hx", "hx /q/aid.yaml:12"),
        ("code", "code --wait --goto /q/aid.yaml:12"),
        ("code -w", "code -w --goto /q/aid.yaml:12"),
        ("mine", "mine /q/aid.yaml"),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(said: str, opened: str) -> None:
    command = editor({"EDITOR": said}, lambda _: None)
    assert " ".join(open_at(command, FILE, 12)) == opened


def test_visual_comes_before_editor_and_both_before_what_there_is() -> None:
    def which(name: str) -> str | None:
        return name if name == "vi" else None

    assert editor({"VISUAL": "a", "EDITOR": "b"}, which) == ["a"]
    assert editor({"VISUAL": " ", "EDITOR": "b"}, which) == ["b"]
    assert editor({}, which) == ["vi"]


@pytest.mark.parametrize("environ", [{}, {"EDITOR": "vi 'x"}])
def test_no_editor_is_told_in_a_sentence(environ: dict[str, str]) -> None:
    with pytest.raises(TrainerError):
        editor(environ, lambda _: None)


def test_an_edited_question_is_asked_as_it_is_now(learner: Any) -> None:
    session = learner.desk.session("all")
    showing = session.advance()
    path = showing.written.path
    assert path.read_text().splitlines()[showing.written.line - 1].startswith("- ask: Which city")
    path.write_text(path.read_text().replace("Which city", "Which town"))
    assert session.reload().card.question.ask.startswith("Which town")
    assert session.current.n == 1


def test_an_answer_stays_as_it_was_judged(learner: Any) -> None:
    from trainer.question import Picked

    session = learner.desk.session("all")
    session.advance()
    session.answer(Picked((0,)))
    assert session.reload() is None
    assert learner.desk.home().answers == 1


def test_a_file_that_was_broken_is_told_with_its_place(learner: Any) -> None:
    session = learner.desk.session("all")
    showing = session.advance()
    path = showing.written.path
    path.write_text(path.read_text().replace("  answer: Chang'an\n", "", 1))
    with pytest.raises(TrainerError, match=r"stays as it was read before: .*all.yaml:9"):
        session.reload()
    assert session.current is showing


def test_where_the_screen_cannot_be_left_that_is_told(learner: Any) -> None:
    assert "There is no terminal here for an" in learner.study("e")


def test_a_library_of_the_program_is_copied_after_a_yes(learner: Any, tmp_path: Path) -> None:
    desk = learner.desk
    own = tmp_path / "libraries"
    desk.libraries = [replace(one, given=True) for one in desk.libraries]
    learner.settings = SettingsFile(tmp_path / "settings.toml", libraries=own)
    learner.study("e", "n", "e", "y")
    assert "Copy these questions for yourself?" in learner.seen[1]
    assert "Which city was the main Tang capital" in learner.seen[2]
    assert "Deck" in learner.seen[4]
    copy = own / "own" / "questions" / "all.yaml"
    assert copy.read_text() == (tmp_path / "questions" / "all.yaml").read_text()
    assert (tmp_path / "settings.toml").read_text() == f'library = "{own / "own"}"\n'
