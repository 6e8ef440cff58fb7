"""How well predictions fit a review log, measured as srs-benchmark measures it.

Five successive time splits: what stands before each is for training, its own answers are for
testing, and the figures are over all five tests together. A row is an answer on a later study day
than the card's last one; answers of the same day belong to the histories but are not predicted.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import floor, log
from pathlib import Path
from typing import NamedTuple

from trainer.memory import fsrs
from trainer.memory.calibration import Calibration, shift
from trainer.memory.card import Memory, Rating

SPLITS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """An answer to predict: its card, and the reviews (rating, days since the last) before it."""

    card: str
    day: int
    days: int
    recalled: bool
    rating: int
    history: tuple[tuple[int, int], ...]


Predict = Callable[[Sequence[Row], Sequence[Row]], list[float]]
"""Chances of recall for the second rows, which come after the first, from which one may learn."""


def read_rows(path: Path) -> list[Row]:
    """The rows of a log, by time. Columns: card, time_ms (UTC), rating (1 to 4), day."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        answers = [
            (int(line["time_ms"]), line["card"], int(line["rating"]), int(line["day"]))
            for line in csv.DictReader(file)
        ]
    rows = []
    histories: dict[str, tuple[tuple[int, int], ...]] = {}
    last: dict[str, int] = {}
    for _, card, rating, day in sorted(answers):
        days = max(0, day - last.get(card, day))
        history = histories.get(card, ())
        if days:
            rows.append(Row(card, day, days, rating > 1, rating, history))
        histories[card] = (*history, (rating, days))
        last[card] = day
    return rows


def splits(rows: Sequence[Row]) -> Iterator[tuple[Sequence[Row], Sequence[Row]]]:
    """(what may be learnt from, what is to be predicted), five times, as scikit-learn cuts."""
    size = len(rows) // (SPLITS + 1)
    first = len(rows) - SPLITS * size
    for start in range(first, len(rows), size):
        yield rows[:start], rows[start : start + size]


def memory_before(w: fsrs.Weights, row: Row) -> Memory:
    memory = fsrs.init(w, Rating(row.history[0][0]))
    for rating, days in row.history[1:]:
        memory = fsrs.step(w, memory, Rating(rating), days)
    return memory


def recall(w: fsrs.Weights, row: Row) -> float:
    return fsrs.retrievability(w, memory_before(w, row), row.days)


def by_defaults(_seen: Sequence[Row], asked: Sequence[Row]) -> list[float]:
    return [recall(fsrs.DEFAULT, row) for row in asked]


def by_self_correction(seen: Sequence[Row], asked: Sequence[Row]) -> list[float]:
    """Default weights, corrected day by day, before and during the test."""
    return _corrected(fsrs.DEFAULT, seen, asked)


def by_training(seen: Sequence[Row], asked: Sequence[Row]) -> list[float]:
    w = trained(seen)
    return [recall(w, row) for row in asked]


def by_both(seen: Sequence[Row], asked: Sequence[Row]) -> list[float]:
    """Trained weights, which fit what they were trained on; corrected from there on."""
    return _corrected(trained(seen), (), asked)


def by_sm2(_seen: Sequence[Row], asked: Sequence[Row]) -> list[float]:
    """SM-2, whose interval is taken as the time after which recall is 90 %."""
    found = []
    for row in asked:
        rest, ease, count = 0.0, 2.5, 0
        for rating, _ in row.history:
            rest = 1.0 if rating == 1 or not count else 6.0 if count == 1 else rest * ease
            count = 0 if rating == 1 else count + 1
            ease = max(1.3, ease + 0.1 - (4 - rating) * (0.08 + (4 - rating) * 0.02))
        found.append(0.9 ** (row.days / rest))
    return found


def trained(rows: Sequence[Row]) -> fsrs.Weights:
    """Weights trained by fsrs-rs."""
    import fsrs_rs_python as rust

    items = [
        rust.FSRSItem([rust.FSRSReview(*one) for one in (*row.history, (row.rating, row.days))])
        for row in rows
    ]
    return tuple(rust.FSRS(list(fsrs.DEFAULT)).compute_parameters(items))


def _corrected(w: fsrs.Weights, seen: Sequence[Row], asked: Sequence[Row]) -> list[float]:
    calibration = Calibration()
    found = []
    for number, row in enumerate((*seen, *asked)):
        model = recall(w, row)
        calibration = calibration.observe(row.day, model, float(row.recalled))
        if number >= len(seen):
            found.append(shift(model, calibration.b))
    return found


class Fit(NamedTuple):
    """How well predictions fit: two errors (less is better), and the area under the curve."""

    log_loss: float
    rmse_bins: float
    auc: float


def evaluate(rows: Sequence[Row], predict: Predict) -> Fit:
    """The fit over the tests of all five splits."""
    asked: list[Row] = []
    chances: list[float] = []
    for seen, test in splits(rows):
        asked.extend(test)
        chances.extend(predict(seen, test))
    return Fit(_log_loss(asked, chances), _rmse_bins(asked, chances), _auc(asked, chances))


def _log_loss(rows: Sequence[Row], chances: Sequence[float]) -> float:
    errors = (
        -log(max(chance if row.recalled else 1 - chance, 1e-15))
        for row, chance in zip(rows, chances, strict=True)
    )
    return sum(errors) / len(rows)


def _rmse_bins(rows: Sequence[Row], chances: Sequence[float]) -> float:
    """The error of predicted against true recall in bins of equal delay, count and lapses."""
    bins: dict[tuple[float, float, float], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row, chance in zip(rows, chances, strict=True):
        lapses = sum(rating == 1 and days > 0 for rating, days in row.history)
        place = (
            _rung(row.days, 2.48, 3.62, 2),
            _rung(len(row.history) + 1, 1.99, 1.89, 0),
            _rung(lapses, 1.65, 1.73, 0) if lapses else 0.0,
        )
        bins[place][0] += 1
        bins[place][1] += row.recalled - chance
    return (sum(gap * gap / count for count, gap in bins.values()) / len(rows)) ** 0.5


def _rung(value: float, scale: float, base: float, digits: int) -> float:
    return round(scale * base ** floor(log(value) / log(base)), digits)


def _auc(rows: Sequence[Row], chances: Sequence[float]) -> float:
    """The chance that a recalled answer was given more than a forgotten one (ties half)."""
    tied: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for row, chance in zip(rows, chances, strict=True):
        tied[chance][row.recalled] += 1
    forgotten = recalled = 0
    won = 0.0
    for chance in sorted(tied):
        lost, kept = tied[chance]
        won += kept * (forgotten + lost / 2)
        forgotten, recalled = forgotten + lost, recalled + kept
    return won / (forgotten * recalled)


MODELS: dict[str, Predict] = {
    "default weights": by_defaults,
    "self-corrected": by_self_correction,
    "trained": by_training,
    "trained and self-corrected": by_both,
    "SM-2": by_sm2,
}
