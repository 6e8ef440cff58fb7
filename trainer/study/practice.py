"""Extra practice: which cards a drill asks, by deck, search, weakness or today's mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from trainer.bank.finding import NotFoundError
from trainer.bank.search import parse
from trainer.errors import TrainerError
from trainer.history.event import Mode
from trainer.memory.card import CardState, Rating
from trainer.memory.scheduler import Scheduler
from trainer.study.desk import Desk
from trainer.study.searching import readied
from trainer.study.session import Session
from trainer.study.standing import standing, states_of

WEAKEST = 20
"""How many cards are the weak ones, unless a limit says otherwise."""


ANSWERS = 50
"""How many of a card's latest answers are looked at for mistakes of today."""


def drill(
    desk: Desk,
    what: str | None,
    *,
    missed: bool = False,
    weak: bool = False,
    limit: int | None = None,
) -> Session:
    """A session that leaves the schedule alone.

    `what` is a deck, a folder or file of questions, or a search; without it all cards that were
    answered before are meant. `missed` keeps today's mistakes, in their order, and `weak` the
    answered cards that are least likely to be recalled, weakest first; else they come mixed.
    Raises TrainerError with a sentence, also where no card is left.
    """
    states = _meant(desk, what)
    if missed:
        states = _missed(desk, states)
    keys = list(states)
    if weak:
        keys = _weakest(desk, states)[: WEAKEST if limit is None else limit]
    elif not missed:
        desk.rng.shuffle(keys)
    if not keys:
        raise TrainerError(_nothing(what, missed))
    return desk.practice(keys[:limit])


def drill_readied(desk: Desk, what: str | None) -> Iterator[tuple[int, int]]:
    """As `trainer.study.searching.readied`, where `what` is a search."""
    if what is None:
        return
    try:
        desk.deck(what)
    except NotFoundError:
        yield from readied(desk.banks, what)


def _nothing(what: str | None, missed: bool) -> str:
    where = f" in `{what}`" if what else ""
    if missed:
        return f"nothing was missed today{where}."
    if what:
        return f"there is no card to drill{where}."
    return "no card was answered yet; name a deck, or begin with `trainer study`."


def _meant(desk: Desk, what: str | None) -> dict[str, CardState]:
    """The cards that are meant, with their states; suspended ones only where a search says so."""
    store = desk.store
    if what is None:
        known = store.known()
        keys = chain.from_iterable(bank.find(known) for bank in desk.banks)
        states = {key: s for key, s in states_of(store, keys).items() if s.memory}
        return _open(desk, states)
    try:
        bank, deck = desk.deck(what)
    except NotFoundError as error:
        states = _searched(desk, what)
        if not states and not any(sign in what for sign in ": "):
            raise error
        return states
    return _open(desk, states_of(store, (card.key for card in bank.candidates(deck))))


def _searched(desk: Desk, text: str) -> dict[str, CardState]:
    asked = parse(text).states
    holds = standing(asked, desk.store, desk.today)
    keys = (card.key for bank in desk.banks for card in bank.search(text))
    states = {key: s for key, s in states_of(desk.store, keys).items() if holds(key, s)}
    return states if any(term.value == "suspended" for term in asked) else _open(desk, states)


def _open(desk: Desk, states: dict[str, CardState]) -> dict[str, CardState]:
    aside = desk.store.suspended()
    return {key: state for key, state in states.items() if key not in aside}


def _missed(desk: Desk, states: dict[str, CardState]) -> dict[str, CardState]:
    """Those that were not recalled today, the first mistake first; drills don't count."""
    day, found = desk.today.day, []
    for key in desk.store.seen_on(day) & states.keys():
        first = min(
            (
                event.at_ms
                for event in desk.store.last_answers(key, ANSWERS)
                if event.day == day
                and event.mode is not Mode.DRILL
                and event.rating is Rating.AGAIN
            ),
            default=None,
        )
        if first is not None:
            found.append((first, key))
    return {key: states[key] for _, key in sorted(found)}


def _weakest(desk: Desk, states: dict[str, CardState]) -> list[str]:
    """Answered cards by their chance of recall now, the least first."""
    scheduler, now = Scheduler(desk.conditions().settings, desk.days), desk.today.now_ms
    chances = [
        (chance, key)
        for key, state in states.items()
        if (chance := scheduler.recall(state, now)) is not None
    ]
    return [key for _, key in sorted(chances)]
