"""A question of an exam: which one it is, what it gives, and whether it is flagged."""

from __future__ import annotations

from textual.content import Content

from trainer.question import Question
from trainer.study.words import points_words
from trainer.tui.content import ends, plain, shorten
from trainer.tui.widgets.question import QuestionPanel


class ExamQuestion(QuestionPanel):
    """As in a session, but for the line above, which tells nothing of the card."""

    points = 1.0

    def worth(self, points: float) -> None:
        self.points = points
        self.changed()

    def _about(self, question: Question, width: int) -> Content:
        assert self.showing is not None
        right = "⚑ flagged" if self.flagged else ""
        worth = "" if self.points == 1 else f"{points_words(self.points)} points"
        about = [f"Question {self.showing.n}", worth, self._instruction(question)]
        room = width - len(right) - 2
        left = plain(shorten(" · ".join(a for a in about if a), room), self.ink("muted"))
        return ends(left, plain(right, self.ink("state")), width)
