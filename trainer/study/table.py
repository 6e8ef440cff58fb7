"""What a sitting works with: the bank, the history, the scheduler, the time, and the cards."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.bank.bank import Bank
from trainer.clock import Clock
from trainer.history.event import Event, Mode, What
from trainer.history.store import Store
from trainer.memory.queue import Queue
from trainer.memory.scheduler import Scheduler
from trainer.study.record import Moment


@dataclass(frozen=True, slots=True)
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
        now, days = self.clock.now(), self.scheduler.days
        return Moment(now, days.offset_min(now), days.day(now))

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


@dataclass
class Stage:
    """One deck of a sitting: its title, its table, and what may come of it today."""

    title: str
    table: Table
    queue: Queue
