"""What a learner's own grade comes to: the points of a rubric that were met, by weight."""

from __future__ import annotations

from collections.abc import Collection

from trainer.question import Card, Point, Recall


def points_of(card: Card) -> tuple[Point, ...]:
    """The points to look for; none where a card has only a model answer."""
    body = card.question.body
    return body.rubric if isinstance(body, Recall) else ()


def share(points: tuple[Point, ...], met: Collection[int]) -> float:
    """The share, 0 to 1, that these points (counted from 0) make of all."""
    total = sum(point.weight for point in points)
    return sum(points[n].weight for n in set(met)) / total if total else 0.0
