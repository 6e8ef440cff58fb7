"""What the judge says first: a few words for every outcome, short and kind."""

from __future__ import annotations

from trainer.judging.verdict import Outcome, Verdict
from trainer.question import Kind

_PARTS = {
    Kind.CHOICES: "found",
    Kind.ORDER: "neighbours in order",
    Kind.MATCH: "pairs",
    Kind.CLOZE: "blanks",
}


def headline(verdict: Verdict, kind: Kind) -> str:
    """One line, without a full stop: `Right – spelled Peng Dehuai`, `Partly: 2 of 3 pairs`."""
    match verdict.outcome:
        case Outcome.RIGHT:
            return "Right"
        case Outcome.RIGHT_SPELLING:
            return f"Right – spelled {verdict.spelling}"
        case Outcome.PARTLY:
            return _partly(verdict, kind)
        case Outcome.UNSURE:
            return f"Not sure: did you mean {_meant(verdict)}?"
        case Outcome.SELF:
            return "How well did you know it?"
        case Outcome.WRONG:
            return "Not quite" if any(text.strip() for text in verdict.given) else "Here it is"


def _partly(verdict: Verdict, kind: Kind) -> str:
    if kind is Kind.NUMBER:
        return "Partly: the number is right"
    hits = sum(part > 0 for part in verdict.parts)
    extra = len(verdict.given) - hits if kind is Kind.CHOICES else 0
    words = f"Partly: {hits} of {len(verdict.parts)} {_PARTS.get(kind, '')}".rstrip()
    return f"{words}, and {extra} too many" if extra else words


def _meant(verdict: Verdict) -> str:
    """The answer that may have been meant; of several blanks those in doubt."""
    doubtful = [
        text
        for at, text in enumerate(verdict.expected)
        if not verdict.parts or not verdict.parts[at]
    ]
    return ", ".join(doubtful)
