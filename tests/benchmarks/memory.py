"""The memory: its speed and its agreement with others, its fit to a log, its use to learners.

    python -m tests.benchmarks.memory [--quick] [LOG.csv.gz]

A log has the columns card, time_ms (UTC), rating (1 to 4) and day (study day); in the runner of all
benchmarks, TRAINER_REVIEW_LOG names one. The simulation takes some minutes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import fsrs as py_fsrs

from tests.benchmarks import memory_log, memory_simulation, memory_workload
from tests.benchmarks.rows import Row, Scale, call, lines
from trainer.memory import fsrs
from trainer.memory.card import NEW, Interval, Memory, Phase, Rating, Review
from trainer.memory.replay import ParameterSets, apply, follow, nearest
from trainer.memory.study_day import StudyDays

DAY_MS = 86_400_000
MODELS = tuple(memory_simulation.LEARNERS)
PY_FSRS = "py-fsrs"


def rows(scale: Scale, log: Path | None = None) -> Iterator[Row]:
    """Every figure beside its bar; those of a log only where there is one."""
    yield from speed(scale)
    yield from times_of_day()
    named = log or os.environ.get("TRAINER_REVIEW_LOG")
    if named:
        yield from on_log(Path(named))
    yield from retention(scale)
    yield from guesses(scale)
    yield from exams(scale)
    yield from workload(scale)
    yield from minutes(scale)


def speed(scale: Scale) -> Iterator[Row]:
    """Steps, and a replay of whole histories, in turn with py-fsrs."""
    count = scale.pick(1_000_000, 100_000)
    cards = [_history(Random(number), 10) for number in range(count // 10)]
    scheduler = py_fsrs.Scheduler(enable_fuzzing=False)
    theirs = [
        (py_fsrs.Card(card_id=n), [(py_fsrs.Rating(int(one.rating)), _noon(one)) for one in card])
        for n, card in enumerate(cards)
    ]

    def py_fsrs_replays() -> None:
        for card, reviews in theirs:
            for rating, noon in reviews:
                card, _ = scheduler.review_card(card, rating, noon)

    find = ParameterSets().__getitem__

    def replays() -> None:
        for reviews in cards:
            follow(NEW, reviews, find, [])

    def applies() -> None:
        for reviews in cards:
            state = NEW
            for one in reviews:
                state = apply(state, one)

    memory, many = Memory(10.0, 5.0), range(count // 5)

    def steps() -> None:
        for _ in many:
            fsrs.step(fsrs.DEFAULT, memory, Rating.GOOD, 9)

    def py_fsrs_steps() -> None:
        card, reviews = theirs[0]
        known, _ = scheduler.review_card(card, py_fsrs.Rating.Easy, reviews[0][1])
        for _ in many:
            scheduler.review_card(known, py_fsrs.Rating.Good, reviews[-1][1])

    yield _faster(f"{len(many):,} steps", steps, py_fsrs_steps, bar=1 / 4)
    yield _faster(f"{count:,} answers replayed", replays, py_fsrs_replays, bar=1 / 5)
    what = f"{count:,} answers one by one, as a session gives them"
    yield _faster(what, applies, py_fsrs_replays, bar=None)


def times_of_day(histories: int = 1000) -> Iterator[Row]:
    """Intervals at natural times of day: those of the formulas on study days (as Anki's, which the
    tests hold), of py-fsrs asked at noon of the study day, and of py-fsrs asked as it comes."""
    scheduler, rng = py_fsrs.Scheduler(enable_fuzzing=False), Random(6)
    at_noon = as_it_comes = 0
    for number in range(histories):
        answers = _natural(rng)
        state = follow(NEW, answers, ParameterSets().__getitem__)
        assert state.memory is not None
        rest = max(1, nearest(fsrs.interval(fsrs.DEFAULT, state.memory.stability, 0.9)))
        noon, natural = py_fsrs.Card(card_id=number), py_fsrs.Card(card_id=number)
        for one in answers:
            rating = py_fsrs.Rating(int(one.rating))
            noon, _ = scheduler.review_card(noon, rating, _noon(one))
            at = datetime.fromtimestamp(one.at_ms / 1000, UTC)
            natural, _ = scheduler.review_card(natural, rating, at)
        at_noon += rest != _rest(noon)
        as_it_comes += rest != _rest(natural)
    what = f"other intervals than {PY_FSRS} asked at noon, of {histories:,} histories"
    yield Row(what, at_noon, "", bar=0, hard=True)
    yield Row(f"the same of {PY_FSRS} asked at the time of day", as_it_comes, "")


def on_log(path: Path) -> Iterator[Row]:
    """The evaluation of srs-benchmark on a real log: five time splits."""
    found = memory_log.read_rows(path)
    fit = {name: memory_log.evaluate(found, predict) for name, predict in memory_log.MODELS.items()}
    ours, default = fit["self-corrected"], fit["default weights"]
    predicted = sum(len(asked) for _, asked in memory_log.splits(found))
    yield Row("a review log, answers predicted in five time splits", predicted, "")
    loss = "  log loss above default weights"
    yield Row(loss, round(ours.log_loss - default.log_loss, 5), "", bar=0.002, hard=True)
    yield Row(
        "  RMSE(bins)", ours.rmse_bins, "", "default weights", default.rmse_bins, bar=1.0, hard=True
    )
    for name, one in fit.items():
        yield Row(f"  log loss, {name}", one.log_loss, "")
        yield Row(f"  RMSE(bins), {name}", one.rmse_bins, "")
        yield Row(f"  AUC, {name}", one.auc, "")


def retention(scale: Scale) -> Iterator[Row]:
    """How far true recall is from the .90 asked for."""
    learners = scale.pick(8, 2)
    for model in MODELS:
        mean, worst = memory_simulation.retention(model, True, learners)
        plain = memory_simulation.retention(model, False, learners)
        yield Row(f"{model}: .90 missed by, mean", mean, "", bar=0.015, hard=not scale.quick)
        yield Row(f"{model}: .90 missed by, worst", worst, "", bar=0.045, hard=True)
        yield Row(f"{model}: the same without self-correction, mean", plain[0], "")
        yield Row(f"{model}: the same without self-correction, worst", plain[1], "")


def guesses(scale: Scale) -> Iterator[Row]:
    """Believed beside true knowledge where picks may be luck, and the reviews that costs."""
    learners = scale.pick(8, 2)
    for options, most in ((4, 1.15), (2, 1.4)):
        bias, answers = memory_simulation.guessing(options, True, learners)
        plain, fewer = memory_simulation.guessing(options, False, learners)
        name = f"{options} options" if options > 2 else "true or false"
        yield Row(f"{name}: belief off by", abs(bias), "points", bar=1.0, hard=not scale.quick)
        yield Row(f"{name}: the same if all right picks are Good", abs(plain), "points")
        yield Row(
            f"{name}: answers", answers, "", "all right picks Good", fewer, bar=most, hard=True
        )


def exams(scale: Scale) -> Iterator[Row]:
    """An exam of 300 cards in 60 days: what is recalled less as cards fall due than as planned."""
    learners = scale.pick(5, 1)
    for model in MODELS:
        for minutes, tight in ((4, True), (5, True), (6, True), (10, False)):
            due, planned = (
                memory_simulation.exam(model, on, minutes, learners) for on in (False, True)
            )
            yield Row(
                f"{model}, {minutes} minutes a day: as due ({due:.3f}) less as planned",
                100 * (due - planned),
                "points",
                bar=-1.5 if tight else None,
                hard=tight,
            )


def workload(scale: Scale) -> Iterator[Row]:
    """The most of its daily limit that any day took, at the real desk."""
    days = scale.pick(40, 12)
    reviews = memory_workload.by_reviews(days)
    yield Row("most reviews of a day, of its limit", reviews.most, "", bar=1.0, hard=True)
    yield Row("  the lowest target of the guard", reviews.target, "")
    for name, lengths in (
        ("answers of 4 to 20 s", memory_workload.even),
        ("answers of 2 s to 2 min", memory_workload.skewed),
    ):
        found = memory_workload.by_minutes(days, lengths)
        # What one answer takes beyond what was to be expected is nobody's to foresee.
        known = lengths is memory_workload.even
        bar = 1.0 if known else None
        yield Row(
            f"most minutes of a day, of its limit, {name}", found.most, "", bar=bar, hard=known
        )
        yield Row(
            "  the same before a day's last answer", found.before_last, "", bar=1.0, hard=True
        )
        yield Row("  minutes of a day, of its limit, mean", found.mean, "")
        yield Row("  cards that a day leaves in their steps, mean", found.in_steps, "")


def minutes(scale: Scale) -> Iterator[Row]:
    """600 cards in 200 days: our minutes for what an old rule's learner knows at the end."""
    learners = scale.pick(5, 1)
    for model in MODELS:
        ours = [
            memory_simulation.minutes_ours(model, aim, learners)
            for aim in (0.8, 0.85, 0.9, 0.93, 0.96)
        ]
        for name, rule in (("SM-2", memory_simulation.sm2), ("Leitner", memory_simulation.leitner)):
            spent, known = memory_simulation.minutes(model, rule, learners)
            what = f"{model}, minutes for knowing {known:.3f}"
            yield Row(what, _at(known, ours), "min", name, spent)


