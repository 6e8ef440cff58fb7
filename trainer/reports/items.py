"""Item analysis: how questions behave in a class, with names and formulas as Moodle has them.

First answers only, each scored 0 to 1; a learner is one candidate. Where a learner met only some of
the cards, the rest of their score is the mean of their other first answers, which for those who met
all gives the same correlations as the sum in the formulas. Formulas: Moodle, "Quiz statistics
calculations" (docs.moodle.org/dev/Quiz_statistics_calculations).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from math import sqrt
from statistics import median
from typing import TYPE_CHECKING

from trainer.records import record

if TYPE_CHECKING:
    from trainer.history.responses import Response

LEAST = 20
"""Learners below which a figure says nothing and is not shown."""

MOST_ITEMS = 150
"""Cards up to which every pair is asked whether one gives the other away."""

GIVES_AWAY, SURE = 0.25, 4.0
"""How much better those must do who met the other card first, and by how many standard errors: of
ten thousand pairs of innocent cards less than one goes so far."""


@record(frozen=True, slots=True)
class Item:
    """One card. `facility` is the mean score in percent, `discrimination` and `efficiency` run from
    -100 to 100; each is None below `LEAST` learners or where nothing varies. `seconds` is the
    median of the learners' mean times, `overruled` the share of verdicts that learners changed,
    `leeches` for how many of them it is one; `given` counts first answers by their JSON;
    `helped_by` are cards that seem to give this one's answer away, with the points they are worth.
    """

    card: str
    learners: int
    answers: int
    facility: float | None
    discrimination: float | None
    efficiency: float | None
    seconds: float
    overruled: float
    leeches: int
    given: Mapping[str, int] = field(default_factory=dict)
    helped_by: tuple[tuple[str, float], ...] = ()


@record(frozen=True, slots=True)
class Analysis:
    """All cards in the order they were given, and how well they hang together: `consistency` is
    Cronbach's alpha in percent over the `complete` learners who met every card of `compared`."""

    items: tuple[Item, ...]
    learners: int
    consistency: float | None
    complete: int
    compared: int


def analyse(rows: Iterable[Response], order: Sequence[str] = ()) -> Analysis:
    """The analysis of a class; memory grows with learners times cards, not with answers. Cards in
    `order` come in it, others behind."""
    by_card: dict[str, list[Response]] = {card: [] for card in order}
    for row in rows:
        by_card.setdefault(row.card, []).append(row)
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for found in by_card.values():
        for row in found:
            if row.first is not None:
                scores[row.learner][row.card] = row.first
    rests = {learner: (sum(own.values()), len(own)) for learner, own in scores.items()}
    helped = _given_away({card: found for card, found in by_card.items() if found})
    items = tuple(
        _item(card, found, rests, helped.get(card, ())) for card, found in by_card.items() if found
    )
    learners = {row.learner for found in by_card.values() for row in found}
    return Analysis(items, len(learners), *consistency(scores))


def _item(
    card: str,
    rows: Sequence[Response],
    rests: Mapping[str, tuple[float, int]],
    helped: tuple[tuple[str, float], ...],
) -> Item:
    scored = [row for row in rows if row.first is not None]
    pairs = [
        (row.first, (rests[row.learner][0] - row.first) / (rests[row.learner][1] - 1))
        for row in scored
        if row.first is not None and rests[row.learner][1] > 1
    ]
    enough = len(scored) >= LEAST
    answers = sum(row.answers for row in rows)
    times = [row.took_ms / row.answers / 1000 for row in rows if row.answers]
    return Item(
        card,
        len(scored),
        answers,
        100 * sum(row.first or 0.0 for row in scored) / len(scored) if enough else None,
        discrimination(pairs) if len(pairs) >= LEAST else None,
        efficiency(pairs) if len(pairs) >= LEAST else None,
        median(times) if times else 0.0,
        sum(row.overruled for row in rows) / max(1, answers),
        sum(row.leech for row in rows),
        Counter(row.given for row in scored if row.given),
        helped,
    )


def discrimination(pairs: Sequence[tuple[float, float]]) -> float | None:
    """100·cov(x, rest) / √(V(x)·V(rest)) of scores and the rest of the learners' scores."""
    x, rest = [a for a, _ in pairs], [b for _, b in pairs]
    both = covariance(x, x) * covariance(rest, rest)
    return 100 * covariance(x, rest) / sqrt(both) if both > 1e-18 else None


def efficiency(pairs: Sequence[tuple[float, float]]) -> float | None:
    """100·cov(x, rest) / cov_max, cov_max being the covariance if the best scores on this card had
    gone to those who are best at the rest."""
    x, rest = [a for a, _ in pairs], [b for _, b in pairs]
    most = covariance(sorted(x), sorted(rest))
    return 100 * covariance(x, rest) / most if most > 1e-9 else None


def covariance(x: Sequence[float], y: Sequence[float]) -> float:
    """The sample covariance (n − 1); of two values at least."""
    n = len(x)
    mean_x, mean_y = sum(x) / n, sum(y) / n
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / (n - 1)


def consistency(scores: Mapping[str, Mapping[str, float]]) -> tuple[float | None, int, int]:
    """100·p/(p−1)·(1 − ΣV(x)/V(T)), the learners it rests on and the p cards it compares: those
    that `LEAST` learners met, among the learners who met all of them."""
    met = Counter(card for own in scores.values() for card in own)
    cards = [card for card, n in met.items() if n >= LEAST]
    whole = [own for own in scores.values() if all(card in own for card in cards)]
    p, n = len(cards), len(whole)
    if p < 2 or n < LEAST:
        return None, n, p
    totals = [sum(own[card] for card in cards) for own in whole]
    columns = [[own[card] for own in whole] for card in cards]
    spread = covariance(totals, totals)
    if spread < 1e-9:
        return None, n, p
    return (
        100 * p / (p - 1) * (1 - sum(covariance(column, column) for column in columns) / spread),
        n,
        p,
    )


def _given_away(
    by_card: Mapping[str, Sequence[Response]],
) -> dict[str, tuple[tuple[str, float], ...]]:
    """For each card those after which it is answered much better than before them."""
    if len(by_card) > MOST_ITEMS:
        return {}
    firsts = {
        card: {row.learner: (row.first, row.first_ms) for row in rows if row.first is not None}
        for card, rows in by_card.items()
    }
    found = {}
    for card, own in firsts.items():
        helpers = [
            (other, 100 * points)
            for other, theirs in firsts.items()
            if other != card and (points := _help(own, theirs)) is not None
        ]
        if helpers:
            found[card] = tuple(sorted(helpers, key=lambda pair: -pair[1]))
    return found


def _help(
    own: Mapping[str, tuple[float, int]], other: Mapping[str, tuple[float, int]]
) -> float | None:
    """By how much of a full score those do better who met the other card first, if that is sure."""
    after: list[float] = []
    before: list[float] = []
    for learner, (score, at_ms) in own.items():
        if learner in other:
            (after if other[learner][1] < at_ms else before).append(score)
    if min(len(after), len(before)) < LEAST:
        return None
    more = sum(after) / len(after) - sum(before) / len(before)
    error = sqrt(
        max(covariance(after, after), 0.01) / len(after)
        + max(covariance(before, before), 0.01) / len(before)
    )
    return more if more >= GIVES_AWAY and more >= SURE * error else None
