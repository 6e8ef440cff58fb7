"""New cards in the order they come: as the file has them, topics in turn, read as needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from trainer.memory.candidate import Candidate

LOOK_AHEAD = 64
"""Cards read ahead of the one that comes next, to take topics in turn."""


class NewCards:
    """A window on a stream of new cards, which may be a hundred thousand long."""

    def __init__(self, source: Iterable[Candidate]) -> None:
        self._source = iter(source)
        self._window: dict[str, Candidate] = {}
        self._turns: dict[str, int] = {}
        self.more = True

    def ready(self, wanted: int, may_come: Callable[[Candidate], bool]) -> list[Candidate]:
        """The cards that may come, in file order: at least `wanted` while there are any.

        Reading stops at 16 windows of cards held back, unless none has been found yet: a chain of
        `after` through a whole library would else be read to its end for the first card.
        """
        wanted = max(wanted, LOOK_AHEAD)
        found = [card for card in self._window.values() if may_come(card)]
        while self.more and len(found) < wanted and (not found or len(self._window) < 16 * wanted):
            drawn = list(islice(self._source, LOOK_AHEAD))
            self.more = len(drawn) == LOOK_AHEAD
            self._window.update((card.key, card) for card in drawn)
            found += [card for card in drawn if may_come(card)]
        return found

    def first(self, found: Iterable[Candidate], last: str | None = None) -> Candidate | None:
        """Of these, the first card of the topic whose turn is longest ago, or would be if `last`
        had just had its turn; None if there is none."""
        turns = self._turns if last is None else {**self._turns, last: self._latest_turn + 1}
        return min(found, key=lambda card: turns.get(card.topic, 0), default=None)

    def seen(self) -> Iterable[str]:
        """The keys of the cards in the window."""
        return self._window

    def count_turn(self, topic: str) -> None:
        """Puts a topic behind all others."""
        self._turns[topic] = self._latest_turn + 1

    @property
    def _latest_turn(self) -> int:
        return max(self._turns.values(), default=0)

    def pop(self, key: str, default: None = None) -> Candidate | None:
        """Takes a card out; `default` if it isn't in the window."""
        return self._window.pop(key, default)
