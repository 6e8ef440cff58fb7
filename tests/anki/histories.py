"""Random histories to the real Anki and back, in one time zone.

`TZ=ZONE python -m tests.anki.histories ZONE N SEED` prints what differs, and exits with 1 if
anything does. In every fifth of the N right picks may be luck, for which Anki has no place: of
those only phases and due days are compared. A process of its own, since Anki asks the system for
the zone once.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from trainer.anki.export import DeckInfo, export
from trainer.anki.importing import Learner, import_package
from trainer.anki.schedule import Schedules, created_at, parameters_of
from trainer.bank.receiving import Target
from trainer.clock import Clock
from trainer.history.event import Event, Mode, What
from trainer.history.store import Store
from trainer.memory.card import CardState, Phase, Rating
from trainer.memory.scheduler import Scheduler, SchedulerSettings
from trainer.memory.study_day import StudyDays
from trainer.question import Question, Short

DAY_MS = 86_400_000
LIBRARY = "china-abcdef"


class Mismatches(list[str]):
    """What differs, a line each."""

    def check(self, what: str, ours: float | None, theirs: float | None, rel: float = 0) -> None:
        if ours is None or theirs is None:
            if ours is not theirs:
                self.append(f"{what}: {ours} here, {theirs} in Anki")
        elif abs(ours - theirs) > rel * abs(theirs) + (1e-4 if rel > 1e-4 else 0):
            self.append(f"{what}: {ours} here, {theirs} in Anki")


def question(n: int) -> Question:
    return Question(id=f"tang/q{n}", body=Short(f"Question {n}?", "yes"), library=LIBRARY)


def is_mixed(key: str) -> bool:
    return int(key.rpartition("q")[2]) % 5 == 4


def answer(store: Store, days: StudyDays, key: str, rng: Random, now_ms: int) -> None:
    """A life of a card: answered when it is due or some time off, at any time of day."""
    scheduler = Scheduler(SchedulerSettings(), days)
    at = now_ms - rng.randint(20, 500) * DAY_MS - rng.randint(0, DAY_MS)
    for _ in range(rng.randint(1, 12)):
        state = store.state(key)
        if state.due_day is not None:
            early = rng.choice([0, 0, 0, 1, 3, -2])
            at = days.start_ms(max(state.due_day + early, days.day(at))) + rng.randint(0, DAY_MS)
        elif state.due_ms is not None:
            at = state.due_ms + rng.randint(0, 90_000)
        last = state.last_ms or 0
        at = max(at, last + 5_000)
        if at > now_ms - 60_000:
            return
        rating = rng.choices(list(Rating), [2, 1, 5, 1])[0]
        mix = rng.choice([None, 0.3, 0.6, 0.9]) if is_mixed(key) and rating > 1 else None
        review = scheduler.options(state, at, key, mix)[rating].review
        store.append(
            Event(
                what=What.ANSWER,
                card=key,
                at_ms=at,
                offset_min=days.offset_min(at),
                day=days.day(at),
                mode=Mode.STUDY,
                deck="tang",
                kind="short",
                outcome="right" if rating > 1 else "wrong",
                rating=rating,
                took_ms=rng.randint(500, 60_000),
                interval=review.interval,
                phase=review.phase,
                step=review.step,
                mix=mix,
            )
        )


def to_anki(folder: Path, store: Store, count: int, days: StudyDays, now_ms: int) -> Path:
    schedules = Schedules(
        store, days, created_at(store, days, days.day(now_ms)), now_ms, parameters_of(store, 0.9)
    )
    done = export(
        DeckInfo("tang", "Tang", "", LIBRARY),
        [question(n) for n in range(count)],
        folder / "tang.apkg",
        folder,
        folder / "tang.anki.json",
        now_ms,
        schedules=schedules,
    )
    return done.path


def taken(folder: Path, package: Path, fsrs: bool) -> Collection:
    """A fresh Anki that has imported a package with its answers."""
    folder.mkdir()
    collection = Collection(str(folder / "collection.anki2"))
    # Waiting for the disk at each change takes longer than all else here.
    collection.db.execute("pragma synchronous = off")
    collection.set_config("fsrs", fsrs)
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(package), options=options)
    )
    return collection


def cards(collection: Collection) -> Iterator[tuple[str, Any]]:
    """Each card under our key."""
    for nid in collection.find_notes(""):
        note = collection.get_note(nid)
        for card in note.cards():
            yield f"{LIBRARY}:{note['Id']}", card


def compare(
    wrong: Mismatches,
    collection: Collection,
    store: Store,
    days: StudyDays,
    now_ms: int,
    side: str,
    fsrs: bool,
) -> int:
    """Every card's state in Anki against the history's; returns how many were answered of those
    whose states are to be equal."""
    timing = collection._backend.sched_timing_today()
    today = days.day(now_ms)
    compared = 0
    for key, card in cards(collection):
        state: CardState = store.state(key)
        wrong.check(f"{side} {key} phase", int(state.phase), card.type)
        if state.phase is Phase.NEW:
            continue
        compared += not is_mixed(key)
        wrong.check(f"{side} {key} lapses", state.lapses, card.lapses)
        if state.due_day is not None:
            wrong.check(f"{side} {key} due", state.due_day, today + card.due - timing.days_elapsed)
        else:
            # An answer in the hour that daylight saving shifts is moved within its study day.
            moved = abs((state.due_ms or 0) // 1000 - card.due)
            wrong.check(f"{side} {key} due", 0, moved if moved > 3600 else 0)
        if is_mixed(key):
            continue
        if fsrs and state.memory and card.memory_state:
            stability, difficulty = state.memory.stability, state.memory.difficulty
            # Anki stores stability to 4 digits behind the point, and difficulty to 3.
            wrong.check(f"{side} {key} stored S", stability, card.memory_state.stability, 2e-3)
            wrong.check(f"{side} {key} stored D", difficulty, card.memory_state.difficulty, 2e-3)
            again = collection._backend.compute_memory_state(card.id).state
            wrong.check(f"{side} {key} S", stability, again.stability, 5e-5)
            wrong.check(f"{side} {key} D", difficulty, again.difficulty, 5e-5)
        elif fsrs:
            wrong.append(f"{side} {key}: no memory")
    return compared


def main(zone: str, count: int, seed: int) -> int:
    now_ms = int(time.time() * 1000)
    clock, days = Clock(source=lambda: now_ms), StudyDays(ZoneInfo(zone))
    rng, wrong = Random(seed), Mismatches()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "ours" / "history.db", clock=clock) as store:
            for n in range(count):
                answer(store, days, question(n).key, rng, now_ms)
            package = to_anki(folder, store, count, days, now_ms)
            for fsrs in (False, True):
                collection = taken(folder / f"anki-{fsrs}", package, fsrs)
                compared = compare(wrong, collection, store, days, now_ms, f"to {fsrs}", fsrs)
                if not fsrs:
                    collection.close()
            back_again(folder, collection, package, clock, days, wrong)
            own = import_package(
                package,
                Target(folder / "library"),
                Learner(
                    lambda: Store.open(folder / "ours" / "other.db", clock=clock), lambda: days.zone
                ),
                lambda _done, _total: None,
            )
        with Store.open(folder / "ours" / "history.db", clock=clock) as store:
            before = store.counts().events
        known = import_package(
            package,
            Target(folder / "library"),
            Learner(
                lambda: Store.open(folder / "ours" / "history.db", clock=clock), lambda: days.zone
            ),
            lambda _done, _total: None,
        )
        wrong.check("answers that came home twice", known.answers - _sets(known.answers), 0)
        print(f"{zone}: {compared} of {count} answered, {before} events, {own.answers} back")
    print("\n".join(wrong[:20]))
    return int(bool(wrong) or compared < count // 2)


def _sets(answers: int) -> int:
    """The parameter set is an event too."""
    return min(answers, 1)


def back_again(
    folder: Path,
    collection: Collection,
    package: Path,
    clock: Clock,
    days: StudyDays,
    wrong: Mismatches,
) -> None:
    """Anki answers some, and both formats are imported into an empty history, twice."""
    collection.decks.select(collection.decks.id("Tang"))
    for rating in (3, 1, 4, 2, 3):
        card = collection.sched.getCard()
        if card:
            collection.sched.answerCard(card, rating)
    now_ms = int(time.time() * 1000)
    later = Clock(source=lambda: now_ms + 1000)
    for legacy in (True, False):
        out = folder / f"out-{legacy}.apkg"
        options = ExportAnkiPackageOptions(
            legacy=legacy, with_scheduling=True, with_deck_configs=True
        )
        collection.export_anki_package(out_path=str(out), options=options, limit=None)
        history = folder / f"theirs-{legacy}" / "history.db"
        for first in (True, False):
            done = import_package(
                out,
                Target(folder / f"library-{legacy}"),
                Learner(lambda: Store.open(history, clock=later), lambda: days.zone),  # noqa: B023
                lambda _done, _total: None,
            )
            if not first:
                wrong.check("a second import", done.answers + done.added, 0)
        with Store.open(history, clock=later) as store:
            compare(wrong, collection, store, days, now_ms, f"from {legacy}", True)
    collection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
