"""Fit: weights trained on a learner's own answers, kept only if they predict better.

Needs the extra `fit` (fsrs-rs-python).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from trainer.memory import fsrs
from trainer.memory.calibration import OFFERED, Calibration
from trainer.memory.card import Memory, Rating, Review
from trainer.records import record

TESTED = 0.25
"""The share of the answers, the latest, that decides between trained weights and those in force."""

LIKELY = 0.5
"""A right pick that was knowledge with less than this chance counts as forgotten: training knows
no mixes, and would take a learner's luck for memory."""


@record(frozen=True, slots=True)
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

    The first three quarters train, the last decides between the trained weights and `w`, each
    with the self-correction that would be in force: `w` has had its chance to learn from the first
    three quarters, the trained weights begin without. The winner, if it is the trained one, is
    trained once more on everything. Raises ImportError without fsrs-rs-python, and ValueError
    where there are too few answers.
    """
    rows = _rows(histories)
    if len(rows) < OFFERED:
        raise ValueError(f"training needs {OFFERED} answers on later days; there are {len(rows)}")
    cut = round(len(rows) * (1 - TESTED))
    trained = _train(rows[:cut])
    before = _log_loss(w, rows[:cut], rows[cut:])
    after = _log_loss(trained, (), rows[cut:])
    return Fitted(_train(rows) if after < before else w, before, after)


class Row(NamedTuple):
    """An answer to learn from: when it was given (UTC ms, study day), and the card's answers up
    to and with it (rating, days since the last)."""

    at_ms: int
    day: int
    past: tuple[tuple[int, int], ...]


def _rows(histories: Sequence[Sequence[Review]]) -> list[Row]:
    rows: list[Row] = []
    for reviews in histories:
        past: tuple[tuple[int, int], ...] = ()
        last = None
        for review in reviews:
            days = max(0, review.day - last) if last is not None else 0
            lucky = review.mix is not None and review.mix < LIKELY
            past = (*past, (int(Rating.AGAIN if lucky else review.rating), days))
            last = review.day
            if days:
                rows.append(Row(review.at_ms, review.day, past))
    return sorted(rows)


def _train(rows: Sequence[Row]) -> fsrs.Weights:
    from fsrs_rs_python import FSRS, FSRSItem, FSRSReview

    items = [FSRSItem([FSRSReview(*review) for review in row.past]) for row in rows]
    return tuple(FSRS(list(fsrs.DEFAULT)).compute_parameters(items))


def _log_loss(w: fsrs.Weights, seen: Sequence[Row], tested: Sequence[Row]) -> float:
    """The mean log loss on `tested`, self-corrected from the first of `seen` on."""
    total, calibration = 0.0, Calibration()
    for number, row in enumerate((*seen, *tested)):
        model, recalled = _recall(w, row), row.past[-1][0] > Rating.AGAIN
        calibration = calibration.observe(row.day, model, float(recalled))
        if number >= len(seen):
            chance = calibration.predict(model)
            total -= log(chance if recalled else 1.0 - chance)
    return total / len(tested)


def _recall(w: fsrs.Weights, row: Row) -> float:
    """What the model says of the last answer of a row, before it."""
    memory: Memory = fsrs.init(w, Rating(row.past[0][0]))
    for rating, days in row.past[1:-1]:
        memory = fsrs.step(w, memory, Rating(rating), days)
    return fsrs.retrievability(w, memory, row.past[-1][1])
