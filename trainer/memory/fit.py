"""Fit: weights trained on a learner's own answers, kept only if they predict better.

Needs the extra `fit` (fsrs-rs-python).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from trainer.memory import fsrs
from trainer.memory.card import Memory, Rating, Review

OFFERED = 400
"""Answers on later days from which on training helps reliably."""

TESTED = 0.25


@dataclass(frozen=True, slots=True)
class Fitted:
    """What training came to: the log loss on the last quarter of the answers (less is better),
    before and after, and the weights to use from now on, which are the old ones if they won."""

    weights: fsrs.Weights
    before: float
    after: float

    @property
    def better(self) -> bool:
        return self.after < self.before


def countable(histories: Sequence[Sequence[Review]]) -> int:
    """How many answers there are to learn from: those on a later study day than the last."""
    return len(_rows(histories))


def fit(histories: Sequence[Sequence[Review]], w: fsrs.Weights = fsrs.DEFAULT) -> Fitted:
    """Trains weights on the reviews of cards, each in the order of time.

    The first three quarters train, the last decides between the trained weights and `w`; the
    winner, if it is the trained one, is trained once more on everything. Raises ImportError
    without fsrs-rs-python, and ValueError where there are too few answers.
    """
    rows = _rows(histories)
    if len(rows) < OFFERED:
        raise ValueError(f"training needs {OFFERED} answers on later days; there are {len(rows)}")
    cut = round(len(rows) * (1 - TESTED))
    trained = _train(rows[:cut])
    before, after = (_log_loss(weights, rows[cut:]) for weights in (w, trained))
    return Fitted(_train(rows) if after < before else w, before, after)


Row = tuple[int, tuple[tuple[int, int], ...]]
"""When (UTC ms) a card was answered, and its answers (rating, days since the last) up to then."""


def _rows(histories: Sequence[Sequence[Review]]) -> list[Row]:
    rows: list[Row] = []
    for reviews in histories:
        past: tuple[tuple[int, int], ...] = ()
        last = None
        for review in reviews:
            days = max(0, review.day - last) if last is not None else 0
            past = (*past, (int(review.rating), days))
            last = review.day
            if days:
                rows.append((review.at_ms, past))
    return sorted(rows)


def _train(rows: Sequence[Row]) -> fsrs.Weights:
    from fsrs_rs_python import FSRS, FSRSItem, FSRSReview

    items = [FSRSItem([FSRSReview(*review) for review in past]) for _, past in rows]
    return tuple(FSRS(list(fsrs.DEFAULT)).compute_parameters(items))


def _log_loss(w: fsrs.Weights, rows: Sequence[Row]) -> float:
    total = 0.0
    for _, past in rows:
        memory: Memory = fsrs.init(w, Rating(past[0][0]))
        for rating, days in past[1:-1]:
            memory = fsrs.step(w, memory, Rating(rating), days)
        rating, days = past[-1]
        recall = fsrs.retrievability(w, memory, days)
        total -= log(max(recall if rating > 1 else 1.0 - recall, 1e-9))
    return total / len(rows)
