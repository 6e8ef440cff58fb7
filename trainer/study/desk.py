"""The learner's desk: home, sessions, drills and exams of the decks at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.bank.library import Library
from trainer.errors import TrainerError
from trainer.history.event import Mode
from trainer.memory.candidate import Candidate
from trainer.memory.queue import Queue
from trainer.memory.scheduler import Scheduler
from trainer.settings import Settings
from trainer.study.breaks import words
from trainer.study.exam_dates import read as exam_dates
from trainer.study.exam_keys import deck_exams
from trainer.study.holdings import NO_QUESTIONS, Holdings
from trainer.study.home import Before, DeckRow, Home, deck_row, home
from trainer.study.offering import offer
from trainer.study.planning import course, daily_queue
from trainer.study.terms import Conditions, Terms, breaks, conditions, deck_key, guarded
from trainer.study.words import counted

if TYPE_CHECKING:
    from trainer.memory.forecast import Guard
    from trainer.question import Card
    from trainer.study.allowance import Allowance
    from trainer.study.browsing import Browser
    from trainer.study.exam import Exam
    from trainer.study.exams import Exams, Underway
    from trainer.study.session import Session
    from trainer.study.statistics import Statistics
    from trainer.study.table import Stage, Table


LISTED = 5
"""Mistakes in files that are told one by one."""


@dataclass(repr=False, eq=False)
class Desk(Holdings):
    """Where sessions come from."""

    rng: Random = field(default_factory=Random)
    _guard: tuple[int, tuple[float, Guard] | None] | None = field(default=None, init=False)

    def refit(self, settings: Settings, zone: ZoneInfo, libraries: Sequence[Library]) -> None:
        super().refit(settings, zone, libraries)
        self._guard = None

    def glance(self) -> Home:
        """What `home` would say if nobody had changed a file since the last look: for a first
        paint, as a large library takes longer to look through than all else of its home."""
        with self.glancing():
            return self.home()

    def home(self) -> Home:
        """The decks and the days, as they are now."""
        banks, rows = self.banks, tuple(self.rows())
        put_off = sum(row.put_off for row in rows)
        notes = self.notes()
        notes += tuple(filter(None, [offer(self.store, self.today.day)]))
        if put_off:
            are = "is" if put_off == 1 else "are"
            notes += (f"{counted(put_off, 'due review')} {are} left for later by daily limits.",)
        if not self._glancing:
            for bank in banks:
                bank.put_down()
        return home(rows, self.store, self.today.day, notes, tuple(self._underway()))

    def notes(self) -> tuple[str, ...]:
        """A sentence on each thing to know: histories that went on under another id, answers that
        changed, questions that were left out because they can't be read, a break that is near,
        what the workload guard lowered."""
        problems = [str(problem) for bank in self.banks for problem in bank.problems()]
        if (more := len(problems) - LISTED) > 1:
            problems[LISTED:] = [f"{more:,} more mistakes; `trainer check` shows them all."]
        guard, own, day = self.guard(), self.settings, self.today.day
        away = words(self.store, day, breaks(own), after=own.after_breaks)
        said = (away, guard[1].words(guard[0]) if guard else "")
        backup = self._backup.problems if self._backup else ()
        return (*self._news, *backup, *problems, *filter(None, said))

    def rows(self) -> Iterable[DeckRow]:
        today, now = self.today, self.conditions()
        before = {bank: Before(bank, self.store) for bank in self.banks}
        for name, bank, deck in self.decks():
            terms = now.terms(bank, deck)
            yield deck_row(bank, self.store, deck, today, terms, name, before[bank])

    def conditions(self) -> Conditions:
        """What holds today for all decks. What the workload guard says of it is worked out once a
        day, since it looks at every card."""
        now = conditions(self.store, self.settings, self.today.day, exam_dates(self.history.parent))
        if self._guard is None or self._guard[0] != now.day:
            decks = [(bank, deck) for _, bank, deck in self.decks()]
            found = guarded(decks, self.store, self.settings, now)
            # A first deck may come while this is open.
            self._guard = (now.day, found) if decks else None
        guard = self._guard and self._guard[1]
        return replace(now, target=guard[1].retention) if guard else now

    def guard(self) -> tuple[float, Guard] | None:
        """The target that was asked for, and what the workload guard makes of it today; None
        where the learner set no daily limit."""
        if self._guard is None or self._guard[0] != self.today.day:
            self.conditions()
        return self._guard[1] if self._guard else None

    def session(
        self,
        deck: str | None,
        *,
        limit: int | None = None,
        tags: Sequence[str] = (),
        at_once: bool = False,
    ) -> Session:
        """Today's due and new cards of a deck, or of all decks in turn; `limit` outranks the daily
        limits, `tags` keeps the questions that have one of them.

        With `at_once` the first question may come before anybody looks whether files were changed,
        where that is safe; `Session.look` makes up for it.
        """
        # Home opens without what asks and judges: 20 ms of imports.
        from trainer.study.session import Session
        from trainer.study.turns import Turns

        def again() -> list[Stage] | None:
            return self._stages(deck, limit, tags)[0] if self.look() else None

        # A deck that isn't there may have come since.
        with suppress(TrainerError), self.glancing():
            if at_once and self.as_left:
                return Session(Turns(*self._stages(deck, limit, tags), again), self.rng)
        return Session(Turns(*self._stages(deck, limit, tags)), self.rng)

    def _stages(
        self, deck: str | None, limit: int | None, tags: Sequence[str]
    ) -> tuple[list[Stage], Allowance]:
        from trainer.study.allowance import Allowance
        from trainer.study.table import Stage

        named = [self.deck(deck)] if deck is not None else [(b, d) for _, b, d in self.decks()]
        if not named:
            raise TrainerError(NO_QUESTIONS)
        stages: list[Stage] = []
        owners: dict[Bank, list[Deck]] = {}
        now, used = self.conditions(), 0.0
        for bank, each in named:
            chosen = replace(each, tags=tuple(tags)) if tags else each
            terms = now.terms(bank, each, used)
            found = course(bank, self.store, chosen, self.today, terms, limit)
            used += found.seconds
            theirs = tuple(owners.get(bank, ()))
            queue = daily_queue(bank, self.store, chosen, self.today, terms, found, theirs)
            owners.setdefault(bank, []).append(each)
            stages.append(Stage(each.title, self._table(bank, terms, each.id), queue))
        # A limit of its own outranks those of the day.
        minutes = self.settings.minutes_per_day if limit is None else None
        return stages, Allowance(limit, minutes, now.pace)

    def drill(self, cards: Sequence[Card], title: str = "Drill") -> Session:
        """These cards once each, in this order, leaving the schedule alone."""
        keys = [card.key for card in cards]
        return self.practice(keys, title)

    def practice(self, keys: Sequence[str], title: str = "Drill") -> Session:
        """The same by the cards' keys."""
        from trainer.study.session import Session
        from trainer.study.table import Stage
        from trainer.study.turns import Turns

        stages = []
        now = self.conditions()
        for bank in self.banks:
            found = bank.find(keys)
            again = [Candidate(key, key, position=n) for n, key in enumerate(keys) if key in found]
            if again:
                table = self._table(bank, Terms(now.settings), "", Mode.DRILL)
                stages.append(Stage(title, table, Queue(new=again, day=now.day)))
        if not stages:
            raise TrainerError("there is nothing left to drill: these questions are gone.")
        return Session(Turns(stages), self.rng)

    def exams(self, deck: str) -> Exams:
        """What can be sat of a deck."""
        # Not at every start: 4 ms of imports that most sittings don't need.
        from trainer.study.exams import exams

        bank, found = self.deck(deck)
        return exams(bank, found, deck, self._exam_table(bank, found))

    def exam(self, deck: str, plan: str | None = None, form: int | None = None) -> Exam:
        """The exam of a deck that is underway, or a new one: the one that `plan` names, in a form
        that chance draws unless one is wished for."""
        from trainer.study.exams import FORMS, exam

        bank, found = self.deck(deck)
        chance = self.rng.randrange(FORMS) + 1
        return exam(bank, found, self._exam_table(bank, found), plan, form, chance)

    def _underway(self) -> Iterable[Underway]:
        """The exams that were broken off."""
        begun = [
            name
            for name, bank, deck in self.decks()
            if deck.exams and self.store.written(deck_exams(deck_key(bank, deck)))
        ]
        for found in map(self.exams, begun):
            if found.underway:
                yield found.underway

    def _exam_table(self, bank: Bank, deck: Deck) -> Table:
        return self._table(bank, self.conditions().terms(bank, deck), deck.id, Mode.EXAM)

    def browser(self) -> Browser:
        """The questions of all libraries, to look through."""
        from trainer.study.browsing import Browser

        return Browser(self)

    def statistics(self, deck: str | None, *, days: int, ahead: int) -> Statistics:
        """The last `days` study days and the next `ahead`, of all decks or of one."""
        from trainer.study.statistics import statistics

        chosen = [self.deck(deck)] if deck is not None else [(b, d) for _, b, d in self.decks()]
        now = self.conditions()
        return statistics(chosen, self.store, self.settings, now, days, ahead, whole=deck is None)

    def _table(self, bank: Bank, terms: Terms, deck: str, mode: Mode = Mode.STUDY) -> Table:
        from trainer.study.table import Table

        scheduler = Scheduler(terms.settings, self.days)
        early = terms.early(self.today.day)
        return Table(bank, self.store, scheduler, self.clock, deck, mode, early)
