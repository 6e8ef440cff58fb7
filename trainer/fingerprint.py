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
    return graded_body(question.body)


def graded_body(body: Body) -> str:
    """`graded` of a body alone."""
    return digest(body.kind, *_graded(body))


def identity(body: Body) -> str:
    """16 hex digits that tell a question without an id from all others: its stem and its answer.

    What is graded is not enough: two statements may both be true, two years the same.
    """
    return digest(_stem(body), body.kind, *_graded(body))


def fingerprints(body: Body) -> tuple[str, str]:
    """`graded_body` and `identity` at once, for whoever wants both of very many."""
    decides = _FIELD.join((body.kind, *_graded(body)))
    return digest(decides), digest(_stem(body), decides)


def likened(question: Question) -> str:
    """Stem and answers: the text by which an edited question is known again."""
    return "\n".join((question.ask, *answer_texts(question)))[:LIKENED]


def answer_texts(question: Question) -> tuple[str, ...]:
    """Every text that is somebody's answer: what typing must not mistake for a misspelling."""
    return (*question.names, *answers_of(question.body))


def answers_of(body: Body) -> list[str]:
    """`answer_texts` of a body alone."""
    match body:
        case Choice(options=options) | Choices(options=options):
            return [option.text for option in options]
        case Short() as short:
            return [short.answer, *short.accept, *(reject.text for reject in short.reject)]
        case Cloze(parts=parts):
            blanks = [part for part in parts if isinstance(part, Blank)]
            return [text for blank in blanks for text in (blank.answer, *blank.accept)]
        case Order(items=items):
            return [item.text for item in items]
        case Match() as match:
            return [*match.lefts, *match.rights]
        case Term(term=term, means=means):
            return [term, means]
    return []


def digest(*parts: str) -> str:
    """16 hex digits of texts in their order."""
    return blake2b(_FIELD.join(parts).encode(), digest_size=8).hexdigest()


def _stem(body: Body) -> str:
    match body:
        case Truth(statement=text) | Term(term=text):
            return text
        case Cloze(parts=parts):
            return _PART.join(p if isinstance(p, str) else "" for p in parts)
        case other:
            return other.ask


def _graded(body: Body) -> list[str]:
    match body:
        case Choice(options=options) | Choices(options=options):
            return sorted(f"{'+' if option.right else '-'}{option.text}" for option in options)
        case Truth(answer=answer):
            return [str(answer)]
        case Short() as short:
            return [short.answer, *sorted(short.accept), short.pattern]
        case Number(number=number):
            return [number.text]
        case Cloze(parts=parts):
            return [
                _PART.join((p.group, p.answer, *p.accept)) for p in parts if isinstance(p, Blank)
            ]
        case Order(items=items):
            return [item.text for item in items]
        case Match(pairs=pairs, extra=extra):
            return [*sorted(f"{left}{_PART}{right}" for left, right in pairs), *sorted(extra)]
        case Recall(model=model, rubric=rubric):
            return [model, *(f"{point.weight}x{point.text}" for point in rubric)]
        case Term(term=term, means=means):
            return [term, means]
