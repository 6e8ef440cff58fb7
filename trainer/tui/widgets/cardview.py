"""A card as a learner sees it, to be looked at and not answered."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult

from trainer.memory.card import Phase
from trainer.question import Card, Kind
from trainer.study.draft import revealed, showing_of
from trainer.tui.widgets.body import Body, body_for
from trainer.tui.widgets.filled import fill_in
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.question import QuestionPanel
from trainer.tui.widgets.sheet import Sheet
from trainer.tui.widgets.verdict import VerdictPanel


class CardView(Sheet):
    """Question, answer space and verdict, and below them `rest`, lines of the screen's own."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.body: Body | None = None
        self.bodies: dict[type[Body], Body] = {}

    def compose(self) -> ComposeResult:
        yield QuestionPanel()
        yield VerdictPanel()
        yield Lines(id="rest")

    def look_at(self, card: Card | None, answered: bool, phase: Phase = Phase.NEW) -> None:
        """Shows a card, with `answered` its right answer as if it had been given."""
        self.query_one(QuestionPanel).display = card is not None
        self.query_one(VerdictPanel).display = False
        if self.body is not None:
            self.body.display = False
        if card is None:
            return
        showing, question = replace(showing_of(card), phase=phase), card.question
        panel = self.query_one(QuestionPanel)
        panel.ask(showing)
        panel.set_class(question.kind is Kind.CLOZE, "-joined")
        body = self._use(body_for(question))
        body.ask(showing)
        if answered:
            fill_in(body, card)
            self.query_one(VerdictPanel).show(question, revealed(card), gave_up=False)

    def _use(self, wanted: type[Body]) -> Body:
        body = self.bodies.get(wanted)
        if body is None:
            body = self.bodies[wanted] = wanted()
            # Looked at, not answered: neither keys nor the mouse reach it.
            body.disabled = True
            self.mount(body, before=self.query_one(VerdictPanel))
        body.display = True
        self.body = body
        return body
