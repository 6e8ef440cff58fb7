"""Looking through questions: what a search finds, how its cards stand, what happened to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trainer.bank.bank import Bank
from trainer.bank.catalogue import Entry
from trainer.bank.search import BadSearchError, Search, Term, parse
from trainer.errors import TrainerError
from trainer.history.event import What
from trainer.memory.card import NEW, CardState
from trainer.memory.scheduler import Scheduler
from trainer.question import Card
from trainer.records import record
from trainer.study.desk import Desk
from trainer.study.passed import Passed, passed
from trainer.study.searching import readied
from trainer.study.session import Session
from trainer.study.showing import Written
from trainer.study.standing import standing
from trainer.study.table import Table

DRILLED = 200
"""Cards that a drill of what was found takes at most."""


@record(frozen=True, slots=True)
class Found:
    """The questions of a search, by library, in order; `states` are its `is:` terms."""

    parts: tuple[tuple[Bank, Sequence[int]], ...]
    states: tuple[Term, ...] = ()

    def __len__(self) -> int:
        return sum(len(numbers) for _, numbers in self.parts)

    def between(self, start: int, stop: int) -> list[tuple[Bank, Entry]]:
        """The questions from one place to before another; those that are gone meanwhile lack."""
        rows: list[tuple[Bank, Entry]] = []
        for bank, numbers in self.parts:
            wanted = numbers[max(start, 0) : max(stop, 0)]
            rows += [(bank, entry) for entry in bank.catalogue.entries(wanted)] if wanted else []
            start, stop = start - len(numbers), stop - len(numbers)
        return rows


@record(frozen=True, slots=True)
class Listed:
    """A card in the list. `marks` are `new`, `due`, `suspended`, `buried`, `flagged`; `meant` says
    whether the search's `is:` hold for it, as they do for one card of its question at least."""

    key: str
    state: CardState
    marks: tuple[str, ...]
    meant: bool


