"""A real Anki collection that says, for one card at a time, what Anki would do with it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from trainer.memory.card import CardState, Memory, Phase
from trainer.memory.fuzz import bounds

# An interval so long that where Anki fuzzes it to shows what it drew, to one part in 3,000.
WIDE = 30_000


class Anki:
    """One card in a collection of its own, put into whatever state is asked about."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection

        self._col = Collection(str(folder / "collection.anki2"))
        # Waiting for the disk at each answer was nine tenths of what these tests took.
        self._col.db.execute("pragma synchronous = off")
        self._col.set_config("fsrs", True)
        note = self._col.new_note(self._col.models.by_name("Basic"))
        note["Front"] = "?"
        self._col.add_note(note, 1)
        # Anki fuzzes by the card's id, which otherwise would be this moment's.
        self._col.db.execute("update cards set id = 1700000000000")
        self._card = self._col.get_card(1700000000000)

    def close(self) -> None:
        self._col.close()

    @property
    def next_day_s(self) -> int:
        """UTC seconds at which Anki's day ends."""
        return int(self._col._backend.sched_timing_today().next_day_at)

    def set_steps(self, learning: Sequence[float], relearning: Sequence[float]) -> None:
        """Learning and relearning steps, in minutes."""
        config = self._col.decks.config_dict_for_deck_id(self._card.did)
        config["new"]["delays"], config["lapse"]["delays"] = list(learning), list(relearning)
        self._col.decks.update_config(config)

    def memory(self, reviews: Sequence[tuple[int, int]]) -> Memory:
        """What Anki believes after reviews (UTC ms, rating) that stand in its log."""
        self._col.db.execute("delete from revlog where cid = ?", self._card.id)
        rows = [
            (ms, self._card.id, -1, rating, 1, 1, 2500, 1000, 1 if n else 0)
            for n, (ms, rating) in enumerate(reviews)
        ]
        self._col.db.executemany("insert into revlog values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        state = self._col._backend.compute_memory_state(self._card.id).state
        return Memory(state.stability, state.difficulty)

    def options(self, state: CardState, remaining: int = 0) -> list[Any]:
        """Anki's four answers to a card in `state` that has `remaining` learning steps to go."""
        from anki.cards_pb2 import FsrsMemoryState

        card, memory = self._card, state.memory
        card.type = int(state.phase)
        card.queue = 1 if state.phase is Phase.RELEARNING else int(state.phase)
        card.left, card.reps, card.lapses = remaining, state.reps, state.lapses
        card.ivl = state.interval.days
        card.due = int(time.time()) if card.queue == 1 else self._col.sched.today
        card.memory_state = memory and FsrsMemoryState(
            stability=memory.stability, difficulty=memory.difficulty
        )
        card.desired_retention, card.decay = 0.9, 0.1542
        card.last_review_time = state.last_ms and state.last_ms // 1000
        self._col.update_card(card)
        states = self._col._backend.get_scheduling_states(card.id)
        return [getattr(states, name).normal for name in ("again", "hard", "good", "easy")]

    def draws(self) -> tuple[float, float]:
        """Two numbers between which lies what Anki draws to fuzz the card's next answer."""
        # This question is meant for a card just answered, so it is asked one answer ahead.
        self._card.reps += 1
        self._col.update_card(self._card)
        allowed = bounds(WIDE, 1, 36500)
        delta = self._col._backend.fuzz_delta(card_id=self._card.id, interval=WIDE)
        at = allowed.index(WIDE + delta)
        return at / len(allowed), (at + 0.999) / len(allowed)


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Anki]:
    """A collection whose clock is UTC, whatever the machine's zone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        collection = Anki(tmp_path_factory.mktemp("anki"))
        yield collection
        collection.close()
    time.tzset()
