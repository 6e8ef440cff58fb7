"""The learner's desk: libraries and a history, opened when they are first needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.bank.library import Library
from trainer.clock import Clock
from trainer.errors import TrainerError
from trainer.history.background import DailyBackup
from trainer.history.errors import NotSavedError
from trainer.history.event import Mode
from trainer.history.store import Store
from trainer.memory.candidate import Candidate
from trainer.memory.queue import Queue
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import StudyDays
from trainer.settings import Settings
from trainer.study.breaks import words
from trainer.study.exam_dates import read as exam_dates
from trainer.study.exam_keys import deck_exams
from trainer.study.home import DeckRow, Home, deck_row, home
from trainer.study.identity import settle
from trainer.study.moment import Moment
from trainer.study.offering import offer
from trainer.study.planning import Today, course, daily_queue
from trainer.study.terms import Conditions, Terms, breaks, conditions, deck_key, guarded
from trainer.study.words import counted

if TYPE_CHECKING:
    from trainer.memory.forecast import Guard
    from trainer.question import Card
    from trainer.study.browsing import Browser
    from trainer.study.exam import Exam
    from trainer.study.exams import Exams
    from trainer.study.session import Session
    from trainer.study.statistics import Statistics
    from trainer.study.table import Stage, Table

NO_LIBRARY = "local"
"""The id of every library that has none of its own."""

NO_QUESTIONS = (
    "there are no questions here; write some in questions/NAME.yaml, or name a library "
    "with --library."
)


@dataclass
class Desk:
    """Where sessions come from. A context manager: what it opened, it closes.

    `libraries` come in the order in which their decks are listed; `history` is the path of the
    profile's history, made when it isn't there. `read_only` takes no lock and makes nothing;
    without `saves` the desk works on a copy of the history that is thrown away.
    """

    libraries: Sequence[Library]
    history: Path
    cache: Path | None
    settings: Settings
    clock: Clock
    zone: ZoneInfo
    rng: Random = field(default_factory=Random)
    read_only: bool = False
    saves: bool = True
    _banks: list[Bank] = field(default_factory=list, init=False)
    _store: Store | None = field(default=None, init=False)
    _news: tuple[str, ...] = field(default=(), init=False)
    _backup: DailyBackup | None = field(default=None, init=False)
    _guard: tuple[int, float, Guard] | None = field(default=None, init=False)
    _stack: ExitStack = field(default_factory=ExitStack, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._stack.close()
        self._banks.clear()
        self._store = self._backup = None

    def refit(self, settings: Settings, zone: ZoneInfo, libraries: Sequence[Library]) -> None:
        """Goes on with other settings; sessions that are open keep theirs."""
        if libraries != self.libraries:
            self.close()
        self.settings, self.zone, self.libraries, self._guard = settings, zone, libraries, None

    @property
    def days(self) -> StudyDays:
        return StudyDays(self.zone, self.settings.day_start)

    @property
    def today(self) -> Today:
        now = self.clock.now()
        return Today(self.days.day(now), now)

    @property
    def banks(self) -> Sequence[Bank]:
        if not self._banks:
            for library in self.libraries:
                bank = self._stack.enter_context(Bank.open(library, self.cache))
                # Within a checkout the bundled library is the same one a second time.
                if bank.id == NO_LIBRARY or all(bank.id != other.id for other in self._banks):
                    self._banks.append(bank)
        return self._banks

    @property
    def store(self) -> Store:
        if self._store is None:
            path, reading = self.history, self.read_only and self.history.exists()
            if not self.saves or (self.read_only and not reading):
                folder = self._stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
                path = _copy(self.history, Path(folder))
            self._store = self._stack.enter_context(
                Store.open(path, clock=self.clock, read_only=reading)
            )
            if not reading:
                self._news = self._settled(self._store)
            if path == self.history and not reading and self._store.files.any():
                backup = DailyBackup(path, self.clock.now())
                self._backup = self._stack.enter_context(backup)
        return self._store

    def _settled(self, store: Store) -> tuple[str, ...]:
        now = self.clock.now()
        moment = Moment(now, self.days.offset_min(now), self.days.day(now))
        try:
            return settle(self.banks, store, moment)
        except NotSavedError as error:
            return (str(error),)

    def decks(self) -> list[tuple[str, Bank, Deck]]:
        """Every deck with the name that opens it; the learner's own limits are applied. A second
        deck of one id is named with its library."""
        found: dict[str, tuple[str, Bank, Deck]] = {}
        for bank in self.banks:
            for deck in bank.decks():
                name = deck.id if deck.id not in found else f"{bank.library.root.name}:{deck.id}"
                found.setdefault(name, (name, bank, self._limited(deck)))
        return list(found.values())

    def deck(self, name: str) -> tuple[Bank, Deck]:
        """A deck by its name, or a folder or file of questions. Raises TrainerError."""
        for known, bank, deck in self.decks():
            if known == name:
                return bank, deck
        if not self.banks:
            raise TrainerError(NO_QUESTIONS)
        return self.banks[0], self._limited(self.banks[0].deck(name))

    def _limited(self, deck: Deck) -> Deck:
        own = self.settings
        return replace(
            deck,
            new_per_day=deck.new_per_day if own.new_per_day is None else own.new_per_day,
            reviews_per_day=(
                deck.reviews_per_day if own.reviews_per_day is None else own.reviews_per_day
            ),
            retention=deck.retention if own.retention is None else own.retention,
        )

    def home(self) -> Home:
        """The decks and the days, as they are now."""
        rows = tuple(self.rows())
        put_off = sum(row.put_off for row in rows)
        notes = self.notes()
        notes += tuple(filter(None, [offer(self.store, self.today.day)]))
        notes += tuple(self._underway())
        if put_off:
            are = "is" if put_off == 1 else "are"
            notes += (f"{counted(put_off, 'due review')} {are} left for later by daily limits.",)
        return home(rows, self.store, self.today.day, notes)

    def notes(self) -> tuple[str, ...]:
        """A sentence on each thing to know: histories that went on under another id, answers that
        changed, questions that were left out because they can't be read, a break that is near,
        what the workload guard lowered."""
        problems = (str(problem) for bank in self.banks for problem in bank.problems())
        guard, own, day = self.guard(), self.settings, self.today.day
        away = words(self.store, day, breaks(own), after=own.after_breaks)
        said = (away, guard[1].words(guard[0]) if guard else "")
        backup = self._backup.problems if self._backup else ()
        return (*self._news, *backup, *problems, *filter(None, said))

    def rows(self) -> Iterable[DeckRow]:
        today, now = self.today, self.conditions()
        for name, bank, deck in self.decks():
            yield deck_row(bank, self.store, deck, today, now.terms(bank, deck), name)

    def conditions(self) -> Conditions:
        """What holds today for all decks."""
        guard = self.guard()
        return conditions(
            self.store,
            self.settings,
            self.today.day,
            exam_dates(self.history.parent),
            guard[1].retention if guard else 1.0,
        )

    def guard(self) -> tuple[float, Guard] | None:
        """What the workload guard says today of the target asked for, once a day, since it looks
        at every card; None where the learner set no daily limit."""
        day = self.today.day
        if self._guard is None or self._guard[0] != day:
            decks = [(bank, deck) for _, bank, deck in self.decks()]
            found = guarded(decks, self.store, self.settings, day)
            self._guard = (day, *found) if found else None
        return self._guard and self._guard[1:]

    def session(
        self, deck: str | None, *, limit: int | None = None, tags: Sequence[str] = ()
    ) -> Session:
        """Today's due and new cards of a deck, or of all decks in turn; `limit` outranks the daily
        limits, `tags` keeps the questions that have one of them."""
        # Home opens without what asks and judges: 20 ms of imports.
        from trainer.study.allowance import Allowance
        from trainer.study.session import Session
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
        return Session(stages, self.rng, Allowance(limit, minutes))

    def drill(self, cards: Sequence[Card], title: str = "Drill") -> Session:
        """These cards once each, in this order, leaving the schedule alone."""
        keys = [card.key for card in cards]
        return self.practice(keys, title)

    def practice(self, keys: Sequence[str], title: str = "Drill") -> Session:
        """The same by the cards' keys."""
        from trainer.study.session import Session
        from trainer.study.table import Stage

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
        return Session(stages, self.rng)

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

    def _underway(self) -> Iterable[str]:
        """A sentence on each exam that was broken off."""
        begun = [
            name
            for name, bank, deck in self.decks()
            if deck.exams and self.store.written(deck_exams(deck_key(bank, deck)))
        ]
        for found in map(self.exams, begun):
            if found.underway:
                yield found.underway.words()

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


def _copy(history: Path, folder: Path) -> Path:
    """A copy of a history that may be open elsewhere or unwritable, if there is one."""
    copy = folder / "history.db"
    if history.exists():
        uri = f"{history.absolute().as_uri()}?mode=ro"
        with (
            closing(sqlite3.connect(uri, uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    return copy