@record(frozen=True, slots=True)
class Line:
    """A question in the list, with its cards; `ask` is "" where it can't be read now."""

    cards: tuple[Listed, ...]
    ask: str
    kind: str
    level: int | None
    tags: tuple[str, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """Those of any of its cards."""
        return tuple(dict.fromkeys(mark for card in self.cards for mark in card.marks))


@record(frozen=True, slots=True)
class Look:
    """A card looked at. `recall` is its chance of recall now, 0 to 1; `past` what was answered,
    newest first; `flag` what the learner noted with the flag, None without one."""

    card: Card
    state: CardState
    recall: float | None
    past: tuple[Passed, ...]
    suspended: bool = False
    buried: bool = False
    flag: str | None = None
    written: Written | None = None


class Browser:
    """Over the libraries and the history of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._standing: dict[tuple[Term, ...], tuple[dict[str, bool], bool]] = {}

    def readied(self, text: str) -> Iterator[tuple[int, int]]:
        """As `trainer.study.searching.readied`."""
        return readied(self._desk.banks, text)

    def search(self, text: str) -> Found:
        """Raises TrainerError with a sentence for a search that means nothing."""
        search = parse(text)
        parts, missing = [], None
        for bank in self._desk.banks:
            try:
                parts.append((bank, self._within(bank, search)))
            except BadSearchError:
                raise
            except TrainerError as error:
                # A deck that another library has.
                missing = error
        if missing and not parts:
            raise missing
        return Found(tuple(parts), search.states)

    def _within(self, bank: Bank, search: Search) -> Sequence[int]:
        numbers = bank.catalogue.find(search)
        if not search.states:
            return numbers
        holds, otherwise = self._holds(search.states)
        told: dict[int, bool] = {}
        for entry in bank.catalogue.having({key.partition("#")[0] for key in holds}):
            told[entry.number] = any(holds.get(key, otherwise) for key in entry.cards)
        return [number for number in numbers if told.get(number, otherwise)]

    def _holds(self, terms: tuple[Term, ...]) -> tuple[dict[str, bool], bool]:
        """For each card with a history whether all of these `is:` hold, and whether they do for
        all others, which are new. Kept until something changes."""
        if terms not in self._standing:
            store = self._desk.store
            holds = standing(terms, store, self._desk.today)
            known = store.known()
            states = store.states(known)
            told = {key: holds(key, states.get(key, NEW)) for key in known}
            self._standing[terms] = (told, holds("", NEW))
        return self._standing[terms]

    def lines(self, found: Found, start: int, stop: int) -> list[Line]:
        """The list between two places."""
        rows = found.between(start, stop)
        keys = [key for _, entry in rows for key in entry.cards]
        store, today = self._desk.store, self._desk.today
        states = store.states(keys)
        marked = {
            "suspended": store.suspended(),
            "buried": store.buried(today.day),
            "flagged": store.flags().keys(),
        }
        holds, otherwise = self._holds(found.states) if found.states else ({}, True)
        asks: dict[str, str] = {}
        for bank in dict.fromkeys(bank for bank, _ in rows):
            questions = bank.questions([entry.question for other, entry in rows if other is bank])
            asks |= {key: question.ask for key, question in questions.items()}

        def listed(key: str) -> Listed:
            state = states.get(key, NEW)
            marks = [name for name, marked_keys in marked.items() if key in marked_keys]
            stage = _stage(state, today.day, today.now_ms)
            return Listed(key, state, (*stage, *marks), holds.get(key, otherwise))

        return [
            Line(
                cards=tuple(map(listed, entry.cards)),
                ask=asks.get(entry.question, ""),
                kind=entry.kind,
                level=entry.level,
                tags=entry.tags,
            )
            for _, entry in rows
        ]

    def look(self, key: str) -> Look | None:
        """A card with its past; None if its question is gone or can't be read now."""
        store, today = self._desk.store, self._desk.today
        table = self._table(key)
        card = table.bank.cards([key]).get(key) if table else None
        if table is None or card is None:
            return None
        state = store.state(key)
        return Look(
            card=card,
            state=state,
            recall=table.scheduler.recall(state, today.now_ms) if state.memory else None,
            past=passed(store.events(key), store.parameter_sets()),
            suspended=key in store.suspended(),
            buried=key in store.buried(today.day),
            flag=store.flags().get(key),
            written=table.written(card),
        )

    def reread(self, card: Card) -> None:
        """Takes up what was changed in the card's file. Raises TrainerError with what is wrong
        there now."""
        self._standing.clear()
        if table := self._table(card.key):
            table.reread(card)

    def suspend(self, key: str) -> bool:
        """Suspends a card, or resumes it; whether it is suspended now."""
        aside = key in self._desk.store.suspended()
        self._mark(key, What.RESUME if aside else What.SUSPEND)
        return not aside

    def bury(self, key: str) -> None:
        """Puts a card off until tomorrow."""
        self._mark(key, What.BURY)

    def flag(self, key: str) -> bool:
        """Flags a card, or takes the flag off; whether it is flagged now."""
        flagged = key in self._desk.store.flags()
        self._mark(key, What.UNFLAG if flagged else What.FLAG)
        return not flagged

    def drill(self, found: Found) -> Session:
        """Practice with the cards that were found, mixed, not the suspended ones unless they were
        asked for. Raises TrainerError where none is left."""
        keys = [key for _, entry in found.between(0, len(found)) for key in entry.cards]
        if found.states:
            holds, otherwise = self._holds(found.states)
            keys = [key for key in keys if holds.get(key, otherwise)]
        if not any(term.value == "suspended" for term in found.states):
            aside = self._desk.store.suspended()
            keys = [key for key in keys if key not in aside]
        self._desk.rng.shuffle(keys)
        return self._desk.practice(keys[:DRILLED], "Found")

    def _mark(self, key: str, what: What) -> None:
        if table := self._table(key):
            self._desk.store.append(table.event(what, key))
        self._standing.clear()

    def _table(self, key: str) -> Table | None:
        """What a card of a bank is worked with, whatever its deck."""
        desk, library = self._desk, key.partition(":")[0]
        scheduler = Scheduler(desk.conditions().settings, desk.days)
        return next(
            (
                Table(bank, desk.store, scheduler, desk.clock, "")
                for bank in desk.banks
                if bank.id == library
            ),
            None,
        )


def _stage(state: CardState, day: int, now_ms: int) -> tuple[str, ...]:
    if not state.phase:
        return ("new",)
    due = (state.due_day is not None and state.due_day <= day) or (
        state.due_ms is not None and state.due_ms <= now_ms
    )
    return ("due",) if due else ()
