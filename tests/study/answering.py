"""The right answers to questions of every kind, and a learner who gives them."""

from __future__ import annotations

from trainer.memory.card import Rating
from trainer.question import (
    Arranged,
    Claimed,
    Kind,
    Match,
    Paired,
    Picked,
    Recalled,
    Typed,
)
from trainer.study.session import Session
from trainer.study.showing import Showing

CHOICES = """\
questions:
- {ask: First?, id: one, answer: a, wrong: [b, c, d]}
- {ask: Second?, id: two, answer: a, wrong: [b, c, d]}
- {ask: Third?, id: three, answer: a, wrong: [b, c, d]}
"""


def right_answer(showing: Showing) -> Picked | Claimed | Typed | Arranged | Paired | Recalled:
    body = showing.card.question.body
    match showing.card.question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return Picked(tuple(i for i, option in enumerate(body.options) if option.right))
        case Kind.TRUTH:
            return Claimed(body.answer)
        case Kind.SHORT:
            return Typed((body.answer,))
        case Kind.NUMBER:
            return Typed((body.number.text,))
        case Kind.CLOZE:
            return Typed(tuple(blank.answer for blank in body.blanks(showing.card.facet)))
        case Kind.ORDER:
            return Arranged(tuple(range(len(body.items))))
        case Kind.MATCH:
            assert isinstance(body, Match)
            return Paired(tuple(body.rights.index(right) for _, right in body.pairs))
        case Kind.RECALL | Kind.TERM:
            return Recalled()
        case other:
            raise AssertionError(f"say how a {other} is answered right")


def answer_right(session: Session) -> None:
    assert session.current is not None
    judged = session.answer(right_answer(session.current))
    session.rate(judged.suggested or Rating.GOOD)
