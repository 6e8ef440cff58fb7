"""A study session as a conversation in lines; how lines are written and read is a face's affair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from trainer.errors import TrainerError
from trainer.judging.verdict import Outcome
from trainer.memory.card import Rating
from trainer.question import Answer, GaveUp
from trainer.records import record
from trainer.study.session import Session
from trainer.study.showing import Judged, Saved, Showing, Summary, Why

NOTES = 5
"""How many notes are written before the first question."""


@record(frozen=True, slots=True)
class Give:
    """An answer; `guessed` where the learner says so."""

    answer: Answer
    guessed: bool = False


@record(frozen=True, slots=True)
class Rate:
    """The rating to keep; None takes the suggested one."""

    rating: Rating | None


@record(frozen=True, slots=True)
class Settle:
    """Whether an unsure answer was right."""

    right: bool


@record(frozen=True, slots=True)
class Do:
    """A bare request: hint, skip, undo, redo, bury, suspend, flag, overrule, why, help, quit."""

    name: str


Request = Give | Rate | Settle | Do


class Face(Protocol):
    """Writes what happens and reads what is asked for."""

    def note(self, text: str) -> None: ...
    def question(self, showing: Showing, session: Session) -> None: ...
    def verdict(self, showing: Showing, judged: Judged) -> None: ...
    def saved(self, saved: Saved) -> None: ...
    def hint(self, text: str | None) -> None: ...
    def did(self, name: str, showing: Showing) -> None: ...
    def why(self, why: Why) -> None: ...
    def help(self, showing: Showing, judged: Judged | None) -> None: ...
    def error(self, message: str) -> None: ...
    def end(self, summary: Summary) -> None: ...
    def read(self, line: str, showing: Showing, judged: Judged | None) -> Request:
        """What a line asks for. Raises TrainerError with what could be typed instead."""
        ...


def brief(notes: Sequence[str]) -> Iterator[str]:
    """The first notes, and how many more there are."""
    yield from notes[:NOTES]
    if len(notes) > NOTES:
        yield f"{len(notes) - NOTES} more notes; `trainer check` lists every mistake."


class Conversation:
    """Leads a session from its first card to its summary. A line that can't be read is answered
    with a sentence, and the session goes on; when lines end, so does the session."""

    def __init__(self, session: Session, face: Face) -> None:
        self.session = session
        self.face = face
        self.showing: Showing | None = None
        self.judged: Judged | None = None

    def run(self, lines: Iterable[str], notes: Sequence[str] = ()) -> Summary:
        """`notes` are sentences to begin with, such as which questions were left out."""
        for note in brief(notes):
            self.face.note(note)
        self._show(self.session.advance())
        if self.showing is not None:
            for line in lines:
                try:
                    if not self._serve(line):
                        break
                except TrainerError as error:
                    self.face.error(str(error))
                if self.showing is None:
                    break
        summary = self.session.summary()
        self.face.end(summary)
        return summary

    def _serve(self, line: str) -> bool:
        """Does what one line asks; False ends the session."""
        assert self.showing is not None
        match self.face.read(line, self.showing, self.judged):
            case Do("quit"):
                return False
            case Give(answer, guessed):
                self._answer(answer, guessed)
            case Do("give-up"):
                self._answer(GaveUp(), guessed=False)
            case Settle(right):
                self._judge(self.session.settle(right))
            case Rate(rating):
                self._rate(rating)
            case Do(name):
                self._do(name, self.showing)
        return True

    def _answer(self, answer: Answer, guessed: bool) -> None:
        if self.judged is not None:
            raise TrainerError("the question is answered already; rate it, or undo")
        self._judge(self.session.answer(answer, guessed=guessed))

    def _judge(self, judged: Judged) -> None:
        assert self.showing is not None
        self.judged = judged
        self.face.verdict(self.showing, judged)
        self.session.follow_up()

    def _rate(self, rating: Rating | None) -> None:
        if self.judged is None:
            raise TrainerError("answer first, then rate")
        if self.judged.verdict.outcome is Outcome.UNSURE:
            raise TrainerError("say first whether your answer was right")
        chosen = rating or self.judged.suggested
        if chosen is None:
            raise TrainerError("grade yourself: again, hard, good or easy")
        self.face.saved(self.session.rate(chosen))
        self._show(self.session.advance())

    def _do(self, name: str, showing: Showing) -> None:
        match name:
            case "hint":
                self.face.hint(None if self.judged else self.session.hint())
            case "why":
                self.face.why(self.session.why())
            case "help":
                self.face.help(showing, self.judged)
            case "overrule":
                if self.judged is None or self.judged.suggested is None:
                    raise TrainerError("there is no verdict to overrule yet")
                self._judge(self.session.overrule())
            case "undo" | "redo":
                again = self.session.undo() if name == "undo" else self.session.redo()
                if again is None:
                    raise TrainerError(f"there is nothing to {name}")
                self.face.did(name, again)
                self._show(again)
            case "flag":
                self.face.did("flag" if self.session.flag() else "unflag", showing)
            case "skip" | "bury" | "suspend":
                if name == "skip" and self.judged is not None:
                    raise TrainerError("the question is answered already; rate it, or undo")
                {"skip": self.session.skip, "bury": self.session.bury,
                 "suspend": self.session.suspend}[name]()  # fmt: skip
                self.face.did(name, showing)
                self._show(self.session.advance())
            case _:
                raise TrainerError(f"`{name}` is not something this session can do")

    def _show(self, showing: Showing | None) -> None:
        self.showing, self.judged = showing, None
        if showing is not None:
            self.face.question(showing, self.session)
