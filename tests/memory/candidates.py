"""Cards that may come next, and queues of them, for tests of which does."""

from __future__ import annotations

from trainer.memory.candidate import Candidate
from trainer.memory.card import CardState, Interval, Memory, Phase
from trainer.memory.queue import Queue

TODAY = 20_000
NOW = TODAY * 86_400_000
MINUTE = 60_000
KNOWN = Memory(5.0, 5.0)


def new(key: str, question: str = "", **more: object) -> Candidate:
    return Candidate(key, question or key, **more)  # type: ignore[arg-type] # given by name


def due(key: str, day: int = TODAY, question: str = "", fact: str = "") -> Candidate:
    state = CardState(
        Phase.REVIEW, memory=KNOWN, due_day=day, last_day=day - 5, interval=Interval(days=5), reps=3
    )
    return Candidate(key, question or key, fact, state=state)


def step(key: str, minutes: float, question: str = "") -> Candidate:
    return Candidate(key, question or key, state=learning(minutes))


def learning(minutes: float) -> CardState:
    at_ms = NOW + int(minutes * MINUTE)
    return CardState(Phase.LEARNING, memory=KNOWN, due_ms=at_ms, last_day=TODAY, reps=1)


DONE = CardState(Phase.REVIEW, memory=KNOWN, due_day=TODAY + 3, last_day=TODAY, reps=1)


def queue(**more: object) -> Queue:
    return Queue(**{"day": TODAY, **more})  # type: ignore[arg-type] # given by name


def drain(found: Queue, now_ms: int = NOW) -> list[str]:
    """The keys in the order they come, if each is answered and done with."""
    keys = []
    while card := found.next(now_ms):
        keys.append(card.key)
        found.answered(card, DONE)
    return keys
