"""A question of an exam: which one it is, what it gives, and whether it is flagged."""

from __future__ import annotations

from trainer.study.showing import Showing
from trainer.study.words import points_words
from trainer.tui.widgets.question import QuestionPanel, instruction


class ExamQuestion(QuestionPanel):
    """As in a session, but for the line above, which tells nothing of the card."""

    points = 1.0

    def worth(self, points: float) -> None:
        self.points = points
        self.changed()

    def _told(self, showing: Showing, flags: tuple[str, ...]) -> tuple[str, str, str]:
        worth = "" if self.points == 1 else f"{points_words(self.points)} points"
        about = [f"Question {showing.n}", worth, instruction(showing.card)]
        return " · ".join(filter(None, about)), "", " · ".join(flags)
