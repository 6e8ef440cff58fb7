"""The class's numbers out of its database: read from the sums, which is the same as from all
events and a hundredth of the work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from trainer.classroom.address import told
from trainer.classroom.analysis import ItemLine, LearnerLine, item_order, last_day, percent
from trainer.history.responses import Response

if TYPE_CHECKING:
    from trainer.classroom.address import Db

_ITEMS = """
WITH firsts AS (
    SELECT learner, sum(first_score) AS whole, count(first_score) AS n
    FROM {items} s GROUP BY learner
)
SELECT i.card, count(*) FILTER (WHERE i.answers > 0), sum(i.answers), avg(i.first_score),
    corr(i.first_score, (f.whole - i.first_score) / (f.n - 1)) FILTER (WHERE f.n > 1),
    sum(i.recalled), sum(i.took_ms), sum(i.overruled)
FROM {items} i JOIN firsts f USING (learner)
GROUP BY i.card
HAVING sum(i.answers) > 0
"""
_LEARNERS = """
SELECT l.learner, coalesce(sum(d.answers), 0), coalesce(sum(d.recalled), 0),
    coalesce(sum(d.took_ms), 0), count(d.day), max(d.day)
FROM trainer.learners l LEFT JOIN {days} d USING (learner)
GROUP BY l.learner ORDER BY l.learner
"""


_SUMS = """
SELECT learner, card, first_score, coalesce(first_ms, 0), coalesce(first_given, ''), answers,
    recalled, took_ms, overruled, leech
FROM trainer.items WHERE answers > 0
"""


def items(db: Db, source: str = "trainer.items") -> list[ItemLine]:
    """Every card that was answered, those to look at first in front; `source` is the table, or a
    query in brackets, that has the sums by learner and card."""
    with told():
        rows: Any = db.execute(_ITEMS.format(items=source).encode()).fetchall()
    return sorted((_item(*row) for row in rows), key=item_order)


def learners(db: Db, source: str = "trainer.days") -> list[LearnerLine]:
    """Every invited learner by name."""
    with told():
        rows: Any = db.execute(_LEARNERS.format(days=source).encode()).fetchall()
    return [
        LearnerLine(
            name,
            int(answers),
            float(recalled) / max(1, int(answers)),
            float(took_ms) / 3_600_000,
            days,
            last_day(last),
        )
        for name, answers, recalled, took_ms, days, last in rows
    ]


def sums(db: Db) -> Iterator[Response]:
    """The sums by learner and card themselves, for an analysis that knows the questions."""
    with told():
        rows: Any = db.execute(_SUMS).fetchall()
    for row in rows:
        yield Response(*row)


def _item(
    card: str,
    learners: int,
    answers: int,
    facility: float | None,
    discrimination: float | None,
    recalled: int,
    took_ms: int,
    overruled: int,
) -> ItemLine:
    n = int(answers)
    return ItemLine(
        card,
        learners,
        n,
        percent(facility),
        percent(discrimination),
        float(recalled) / n,
        float(took_ms) / n / 1000,
        int(overruled),
    )
