"""What statistics ask of a history: sums that were kept with each answer, and a fair sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from trainer.history.codec import Row
from trainer.history.standings import read_state
from trainer.memory.card import CardState
from trainer.records import record

_STANDING = "SELECT n.name, c.* FROM cards c JOIN names n ON n.id = c.card WHERE"


@record(frozen=True, slots=True)
class Predicted:
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
        return self._predicted("bin", "reliability", "TRUE", [deck])

    def retention(self, first: int, last: int, deck: str | None = None) -> list[Predicted]:
        """The predictions of the study days from `first` to `last`, in order."""
        return self._predicted("day", "retention", "p.day BETWEEN ?2 AND ?3", [deck, first, last])

    def sample(self, n: int) -> tuple[float, dict[str, CardState]]:
        """About `n` of the cards that were answered and may come, evenly by the day they fall
        due, and how many cards each of them stands for; all of them if they are no more."""
        load = self._rows("SELECT day, cards FROM load ORDER BY day", [])
        steps = self._rows(
            f"{_STANDING} c.due_ms IS NOT NULL AND NOT c.suspended ORDER BY c.due_ms", []
        )
        total = sum(cards for _, cards in load) + len(steps)
        if total <= n:
            rows = self._rows(f"{_STANDING} c.stability IS NOT NULL AND NOT c.suspended", [])
            return 1.0, _states(rows)
        weight = total / n
        rows = [row for day, at in _places(load, weight) for row in self._due(day, at)]
        return weight, _states(rows + steps[:: max(1, round(weight))])

    def _due(self, day: int, at: int) -> list[Row]:
        """The card at a place, from 0, among those that fall due on a study day."""
        return self._rows(
            f"{_STANDING} c.due_day = ? AND c.due_day IS NOT NULL AND NOT c.suspended"
            " ORDER BY c.card LIMIT 1 OFFSET ?",
            [day, at],
        )

    def _predicted(
        self, at: str, table: str, where: str, values: Sequence[object]
    ) -> list[Predicted]:
        rows = self._rows(
            f"SELECT p.{at}, n.name, p.answers, p.recalled, p.predicted / 1e6, p.known / 1e6"
            f" FROM {table} p JOIN names n ON n.id = p.deck WHERE {where}"
            f" AND (?1 IS NULL OR n.name = ?1) ORDER BY p.{at}, n.name",
            values,
        )
        return [Predicted(*row) for row in rows]


def _places(load: Sequence[Row], step: float) -> Iterator[tuple[int, int]]:
    """Every `step`-th card of all days together, as its day and its place within the day."""
    before, taken = 0, 0
    for day, cards in load:
        while (at := int(taken * step)) < before + cards:
            yield day, at - before
            taken += 1
        before += cards


def _states(rows: Sequence[Row]) -> dict[str, CardState]:
    return {row[0]: read_state(row[2:]) for row in rows}
