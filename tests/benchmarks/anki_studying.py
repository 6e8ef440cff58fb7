"""What a sitting costs in Anki and here, on the same notes: opening, next card, answer, undo."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anki.collection import Collection

    from trainer.study.desk import Desk
    from trainer.study.session import Session

OPERATIONS = ("open", "first card", "answer", "next card", "undo")
ROUNDS = 40
Times = dict[str, list[float]]


def anki_studies(exported: Path) -> dict[str, float]:
    """Medians in milliseconds, the notes of a package being in Anki's collection."""
    from anki.collection import Collection

    from tests.benchmarks.anki_tasks import _take

    times: Times = {}
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "collection.anki2"))
        collection = Collection(path)
        _take(collection, exported)
        deck = next(d.id for d in collection.decks.all_names_and_ids() if d.id != 1)
        collection.decks.select(_deck(deck))
        collection.close()
        for _ in range(ROUNDS):
            collection = _timed(times, "open", lambda: _with_decks(Collection(path)))
            queued = _timed(times, "first card", lambda c=collection: _queued(c))  # type: ignore[misc]
            _timed(times, "answer", lambda c=collection, q=queued: _answered(c, q))  # type: ignore[misc]
            _timed(times, "next card", lambda c=collection: _queued(c))  # type: ignore[misc]
            _timed(times, "undo", collection.undo)
            collection.close()
    return _medians(times)


def _with_decks(collection: Collection) -> Collection:
    """A collection with what its first screen shows: the decks, and what is due in each."""
    collection.sched.deck_due_tree()
    return collection


def _deck(number: int) -> Any:
    from anki.decks import DeckId

    return DeckId(number)


def _queued(collection: Collection) -> Any:
    return collection.sched.get_queued_cards(fetch_limit=1).cards[0]


def _answered(collection: Collection, queued: Any) -> None:
    from anki.cards import Card
    from anki.scheduler.v3 import CardAnswer

    card = Card(collection, backend_card=queued.card)
    card.start_timer()
    answer = collection.sched.build_answer(card=card, states=queued.states, rating=CardAnswer.AGAIN)
    collection.sched.answer_card(answer)


def we_study(library: Path) -> dict[str, float]:
    """The same here, the notes being questions of a library made by `growth.made`."""
    from tests.benchmarks.growth import World
    from trainer.question import GaveUp

    times: Times = {}
    for _ in range(ROUNDS):
        with World(library).desk() as desk:
            _timed(times, "open", desk.home)
            session = _timed(times, "first card", lambda d=desk: _begun(d))  # type: ignore[misc]
            _timed(times, "answer", lambda s=session: s.answer(GaveUp()))  # type: ignore[misc]
            _timed(times, "next card", session.advance)
            _timed(times, "undo", session.undo)
    return _medians(times)


def _begun(desk: Desk) -> Session:
    session = desk.session("all")
    session.advance()
    return session


def _timed(times: Times, what: str, work: Callable[[], Any]) -> Any:
    begun = perf_counter()
    done = work()
    times.setdefault(what, []).append(perf_counter() - begun)
    return done


def _medians(times: Times) -> dict[str, float]:
    return {what: median(found) * 1e3 for what, found in times.items()}
