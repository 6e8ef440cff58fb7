"""Recall and terms: think or write, see the model answer, then grade it yourself."""

from __future__ import annotations

from textual import events
from textual.content import Content

from trainer.question import BACK, Answer, Recall, Recalled, Term
from trainer.study.showing import Showing
from trainer.tui.content import hang, plain
from trainer.tui.keys import Moment
from trainer.tui.marked import rich
from trainer.tui.widgets.panel import fill
from trainer.tui.widgets.typing import Typing


class Recollection(Typing):
    """Nothing has to be typed: tab opens a field for those who want to write."""

    self_graded = True
    body: Recall | Term | None = None
    facet = ""

    def ask(self, showing: Showing) -> None:
        body = showing.card.question.body
        assert isinstance(body, Recall | Term)
        self.body, self.facet = body, showing.card.facet
        # In an exam it is graded later, so it has to be written down.
        self.begin(1, active=self.keeps)
        self.changed()

    @property
    def moment(self) -> Moment:
        return super().moment if self.active or self.keeps else Moment.THINK

    def draft(self) -> Answer | None:
        return Recalled(self.texts[0]) if self.texts[0] else None

    def entered(self) -> None:
        if self.keeps and not self.texts[0]:
            self.post_message(self.Noted(self.nothing_typed))
        else:
            self.answered(Recalled(self.texts[0] or None))

    def press(self, event: events.Key) -> bool:
        if not self.active and not self.keeps and event.key in ("enter", "space"):
            self.entered()
            return True
        return super().press(event)

    def lines(self, width: int) -> list[Content]:
        if self.judged is not None:
            return self._revealed(width)
        if not self.active and not self.texts[0]:
            prompt = "Think of the answer, then show it. Tab to write it down first."
            if self.keeps:
                prompt = "Tab to write your answer; you grade it yourself after the exam."
            return hang(Content("   "), plain(prompt, self.ink("muted")), width)
        field = self.ink("field")
        first = Content.styled(" › ", self.ink("field-mark"))
        rest = Content.styled("   ", field)
        lines = hang(first, self.drawn(0, field, 0), width - 1, rest)
        return [fill(line, width, field) for line in lines]

    def _revealed(self, width: int) -> list[Content]:
        lines: list[Content] = []
        if self.texts[0]:
            lines += self._labelled("You", plain(self.texts[0], self.ink("muted")), width)
        match self.body:
            case Term(term=term, means=means):
                answer = term if self.facet == BACK else means
                lines += self._labelled("Answer", self._strong(answer), width)
            case Recall(model=model, rubric=rubric):
                if model:
                    lines += self._labelled("Answer", self._strong(model), width)
                for n, point in enumerate(rubric):
                    text = rich(point.text, self.ink)
                    if point.weight != 1:
                        text += plain(f"  (counts {point.weight}×)", self.ink("muted"))
                    label = "Look for" if n == 0 else ""
                    lines += self._labelled(label, Content("• ") + text, width, hanging=2)
        return lines

    def _strong(self, text: str) -> Content:
        return rich(text, self.ink, self.ink("strong"))

    def _labelled(self, label: str, text: Content, width: int, hanging: int = 0) -> list[Content]:
        first = plain(f"   {label:<9}", self.ink("muted"))
        return hang(first, text, width, Content(" " * (first.cell_length + hanging)))
