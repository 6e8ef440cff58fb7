"""How much a sitting may take: so many cards, and the learner's minutes of the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from trainer.memory.candidate import Candidate
from trainer.memory.card import Phase
from trainer.study.table import Table

REPEATS, FIRST = 2, 3
"""Answers that a card in its steps will take yet, and those of a new one."""

LONGEST_S = 30.0
"""Seconds beyond which a day's answers had other reasons than the cards to come will have."""


class Taken(NamedTuple):
    """What a sitting has taken: its cards, and the day's seconds, with those that the cards in
    their steps will take at `each` an answer, the day's own pace."""

    cards: int
    seconds: float = 0.0
    each: float = 0.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """`cards` bounds the different cards of a sitting, `minutes` what all of the day's answers may
    take; None is without. What was begun goes on beyond both."""

    cards: int | None = None
    minutes: int | None = None

    def taken(self, table: Table, cards: int, repeating: int) -> Taken:
        """What a sitting took by so many cards, of which some are still in their steps."""
        if self.minutes is None:
            return Taken(cards)
        day = table.moment().day
        days = table.store.days(day, day)
        seconds = sum(one.took_ms for one in days) / 1000
        answers = sum(one.answers for one in days)
        each = min(seconds / answers, LONGEST_S) if answers else 0.0
        return Taken(cards, seconds + REPEATS * repeating * each, each)

    def over(self, taken: Taken, answers: int = 1) -> bool:
        """Whether so many more answers would take more than the day's minutes."""
        most = self.minutes and self.minutes * 60
        return most is not None and taken.seconds + answers * taken.each > most

    def forbids(self, card: Candidate, taken: Taken) -> bool:
        """Whether a card that this sitting has not asked yet may not come."""
        if self.cards is not None and taken.cards >= self.cards:
            return True
        match card.state.phase:
            case Phase.NEW:
                return self.over(taken, FIRST)
            case Phase.REVIEW:
                return self.over(taken)
        return False

    def left(self, cards: int, taken: Taken) -> int:
        """How many of so many cards may still be begun."""
        if self.over(taken):
            return 0
        return cards if self.cards is None else min(cards, self.cards - taken.cards)

    def note(self, taken: Taken) -> str:
        """For people: that the minutes are over; "" while they aren't."""
        if not self.over(taken, FIRST):
            return ""
        return f"Today's {self.minutes} minutes are used up; what is left waits for tomorrow."


FREE = Allowance()
