"""What a learner has: libraries and a history, opened when they are first needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from trainer.bank.bank import Bank
from trainer.bank.database import indexed
from trainer.bank.decks import Deck
from trainer.bank.library import Library
from trainer.clock import Clock
from trainer.errors import TrainerError
from trainer.history.background import DailyBackup
from trainer.history.errors import NotSavedError
from trainer.history.store import Store
from trainer.memory.study_day import StudyDays
from trainer.settings import Settings
from trainer.study.identity import followed, settle
from trainer.study.moment import Moment
from trainer.study.planning import Today

NO_LIBRARY = "local"
"""The id of every library that has none of its own."""

NO_QUESTIONS = (
    "there are no questions here; write some in questions/NAME.yaml, or name a library "
    "with --library."
)


class Opening(Protocol):
    """How a library's bank is opened, with its index in a folder; see `Bank.open`."""

    def __call__(self, library: Library, cache_dir: Path | None, /, *, recalled: bool) -> Bank: ...


@dataclass(repr=False, eq=False)
class Holdings:
    """A context manager: what it opened, it closes.

    `libraries` come in the order in which their decks are listed; `history` is the path of the
    profile's history, made when it isn't there. `read_only` takes no lock and makes nothing;
    without `saves` it works on a copy of the history that is thrown away. `opening` is how a
    library is opened, for whoever shows that it takes long.

    Within `glancing` libraries are taken as they were known last; whoever asks for them otherwise
    gets them as they are.
    """

    libraries: Sequence[Library]
    history: Path
    cache: Path | None
    settings: Settings
    clock: Clock
    zone: ZoneInfo
    read_only: bool = False
    saves: bool = True
    opening: Opening = Bank.open
    _banks: list[Bank] = field(default_factory=list, init=False)
    _store: Store | None = field(default=None, init=False)
    _news: tuple[str, ...] = field(default=(), init=False)
    _backup: DailyBackup | None = field(default=None, init=False)
    _stack: ExitStack = field(default_factory=ExitStack, init=False)
    _glancing: bool = field(default=False, init=False)
    _behind: bool = field(default=False, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._stack.close()
        self._banks.clear()
        self._store = self._backup = None
        self._behind = False

    def refit(self, settings: Settings, zone: ZoneInfo, libraries: Sequence[Library]) -> None:
        """Goes on with other settings; sessions that are open keep theirs."""
        if libraries != self.libraries:
            self.close()
        self.settings, self.zone, self.libraries = settings, zone, libraries

    @property
    def days(self) -> StudyDays:
        return StudyDays(self.zone, self.settings.day_start)

    @property
    def today(self) -> Today:
        now = self.clock.now()
        return Today(self.days.day(now), now)

    @property
    def warm(self) -> bool:
        """Whether every library was read before, so that only what changed is left to read."""
        cache = self.cache
        return all(cache and indexed(cache, one.questions, one.only) for one in self.libraries)

    @property
    def banks(self) -> Sequence[Bank]:
        if not self._banks:
            for library in self.libraries:
                bank = self._stack.enter_context(
                    self.opening(library, self.cache, recalled=self._glancing)
                )
                # Within a checkout the bundled library is the same one a second time.
                if bank.id == NO_LIBRARY or all(bank.id != other.id for other in self._banks):
                    self._banks.append(bank)
        elif not self._glancing and (self._behind or any(bank.unsure for bank in self._banks)):
            self.look()
        return self._banks

    @contextmanager
    def glancing(self) -> Iterator[None]:
        """Within it, what is opened is not looked at: neither whether files were changed, nor
        whether histories have to follow them."""
        self._glancing = True
        try:
            yield
        finally:
            self._glancing = False

    @property
    def as_left(self) -> bool:
        """Within `glancing`: whether a first question may be asked before the files are looked at,
        as all was well with them and histories have followed them."""
        return all(bank.as_left for bank in self.banks) and followed(self.banks, self.store)

    def look(self) -> bool:
        """Makes up for what was left at a glance; whether anything is otherwise than it was known
        then."""
        left = [bank for bank in self._banks if bank.unsure]
        changed = [bank for bank in left if bank.refresh()]
        if self._store is not None and not self._reading:
            self._behind = False
            self._news = self._settled(self._store)
        return bool(changed) or len(left) < len(self._banks)

    @property
    def store(self) -> Store:
        if self._store is None:
            path, reading = self.history, self._reading
            if not self.saves or (self.read_only and not reading):
                folder = self._stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
                path = _copy(self.history, Path(folder))
            self._store = self._stack.enter_context(
                Store.open(path, clock=self.clock, read_only=reading)
            )
            self._behind = self._glancing and not reading
            if not (reading or self._glancing):
                self._news = self._settled(self._store)
            if path == self.history and not reading and self._store.files.any():
                backup = DailyBackup(path, self.clock.now())
                self._backup = self._stack.enter_context(backup)
        return self._store

    @property
    def _reading(self) -> bool:
        return self.read_only and self.history.exists()

    def _settled(self, store: Store) -> tuple[str, ...]:
        try:
            return settle(self.banks, store, Moment.at(self.clock.now(), self.days))
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
