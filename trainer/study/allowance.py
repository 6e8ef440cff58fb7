"""How much a sitting may take: so many cards, and the learner's minutes of the day."""

from __future__ import annotations

from typing import NamedTuple

from trainer.memory.candidate import Candidate
from trainer.memory.card import Phase
from trainer.memory.gain import USUAL, Pace
from trainer.records import record
from trainer.study.table import Table
from trainer.study.terms import Clocked

REPEATS, FIRST = 2, 3
"""Answers that a card in its steps will take yet, and those of a new one."""


class Taken(NamedTuple):
    """What a sitting has taken: its cards, how many of them are in their steps, and what the day
    has taken so far."""

    cards: int
    repeating: int = 0
    clock: Clocked = Clocked(0.0, 0.0)


@record(frozen=True, slots=True)
class Allowance:
    """`cards` bounds the different cards of a sitting, beyond which what was begun goes on;
    `minutes` what all of the day's answers may take. None is without. `pace` is the learner's.

    A card is begun only if there is time for it and for the steps of those begun before, and asked
    only if there is time for an answer twice as long as the day's average. So no day goes beyond
    its minutes by more than its last answer takes above that.
    """

    cards: int | None = None
    minutes: int | None = None
    pace: Pace = USUAL

    def taken(self, table: Table, cards: int, repeating: int) -> Taken:
        """What a sitting took by so many cards, of which some are still in their steps."""
        if self.minutes is None:
            return Taken(cards)
        return Taken(cards, repeating, Clocked.on(table.store, table.moment().day, self.pace))

    def over(self, taken: Taken) -> bool:
        """Whether not even one more answer fits."""
        return self._beyond(taken.clock.long, taken)

    def forbids(self, card: Candidate, taken: Taken) -> bool:
        """Whether a card that this sitting has not asked yet may not come."""
        if self.cards is not None and taken.cards >= self.cards:
            return True
        match card.state.phase:
            case Phase.NEW:
                own = FIRST * taken.clock.each
            case Phase.REVIEW:
                own = taken.clock.long
            case _:
                return False
        return self._beyond(own + REPEATS * taken.repeating * taken.clock.each, taken)

    def left(self, cards: int, taken: Taken) -> int:
        """How many of so many cards may still be begun."""
        if self.over(taken):
            return 0
        return cards if self.cards is None else min(cards, self.cards - taken.cards)

    def note(self, taken: Taken) -> str:
        """For people: that the minutes are over; "" while they aren't."""
        if not self._beyond(FIRST * taken.clock.each, taken):
            return ""
        return f"Today's {self.minutes} minutes are used up; what is left waits for tomorrow."

    def _beyond(self, seconds: float, taken: Taken) -> bool:
        """Whether so many more seconds would take more than the day's minutes."""
        return self.minutes is not None and taken.clock.seconds + seconds > self.minutes * 60


FREE = Allowance()
