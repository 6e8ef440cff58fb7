"""What a sitting has come to so far: answers, misses, topics, time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from trainer.history.event import Event, What
from trainer.history.fold import LONGEST_ANSWER_MS
from trainer.judging.verdict import Outcome, Verdict
from trainer.memory.card import Rating
from trainer.question import Card
from trainer.records import record
from trainer.study.showing import Missed, Progress, Summary


@record(frozen=True, slots=True)
class _Entry:
    card: Card
    verdict: Verdict
    rating: Rating
    took_ms: int
    counts: bool = True

    @property
    def right(self) -> bool:
        if self.verdict.outcome is Outcome.SELF:
            return self.rating is not Rating.AGAIN
        return self.verdict.outcome.recalled


@dataclass
class Tally:
    """Counts a sitting's answers. Undone ones stay, but don't count, so that a redo finds them."""

    _entries: dict[tuple[str, int], _Entry] = field(default_factory=dict)

    @property
    def showing(self) -> int:
        """The number of the question that is next answered, from 1; one that is skipped, edited
        or taken back keeps it."""
        return len(self._counting) + 1

    def answered(self, stored: Event, card: Card, verdict: Verdict, rating: Rating) -> None:
        """Counts an answer, or counts it anew after an amendment."""
        took = min(stored.took_ms, LONGEST_ANSWER_MS)
        self._entries[stored.device, stored.seq] = _Entry(card, verdict, rating, took)

    def count(self, event: Event, counts: bool) -> None:
        """After an undo (False) or a redo (True) of `event`."""
        key = (event.device, event.seq)
        if event.what is What.ANSWER and key in self._entries:
            self._entries[key] = replace(self._entries[key], counts=counts)

    @property
    def _counting(self) -> list[_Entry]:
        return [entry for entry in self._entries.values() if entry.counts]

    @property
    def started(self) -> frozenset[str]:
        """The keys of the cards answered in this sitting."""
        return frozenset(entry.card.key for entry in self._counting)

    def progress(self, left: int) -> Progress:
        right = sum(entry.right for entry in self._counting)
        return Progress(len(self.started), left, right, len(self._counting) - right)

    def summary(self, deck: str, *, waiting: int, tomorrow: int, note: str) -> Summary:
        entries = self._counting
        topics: dict[str, tuple[int, int]] = {}
        missed: dict[str, Missed] = {}
        for entry in entries:
            topic = entry.card.question.tags[0] if entry.card.question.tags else ""
            answers, right = topics.get(topic, (0, 0))
            topics[topic] = (answers + 1, right + entry.right)
            if not entry.right:
                verdict = entry.verdict
                missed[entry.card.key] = Missed(entry.card, verdict.given, verdict.expected)
        return Summary(
            deck=deck,
            answered=len(entries),
            right=sum(entry.right for entry in entries),
            seconds=round(sum(entry.took_ms for entry in entries) / 1000),
            missed=tuple(missed.values()),
            topics=topics,
            waiting=waiting,
            tomorrow=tomorrow,
            note=note,
        )
