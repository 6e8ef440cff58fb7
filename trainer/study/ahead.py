"""The cards of a sitting before their turn: read, and what comes next made ready to be shown."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from trainer.fingerprint import graded
from trainer.memory.candidate import Candidate
from trainer.question import Card
from trainer.study.showing import Showing
from trainer.study.shuffle import order_shown
from trainer.study.turns import Turns

AHEAD = 50
"""Cards read beforehand: 10 ms, and a sitting's worth."""


class Ahead:
    """What was read goes on being asked, whatever happens to its file meanwhile."""

    def __init__(self, turns: Turns, rng: Random) -> None:
        self._turns, self._rng = turns, rng
        self._cards: dict[str, Card] = {}
        self._ready: tuple[Candidate, Showing] | None = None

    def card(self, key: str, ahead: bool = True) -> Card | None:
        """A card, read with those that come after it unless it was read before; None where its
        question is gone. Without `ahead` it is read alone."""
        if key not in self._cards:
            wanted = {key, *(self._unread() if ahead else ())}
            self._cards |= self._turns.stage.table.bank.cards(wanted)
        return self._cards.get(key)

    def _unread(self, most: int = AHEAD) -> list[str]:
        coming = self._turns.stage.queue.coming(most)
        return [key for key in coming if key not in self._cards]

    def read(self) -> bool:
        """Reads the next cards and does a portion of what the first typed answer that isn't right
        would wait for; whether some of that is left."""
        bank = self._turns.stage.table.bank
        if self._unread(2):
            self._cards |= bank.cards(self._unread())
        return bank.learn()

    def keep_only(self, card: Card | None) -> None:
        """Has all but this card, or all cards, read anew."""
        self._cards = {card.key: card} if card else {}

    def showing(self, found: Candidate, card: Card, n: int) -> Showing:
        """A card put before the learner, as it was made ready if it is still that card in that
        state."""
        ready, self._ready = self._ready, None
        if ready is None or ready[0] != found or ready[1].card is not card:
            return self._made(found, card, n)
        return replace(ready[1], n=n, shown_ms=self._turns.stage.table.clock.now())

    def likely(self, left: Candidate, n: int) -> Showing | None:
        """What will probably be shown once a card is left, made ready; None where it isn't known
        or not read yet."""
        found = self._turns.likely(left)
        card = self._cards.get(found.key) if found is not None else None
        if found is None or card is None:
            return None
        if self._ready is None or self._ready[0] != found or self._ready[1].card is not card:
            self._ready = found, self._made(found, card, n)
        return self._ready[1]

    def _made(self, found: Candidate, card: Card, n: int) -> Showing:
        table = self._turns.stage.table
        seen = table.store.fingerprints([found.key]).get(found.key)
        return Showing(
            card=card,
            n=n,
            order=order_shown(card.question, self._rng),
            phase=found.state.phase,
            shown_ms=table.clock.now(),
            changed=seen is not None and seen != graded(card.question),
            written=table.written(card),
        )
