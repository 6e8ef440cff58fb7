"""Fingerprints of a question: what is graded, and who it is without an id."""

from __future__ import annotations

from trainer.hashing import blake2b
from trainer.question import (
    Blank,
    Body,
    Choice,
    Choices,
    Cloze,
    Match,
    Number,
    Order,
    Question,
    Recall,
    Short,
    Term,
    Truth,
)

LIKENED = 1000
"""How many characters of a question are kept to know it by: histories hold them."""

_FIELD, _PART = "\x1f", "\x1e"


def graded(question: Question) -> str:
    """16 hex digits of what decides an answer: the kind, the answers and the options.

    It stays the same when the author shuffles options or rewords a stem, so that new wording keeps
    a history silently; a change marks the question as changed.
    """
    return prints(question.body)[0]


def identity(body: Body) -> str:
    """16 hex digits that tell a question without an id from all others: its stem and its answer.

    What is graded is not enough: two statements may both be true, two years the same.
    """
    return prints(body)[1]


def prints(body: Body) -> tuple[str, str, list[str]]:
    """What is `graded`, the `identity` and the answers of a body (all of `answer_texts` but a
    question's own names), at once for whoever wants them of very many."""
    stem, decides, answers = _apart(body)
    decided = _FIELD.join((body.kind, *decides))
    return digest(decided), digest(f"{stem}{_FIELD}{decided}"), answers


def likened(question: Question) -> str:
    """Stem and answers: the text by which an edited question is known again."""
    return "\n".join((question.ask, *answer_texts(question)))[:LIKENED]


def answer_texts(question: Question) -> tuple[str, ...]:
    """Every text that is somebody's answer: what typing must not mistake for a misspelling."""
    return (*question.names, *_apart(question.body)[2])


def digest(*parts: str) -> str:
    """16 hex digits of texts in their order."""
    return blake2b(_FIELD.join(parts).encode(), digest_size=8).hexdigest()


def _apart(body: Body) -> tuple[str, list[str], list[str]]:
    """What a body asks, the texts that decide an answer, and those that are somebody's answer."""
    match body:
        case Choice() | Choices():
            options = body.options
            decides = sorted([f"{'+' if one.right else '-'}{one.text}" for one in options])
            return body.ask, decides, [one.text for one in options]
        case Short():
            answers = [body.answer, *body.accept]
            answers += [one.text for one in body.reject]
            return body.ask, [body.answer, *sorted(body.accept), body.pattern], answers
        case Cloze():
            stem = _PART.join([part if isinstance(part, str) else "" for part in body.parts])
            blanks = [part for part in body.parts if isinstance(part, Blank)]
            decides = [_PART.join((one.group, one.answer, *one.accept)) for one in blanks]
            return stem, decides, [t for one in blanks for t in (one.answer, *one.accept)]
        case Truth():
            return body.statement, [str(body.answer)], []
        case Number():
            return body.ask, [body.number.text], []
        case Term():
            return body.term, [body.term, body.means], [body.term, body.means]
        case Order():
            texts = [item.text for item in body.items]
            return body.ask, texts, texts
        case Match():
            decides = sorted([f"{left}{_PART}{right}" for left, right in body.pairs])
            decides += sorted(body.extra)
            return body.ask, decides, [*body.lefts, *body.rights]
        case Recall():
            points = [f"{point.weight}x{point.text}" for point in body.rubric]
            return body.ask, [body.model, *points], []
