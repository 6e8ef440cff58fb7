"""The decks of a sitting in turn: which card comes next, and where an answered one goes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from trainer.history.event import Mode
from trainer.memory.candidate import Candidate
from trainer.memory.queue import Queue
from trainer.study.allowance import FREE, Allowance, Taken
from trainer.study.showing import Showing
from trainer.study.table import Stage


class Turns:
    """Whose turn it is. `stage` is the deck that the last card came from, and `repeating` are the
    keys of the sitting's cards that are in their steps. `again` looks at the files, where that was
    left for later, and gives the stages as they are then if anything is otherwise. `allowed` says
    how much the sitting may take."""

    def __init__(
        self,
        stages: Sequence[Stage],
        allowed: Allowance = FREE,
        again: Callable[[], Sequence[Stage] | None] | None = None,
    ) -> None:
        self.stage = stages[0]
        self.repeating: set[str] = set()
        self._stages, self._allowed, self._again = stages, allowed, again

    @property
    def disproved(self) -> bool:
        """Whether a file wasn't as it was known, so that all were looked at before `look`."""
        return self._again is not None and not self.stage.table.bank.unsure

    def look(self) -> bool:
        """Looks at the files if nobody has yet; whether the sitting began anew, as some changed."""
        again, self._again = self._again, None
        stages = again and again()
        if not stages:
            return False
        deck = self.stage.table.deck
        self._stages, self.stage = stages, stages[0]
        self.turn_to(deck)
        return True

    def stands(self, card: Candidate | None, shown: Showing | None) -> bool:
        """Whether a card may still be asked as it was shown before the files were looked at."""
        if card is None or shown is None:
            return False
        bank, store = self.stage.table.bank, self.stage.table.store
        here = bank.cards(bank.find([card.key])).get(card.key)
        return here == shown.card and store.state(card.key) == card.state

    @property
    def deck(self) -> str:
        """The id of the deck, "" where there are several or cards of any."""
        return self._stages[0].table.deck if len(self._stages) == 1 else ""

    @property
    def title(self) -> str:
        return self._stages[0].title if len(self._stages) == 1 else "All decks"

    def next(self, begun: Collection[str]) -> Candidate | None:
        """The next card, of the first deck that has one, or None when nothing may come now;
        `begun` are the keys of the cards that the sitting has asked."""
        taken = self._taken(len(begun))
        if self._allowed.over(taken):
            return None

        def begin(card: Candidate) -> bool:
            return card.key in begun or not self._allowed.forbids(card, taken)

        for stage in self._stages:
            self.stage = stage
            if (found := stage.queue.next(stage.table.clock.now(), begin)) is not None:
                return found
        return None

    def likely(self, left: Candidate) -> Candidate | None:
        """What `next` will probably give once this card of the present deck is answered."""
        return self.stage.queue.likely(left, self.stage.table.clock.now())

    def answered(self, left: Candidate) -> None:
        """Puts a card where the state that its answer left it in says."""
        queue, store = self.stage.queue, self.stage.table.store
        if self.stage.table.mode is not Mode.STUDY:
            queue.remove(left.key)
            return
        queue.answered(left, state := store.state(left.key))
        for other in self._elsewhere():
            other.claim(left)
        if state.lapses > left.state.lapses and left.key in store.suspended():
            self.put_aside(left.key)
            return
        (self.repeating.add if state.due_ms is not None else self.repeating.discard)(left.key)

    def put_aside(self, key: str) -> None:
        """Takes out a card that was buried or suspended."""
        self.repeating.discard(key)
        self.stage.queue.remove(key)

    def bring_back(self, again: Candidate, *, answered: bool) -> None:
        """Undoes an answer or a putting aside: the card, in the state it had before, comes next."""
        self.repeating.discard(again.key)
        if not answered:
            self.stage.queue.readmit(again)
            return
        self.stage.queue.restore(again)
        for other in self._elsewhere():
            other.release(again)

    def turn_to(self, deck: str) -> None:
        """Goes to the deck under which something was stored, if it is one of the sitting's."""
        stages = [stage for stage in self._stages if stage.table.deck == deck]
        self.stage = stages[0] if stages else self.stage

    def left(self, begun: int) -> int:
        """How many cards may still be begun, after so many."""
        counts = [stage.queue.counts() for stage in self._stages]
        every = sum(one.learning + one.due + one.new for one in counts) - len(self.repeating)
        return self._allowed.left(every, self._taken(begun))

    @property
    def repeats_left(self) -> int:
        """How many cards come again later today."""
        if self._allowed.over(self._taken(0)):
            return 0
        return sum(stage.queue.counts().learning for stage in self._stages)

    def note(self, begun: int) -> str:
        """For people: that the time is over; "" while it isn't."""
        return self._allowed.note(self._taken(begun))

    def _taken(self, begun: int) -> Taken:
        return self._allowed.taken(self.stage.table, begun, len(self.repeating))

    def _elsewhere(self) -> list[Queue]:
        """The queues of the other decks that may hold siblings of this one's cards."""
        here, bank = self.stage, self.stage.table.bank
        others = (stage for stage in self._stages if stage is not here)
        return [stage.queue for stage in others if stage.table.bank is bank]
