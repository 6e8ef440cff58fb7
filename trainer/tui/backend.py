"""What the terminal asks of the rest: sessions, the home screen's figures, nothing of files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from trainer.bank.bank import Bank
    from trainer.memory.card import Rating
    from trainer.memory.study_day import StudyDays
    from trainer.question import Answer, Card
    from trainer.study.browsing import Browser
    from trainer.study.exam import Exam
    from trainer.study.exams import Exams
    from trainer.study.home import Home
    from trainer.study.showing import Judged, Progress, Saved, Showing, Summary, Why
    from trainer.study.statistics import Statistics


class Asking(Protocol):
    """A session as the screen sees it; `trainer.study.session.Session` is one.

    Every method may raise `TrainerError`, whose sentence is shown, and the session goes on.
    """

    current: Showing | None

    @property
    def deck(self) -> str: ...
    @property
    def deck_title(self) -> str: ...
    @property
    def progress(self) -> Progress: ...
    @property
    def flagged(self) -> bool: ...
    def advance(self, *, ahead: bool = True) -> Showing | None: ...
    def read_ahead(self) -> bool: ...
    def likely(self) -> Showing | None: ...
    def hint(self) -> str | None: ...
    def answer(self, answer: Answer, *, guessed: bool = False) -> Judged: ...
    def settle(self, right: bool) -> Judged: ...
    def overrule(self) -> Judged: ...
    def follow_up(self) -> None: ...
    def rate(self, rating: Rating) -> Saved: ...
    def skip(self) -> None: ...
    def bury(self) -> None: ...
    def suspend(self) -> None: ...
    def flag(self) -> bool: ...
    def undo(self) -> Showing | None: ...
    def redo(self) -> Showing | None: ...
    def why(self) -> Why: ...
    def reload(self) -> Showing | None: ...
    def summary(self) -> Summary: ...
    def close(self) -> None: ...


class Backend(Protocol):
    """Where sessions come from; `trainer.study.desk.Desk` is one. It reads bank and history when
    it is first asked, on the screen's own thread: before the first paint where it is warm."""

    history: Path
    """Beside it are the learner's own files."""
    zone: ZoneInfo

    @property
    def warm(self) -> bool:
        """Whether it can answer at once: every library was read before."""
        ...

    @property
    def banks(self) -> Sequence[Bank]:
        """The libraries' banks."""
        ...

    def glance(self) -> Home:
        """What it showed if no file was changed since the last look, without another look."""
        ...

    def home(self) -> Home:
        """What the home screen shows now."""
        ...

    def session(self, deck: str) -> Asking:
        """Today's due and new cards of a deck."""
        ...

    def exams(self, deck: str) -> Exams:
        """What can be sat of a deck."""
        ...

    def exam(self, deck: str, plan: str | None = None, form: int | None = None) -> Exam:
        """The deck's exam that is underway, or a new one."""
        ...

    def drill(self, cards: Sequence[Card]) -> Asking:
        """Practice with these cards that leaves the schedule alone."""
        ...

    def statistics(self, deck: str | None, *, days: int, ahead: int) -> Statistics:
        """What is known and how well it is recalled, in all decks (None) or in one."""
        ...

    def browser(self) -> Browser:
        """The questions of all libraries, to look through."""
        ...

    @property
    def days(self) -> StudyDays:
        """How the learner's study days lie in time."""
        ...
