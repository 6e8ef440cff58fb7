"""What a sitting works with: the bank, the history, the scheduler, the time, and the cards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.bank.bank import Bank
from trainer.clock import Clock
from trainer.errors import TrainerError
from trainer.history.event import Event, Mode, What
from trainer.history.store import Store
from trainer.memory.queue import Queue
from trainer.memory.scheduler import Scheduler
from trainer.question import Card
from trainer.records import record
from trainer.study.moment import Moment
from trainer.study.showing import Written


@record(frozen=True, slots=True)
class Table:
    """`deck` is the id under which answers count; `mode` says whether they schedule; `early` why
    a card may come before it is due."""

    bank: Bank
    store: Store
    scheduler: Scheduler
    clock: Clock
    deck: str
    mode: Mode = Mode.STUDY
    early: str = ""

    def moment(self) -> Moment:
        return Moment.at(self.clock.now(), self.scheduler.days)

    def event(self, what: What, card: str) -> Event:
        """An event that says no more than what happened to which card."""
        moment = self.moment()
        return Event(
            what=what,
            card=card,
            at_ms=moment.at_ms,
            offset_min=moment.offset_min,
            day=moment.day,
            mode=self.mode,
            deck=self.deck,
        )

    def written(self, card: Card) -> Written:
        place, library = card.question.place, self.bank.library
        return Written((library.base or Path()) / place.file, place.line, library)

    def reread(self, card: Card) -> Card:
        """The card as its file says it now. Raises TrainerError with what is wrong there."""
        self.bank.refresh()
        found = self.bank.cards([card.key]).get(card.key)
        if found is None:
            wrong = [one for one in self.bank.problems() if one.file == card.question.place.file]
            why = f": {wrong[0]}" if wrong else "; its id is another now, or it is gone."
            raise TrainerError(f"the question stays as it was read before{why}")
        return found


@dataclass
class Stage:
    """One deck of a sitting: its title, its table, and what may come of it today."""

    title: str
    table: Table
    queue: Queue
