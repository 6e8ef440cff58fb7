"""Somebody who sits the mock exam of `tests.exams` at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.desks import Hands, make_desk
from tests.exams import FILES
from trainer.tui.app import TrainerApp
from trainer.tui.screens.exams import ExamsScreen

FORM = 5
ORDER = (
    "capital", "why", "years", "begin", "wu", "founder", "chronology", "jiedushi", "rulers", "fall",
)  # fmt: skip
"""The questions of form 5, in its order."""


class Candidate:
    """Somebody who sits the mock exam at a terminal; `hands` hold the time."""

    def __init__(self, folder: Path, play: Callable[..., list[str]]) -> None:
        self.folder, self.play, self.hands = folder, play, Hands()
        self.size = (80, 24)
        self.desk = make_desk(folder, self.hands, FILES)

    def sit(self, *keys: str | list[str], kept: Path | None = None) -> str:
        """Begins or resumes the exam and presses keys, a list of them at once; the last screen."""
        batches = [[key] if isinstance(key, str) else key for key in ("enter", *keys)]
        return self.play(self.app(kept), self.size, batches)[-1]

    def sits(self, keys: Sequence[str]) -> list[str]:
        """Every screen from the question on that the exam stands at."""
        return self.play(self.app(), self.size, [["enter"], *([key] for key in keys)])[1:]

    def from_home(self, keys: Sequence[str]) -> list[str]:
        return self.play(TrainerApp(self.desk), self.size, [[key] for key in keys])

    def app(self, kept: Path | None = None) -> TrainerApp:
        return TrainerApp(
            self.desk, first=lambda table: ExamsScreen(table, "tang-deck", "mock", FORM, kept)
        )

    def at(self, question: str, *keys: str) -> str:
        """The same, at one of its questions."""
        return self.sit(*self.way(question), *keys)

    def way(self, question: str) -> list[str]:
        """The keys from where the exam stands to one of its questions."""
        here = self.desk.exam("tang-deck").place if self.desk.exams("tang-deck").underway else 0
        return ["alt+m", *["down"] * ((ORDER.index(question) - here) % len(ORDER)), "enter"]

    def again(self) -> None:
        """The program is closed and opened."""
        self.desk.close()
        self.desk = make_desk(self.folder, self.hands, {})

    def given(self, question: str) -> object:
        return self.desk.exam("tang-deck").answer_to(ORDER.index(question))
