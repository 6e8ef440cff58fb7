"""One typed line: the answer to a short or number question, or a term that is typed."""

from __future__ import annotations

from textual.content import Content

from trainer.question import Number, Typed
from trainer.study.showing import Showing
from trainer.tui.content import hang, plain
from trainer.tui.widgets.panel import fill
from trainer.tui.widgets.typing import Typing
from trainer.tui.widgets.verdict import look

LEAST = 18


class Entry(Typing):
    """The line; the unit stands behind it where one is asked for."""

    unit = ""

    def ask(self, showing: Showing) -> None:
        self.begin(1)
        body = showing.card.question.body
        self.unit = body.number.unit if isinstance(body, Number) else ""
        self.changed()

    def entered(self) -> None:
        if self.texts[0]:
            self.answered(Typed(self.texts))
        else:
            self.post_message(self.Noted(self.nothing_typed))

    def lines(self, width: int) -> list[Content]:
        if self.judged is None:
            field = self.ink("field")
            first = Content.styled(" › ", self.ink("field-mark"))
            text = self.drawn(0, field, 0) + plain(self._missing_unit, self.ink("field-mark"))
            lines = hang(first, text, width - 1, Content.styled("   ", field))
            return [fill(line, width, field) for line in lines]
        mark, ink = look(self.judged.verdict)
        given = f"{self.texts[0]}{self._missing_unit}" if self.texts[0] else "(nothing)"
        lines = hang(Content(f" {mark} "), plain(given), width - 1)
        return [fill(line, width, self.ink(ink)) for line in lines]

    @property
    def _missing_unit(self) -> str:
        """The unit, until one is typed."""
        bare = not self.texts[0] or self.texts[0][-1].isdecimal()
        return f"  {self.unit}" if self.unit and bare else ""
