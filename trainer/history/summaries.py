"""What statistics ask of a history: sums that were kept with each answer, and a fair sample."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from trainer.history.codec import Row
from trainer.history.standings import read_state
from trainer.history.tallies import Day
from trainer.memory.card import CardState

DRAWN = 2
"""How many cards are drawn for each that is looked at; those between are left out by the order in
which they fall due. Twice as many would spread them a little better, and cost as much again."""

GOLDEN = (math.sqrt(5) - 1) / 2

_STANDING = "SELECT n.name, c.* FROM cards c JOIN names n ON n.id = c.card"
_NUMBERED = "json_each(?) j CROSS JOIN cards c ON c.card = j.value"
_AMONG = f"SELECT c.card FROM {_NUMBERED}"
_COMES = "c.stability IS NOT NULL AND NOT c.suspended"
_SIZES = (
    "SELECT (SELECT coalesce(sum(cards), 0) FROM load),"
    " (SELECT count(*) FROM cards WHERE due_ms IS NOT NULL AND NOT suspended),"
    " (SELECT coalesce(max(card), 0) FROM cards)"
)
"""How many cards wait for a review and how many are in their steps, and the highest number."""


class Predicted(NamedTuple):
    """Answers given on a later study day than their card's last, beside the model's predictions.

    `at` is the study day or the twentieth (0 to 19) of the predicted chance that they are summed
    by. `recalled` counts those that were recalled, `predicted` sums the chances, `known` what the
    answers say of knowledge (`memory.calibration.evidence`: luck and slips taken out).
    """

    at: int
    deck: str
    answers: int
    recalled: int
    predicted: float
    known: float


class Summaries:
    """A history in sums. Nothing here costs more the more answers there are."""

    def __init__(self, rows: Callable[[str, Sequence[object]], list[Row]]) -> None:
        self._rows = rows

    def reliability(self, deck: str | None = None) -> list[Predicted]:
        """All predictions by their height, in `deck` or (None) in each."""
        rows = self._rows(
            "SELECT s.bin, n.name, s.answers, s.recalled, s.predicted / 1e6, s.known / 1e6"
            " FROM reliability s JOIN names n ON n.id = s.deck"
            " WHERE ?1 IS NULL OR s.deck = (SELECT id FROM names WHERE name = ?1) ORDER BY 1, 2",
            [deck],
        )
        return list(map(Predicted._make, rows))

    def sample(self, n: int) -> tuple[float, dict[str, CardState]]:
        """About `n` of the cards that were answered and may come, and how many cards each of them
        stands for; all of them if they are no more. Each is as likely to be among them as any
        other, and they are spread over the days they fall due nearly as all are."""
        reviews, steps, last = self._rows(_SIZES, [])[0]
        total = reviews + steps
        if total <= n:
            return 1.0, _states(self._rows(f"{_STANDING} WHERE {_COMES}", []))
        drawn = scattered(last, math.ceil(DRAWN * n * last / total))
        found = self._rows(
            f"{_AMONG} WHERE {_COMES} ORDER BY c.due_day, c.due_ms, c.card",
            [json.dumps(drawn)],
        )
        step = max(1.0, len(found) / n)
        taken = sorted(found[int(i * step)][0] for i in range(math.ceil(len(found) / step)))
        rows = self._rows(_STANDING.replace("cards c", _NUMBERED), [json.dumps(taken)])
        return total / max(1, len(taken)), _states(rows)


def foreseen(days: Iterable[Day]) -> list[Predicted]:
    """The predictions of these study days, in their order."""
    return [
        Predicted(d.day, d.deck, d.foreseen, d.foreseen_recalled, d.predicted / 1e6, d.known / 1e6)
        for d in days
        if d.foreseen
    ]


def scattered(last: int, many: int) -> list[int]:
    """So many of the numbers from 1 to `last`, evenly and without a rhythm (multiples of the
    golden ratio): cards of one question, or of one lesson, have numbers side by side."""
    if many >= last:
        return list(range(1, last + 1))
    stride = last * GOLDEN
    return sorted(set(map(int, [1 + i * stride % last for i in range(many)])))


def _states(rows: Sequence[Row]) -> dict[str, CardState]:
    return {row[0]: read_state(row[2:]) for row in rows}