def _at(known: float, found: list[tuple[float, float]]) -> float:
    """The minutes for a share known, between two of the (minutes, share) that were found."""
    for (less, low), (more, high) in pairwise(found):
        if known <= high:
            return less + (more - less) * (known - low) / (high - low)
    return found[-1][0]


def _faster(
    what: str, ours: Callable[[], None], theirs: Callable[[], None], bar: float | None
) -> Row:
    """The better of two rounds each, in turn: what else the machine does only ever adds."""
    mine, other = [], []
    for _ in range(2):
        mine.append(call(ours).cpu)
        other.append(call(theirs).cpu)
    return Row(what, min(mine), "s CPU", PY_FSRS, min(other), bar)


def _history(rng: Random, answers: int) -> list[Review]:
    reviews, day = [], 0
    for rating in rng.choices(list(Rating), [2, 1, 6, 1], k=answers):
        reviews.append(Review(day * DAY_MS, day, rating, Interval(days=5), Phase.REVIEW))
        day += rng.choice([0, 1, 3, 10, 30])
    return reviews


def _natural(rng: Random) -> list[Review]:
    """A history whose answers come at any time of day."""
    days, found = StudyDays(ZoneInfo("Europe/Berlin")), []
    at_ms = 1_704_067_200_000 + rng.randrange(365 * DAY_MS)
    for _ in range(rng.randint(2, 15)):
        rating = rng.choice([1, 2, 3, 3, 3, 4])
        day = days.day(at_ms)
        found.append(Review(at_ms, day, Rating(rating), Interval(days=1), Phase.REVIEW))
        gap = rng.choice([600, 40_000, 86_400, 86_400 * rng.expovariate(1 / 30)])
        at_ms += int(gap * 1000)
    return found


def _noon(review: Review) -> datetime:
    return datetime(1970, 1, 1, 12, tzinfo=UTC) + timedelta(days=review.day)


def _rest(card: py_fsrs.Card) -> int:
    assert card.stability is not None
    return max(1, nearest(fsrs.interval(fsrs.DEFAULT, card.stability, 0.9)))


if __name__ == "__main__":
    paths = [Path(one) for one in sys.argv[1:] if one != "--quick"]
    print(*lines([])[:2], sep="\n")
    for row in rows(Scale("--quick" in sys.argv), paths[0] if paths else None):
        print(lines([row])[-1], flush=True)
