"""A cloze: the sentence itself, with its blanks typed where they stand."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from trainer.question import Blank, Cloze, Typed
from trainer.study.showing import Showing
from trainer.tui.content import plain, wrapped
from trainer.tui.marked import rich
from trainer.tui.widgets.panel import ROW
from trainer.tui.widgets.typing import Typing

LEAST = 12


class Blanks(Typing):
    """Drawn as the question's own panel, since the sentence is the question."""

    body: Cloze | None = None
    group = ""

    def ask(self, showing: Showing) -> None:
        body = showing.card.question.body
        assert isinstance(body, Cloze)
        self.body, self.group = body, showing.card.facet
        self.begin(len(body.blanks(self.group)))
        self.changed()

    def entered(self) -> None:
        if self.at < len(self.fields) - 1:
            self.at += 1
        elif any(self.texts):
            self.answered(Typed(self.texts))
        else:
            self.at = 0
            self.post_message(self.Noted(self.nothing_typed))

    def lines(self, width: int) -> list[Content]:
        assert self.body is not None
        content, index = Content(), 0
        for part in self.body.parts:
            if isinstance(part, str):
                content += _keeping_ends(part, rich(part, self.ink))
            elif part.group != self.group:
                content += rich(part.answer, self.ink)
            else:
                content += self._blank(index, part)
                index += 1
        return wrapped(content.stylize_before(self.ink("ask")), width)

    def _blank(self, index: int, blank: Blank) -> Content:
        if self.judged is not None:
            return self._judged(index, blank, self.judged.verdict.parts)
        here = self.typing and index == self.at
        ground = self.ink("blank-on" if here else "blank") + Style.from_meta({ROW: index})
        drawn = self.drawn(index, ground, LEAST)
        if blank.hint:
            drawn += Content(" ") + rich(f"({blank.hint})", self.ink, self.ink("hint"))
        return drawn

    def _judged(self, index: int, blank: Blank, parts: tuple[float, ...]) -> Content:
        score = parts[index] if index < len(parts) else self.judged_score
        given = self.texts[index]
        if score >= 1:
            return plain(f"✓ {given or blank.answer}", self.ink("right"))
        wrong = self.ink("wrong")
        answer = rich(blank.answer, self.ink, self.ink("missed"))
        if not given:
            return plain("✗ ", wrong) + answer
        return (
            plain("✗ ", wrong) + plain(given, wrong + Style(strike=True)) + Content(" → ") + answer
        )

    @property
    def judged_score(self) -> float:
        return self.judged.verdict.score if self.judged else 0.0


def _keeping_ends(source: str, content: Content) -> Content:
    """Reading a text field trims it; between a blank and a word the space must stay."""
    before = Content(" ") if source[:1].isspace() else Content()
    after = Content(" ") if source[-1:].isspace() and source.strip() else Content()
    return before + content + after
