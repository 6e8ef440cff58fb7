"""The right answer, put into a body as if a learner had given it."""

from __future__ import annotations

from trainer.question import Card, Match
from trainer.study.draft import revealed
from trainer.tui.field import Field
from trainer.tui.widgets.blanks import Blanks
from trainer.tui.widgets.body import Body
from trainer.tui.widgets.entry import Entry
from trainer.tui.widgets.matching import Matching
from trainer.tui.widgets.options import Options
from trainer.tui.widgets.ordering import Ordering


def fill_in(body: Body, card: Card) -> None:
    """Fills in the right answer and shows that it is right."""
    judged = revealed(card)
    question = card.question.body
    match body:
        case Options():
            body.picked = frozenset(row for row, right in enumerate(body.right) if right)
        case Ordering():
            body.places = list(range(len(body.items)))
        case Matching() if isinstance(question, Match):
            rights = [question.rights.index(right) for _, right in question.pairs]
            body.given = [body.order.index(place) for place in rights]
        case Entry() | Blanks():
            body.fields = [Field.holding(text) for text in judged.verdict.expected]
    body.reveal(judged)
