"""Judges answers of several parts: an order, pairs, the blanks of a cloze."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trainer.judging.text import Known, judge_text
from trainer.judging.verdict import Outcome, Verdict
from trainer.question import Blank, Cloze, Item, Match, Order, Short

NOTHING = "–"


def judge_order(body: Order, arranged: tuple[int, ...]) -> Verdict:
    """Adjacent pairs that are right / (n − 1); `parts` has a score for each pair as given."""
    given = [body.items[position] for position in arranged]
    neighbours = set(pairwise(body.items))
    parts = tuple(float(pair in neighbours) for pair in pairwise(given))
    exact = given == list(body.items)
    return Verdict(
        _outcome(parts, exact),
        1.0 if exact else sum(parts) / max(len(body.items) - 1, 1),
        tuple(labelled(item) for item in given),
        tuple(labelled(item) for item in body.items),
        parts=parts,
    )


def labelled(item: Item) -> str:
    """An item with its label behind it: `Tang (618)`."""
    return f"{item.text} ({item.label})" if item.label else item.text


def judge_match(body: Match, rights: tuple[int | None, ...]) -> Verdict:
    """Pairs that are right / n; `parts` has a score for each left side."""
    sides = [None if position is None else body.rights[position] for position in rights]
    parts = tuple(float(side == right) for (_, right), side in zip(body.pairs, sides, strict=True))
    return Verdict(
        _outcome(parts, all(parts)),
        sum(parts) / len(parts),
        tuple(
            f"{left} → {NOTHING if side is None else side}"
            for left, side in zip(body.lefts, sides, strict=True)
        ),
        tuple(f"{left} → {right}" for left, right in body.pairs),
        parts=parts,
    )


def judge_cloze(
    body: Cloze,
    group: str,
    texts: tuple[str, ...],
    known: Known,
    *,
    names: tuple[str, ...] = (),
    romanisation: str = "",
) -> Verdict:
    """Each blank of the group as typed text; the score is their mean, `parts` has each.

    Unsure only if the unsure blanks decide: all others are right. What stands in the cloze's
    other blanks is never a slip.
    """
    blanks = body.blanks(group)
    filled = [part for part in body.parts if isinstance(part, Blank)]
    names += tuple(text for blank in filled for text in (blank.answer, *blank.accept))
    verdicts = [
        judge_text(
            Short("", blank.answer, blank.accept),
            text,
            known,
            names=names,
            romanisation=romanisation,
        )
        for blank, text in zip(blanks, texts, strict=True)
    ]
    parts = tuple(verdict.score for verdict in verdicts)
    return Verdict(
        _together([verdict.outcome for verdict in verdicts]),
        sum(parts) / len(parts),
        texts,
        tuple(blank.answer for blank in blanks),
        spelling=", ".join(verdict.spelling for verdict in verdicts if verdict.spelling),
        parts=parts,
    )


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcome of a group from those of its blanks."""
    if all(outcome.recalled for outcome in outcomes):
        return max(outcomes, key=lambda outcome: outcome is Outcome.RIGHT_SPELLING)
    if all(outcome.recalled or outcome is Outcome.UNSURE for outcome in outcomes):
        return Outcome.UNSURE
    return Outcome.PARTLY if any(outcome.recalled for outcome in outcomes) else Outcome.WRONG


def _outcome(parts: Sequence[float], exact: bool) -> Outcome:
    if exact:
        return Outcome.RIGHT
    return Outcome.PARTLY if any(parts) else Outcome.WRONG
