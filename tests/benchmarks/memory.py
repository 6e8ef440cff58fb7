"""Measures the memory: its speed against py-fsrs, its fit to real logs, its use to learners.

    python tests/benchmarks/memory.py [--simulate] [LOG.csv.gz …]

A log has the columns card, time_ms (UTC), rating (1 to 4) and day (study day). The simulation
takes some minutes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import fsrs as py_fsrs
import memory_log
import memory_simulation

from trainer.memory import fsrs
from trainer.memory.card import Interval, Memory, Phase, Rating, Review
from trainer.memory.replay import replay

DAY_MS = 86_400_000
MODELS: tuple[tuple[str, memory_log.Predict], ...] = (
    ("FSRS-6, default weights", memory_log.by_defaults),
    ("  self-corrected", memory_log.by_self_correction),
    ("FSRS-6, trained weights", memory_log.by_training),
    ("  self-corrected", memory_log.by_both),
    ("SM-2", memory_log.by_sm2),
)


def main(arguments: list[str]) -> None:
    speed()
    for name in arguments:
        if name != "--simulate":
            fit(Path(name))
    if "--simulate" in arguments:
        simulate()


def speed(cards: int = 20_000, answers: int = 10) -> None:
    """Steps and replay of the same random histories, with py-fsrs in the same run."""
    rng = Random(1)
    histories = [_history(rng, answers) for _ in range(cards)]
    count = cards * answers
    scheduler = py_fsrs.Scheduler(enable_fuzzing=False)
    theirs = [
        (
            py_fsrs.Card(card_id=number),
            [(py_fsrs.Rating(int(one.rating)), _noon(one)) for one in reviews],
        )
        for number, reviews in enumerate(histories)
    ]

    def py_fsrs_replays() -> None:
        for card, reviews in theirs:
            for rating, noon in reviews:
                card, _ = scheduler.review_card(card, rating, noon)

    def replays() -> None:
        for reviews in histories:
            replay(reviews)

    memory = Memory(10.0, 5.0)

    def steps() -> None:
        for _ in range(count):
            fsrs.step(fsrs.DEFAULT, memory, Rating.GOOD, 9)

    def py_fsrs_steps() -> None:
        card, reviews = theirs[0]
        known, _ = scheduler.review_card(card, py_fsrs.Rating.Easy, reviews[0][1])
        later = reviews[-1][1]
        for _ in range(count):
            scheduler.review_card(known, py_fsrs.Rating.Good, later)

    print(f"{count:,} answers of {cards:,} cards; microseconds an answer (py-fsrs in the same run)")
    for name, ours, other in (
        ("step", steps, py_fsrs_steps),
        ("replay", replays, py_fsrs_replays),
    ):
        fast, slow = _seconds(ours), _seconds(other)
        times = f"{fast / count * 1e6:6.2f} ({slow / count * 1e6:6.2f})"
        print(f"  {name:8} {times}: {slow / fast:.1f} times as fast")


def fit(log: Path) -> None:
    rows = memory_log.read_rows(log)
    print(f"\n{log.name}: {len(rows):,} answers to predict, five time splits")
    print(f"  {'':28} log loss  RMSE(bins)    AUC")
    for name, predict in MODELS:
        found = memory_log.evaluate(rows, predict)
        print(f"  {name:28} {found.log_loss:8.4f}  {found.rmse_bins:10.4f} {found.auc:6.3f}")


def simulate() -> None:
    models = list(memory_simulation.LEARNERS)
    print("\nTrue retention against .90 asked for, points missed: mean (worst) of eight learners")
    for model in models:
        for name, correct in (("default weights", False), ("self-corrected", True)):
            mean, worst = memory_simulation.retention(model, correct)
            print(f"  {model}, {name:16} {100 * mean:5.1f} ({100 * worst:.1f})")
    print("\nPicks that may be luck: believed minus true knowledge in points, reviews")
    for options in (4, 2):
        for name, mixing in (("all right picks Good", False), ("mixed", True)):
            bias, answers = memory_simulation.guessing(options, mixing)
            print(f"  {options} options, {name:21} {bias:5.1f} {answers:7.0f}")
    print("\nAn exam of 300 cards in 60 days: recalled, as due against as planned")
    for model in models:
        for minutes in (4, 5, 6, 10):
            due, planned = (
                memory_simulation.exam(model, planned, minutes) for planned in (False, True)
            )
            print(f"  {model}, {minutes:2} minutes a day  {due:.3f}  {planned:.3f}")
    print("\n600 cards in 200 days: minutes, known at the end")
    for model in models:
        for name, rule in (("SM-2", memory_simulation.sm2), ("Leitner", memory_simulation.leitner)):
            spent, known = memory_simulation.minutes(model, rule)
            print(f"  {model}, {name:14} {spent:6.0f}  {known:.3f}")
        for aim in (0.85, 0.9, 0.95):
            spent, known = memory_simulation.minutes_ours(model, aim)
            print(f"  {model}, ours at {aim:.2f}   {spent:6.0f}  {known:.3f}")


def _history(rng: Random, answers: int) -> list[Review]:
    reviews, day = [], 0
    for rating in rng.choices(list(Rating), [2, 1, 6, 1], k=answers):
        reviews.append(Review(day * DAY_MS, day, rating, Interval(days=5), Phase.REVIEW))
        day += rng.choice([0, 1, 3, 10, 30])
    return reviews


def _noon(review: Review) -> datetime:
    return datetime.fromtimestamp((review.day + 0.5) * 86_400, UTC)


def _seconds(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1:])
