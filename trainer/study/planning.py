"""What a session is about: the cards of a deck that may come today, from bank and history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.reading import Reading
from trainer.memory.candidate import Candidate, Limits
from trainer.memory.card import CardState, Phase
from trainer.memory.gain import gain
from trainer.memory.queue import Queue
from trainer.memory.replay import elapsed
from trainer.study.begun import Begun, taken_up
from trainer.study.breaks import around
from trainer.study.terms import Terms, spent

# How many new cards are looked up in the history at once: one query for a screenful of cards
# instead of one for each, and no more than a session needs from a deck of 100,000; more and more
# where all were learned before.
CHUNK, LARGEST_CHUNK = 64, 1024


class Today(NamedTuple):
    """A study day and a moment on it."""

    day: int
    now_ms: int


def candidate(card: Candidate, state: CardState) -> Candidate:
    """A card of the bank with its state; the bank knows none."""
    return replace(card, state=state)


class Course(NamedTuple):
    """What may come of a deck today: cards in learning steps, reviews, and how many of them.

    `seconds` is about how long all of it takes.
    """

    steps: list[Candidate]
    due: list[Candidate]
    limits: Limits
    seconds: float = 0.0

    @property
    def reviews(self) -> int:
        """How many reviews come."""
        n, limit = len(self.due), self.limits.reviews
        return n if limit is None else min(n, limit)


def course(
    bank: Bank, history: Reading, deck: Deck, today: Today, terms: Terms, limit: int | None = None
) -> Course:
    """The deck's cards of today and its limits, or `limit` (a session's own) in their place."""
    steps, due = waiting(bank, history, deck, today, terms)
    if terms.over and limit is None:
        # With the minutes over, steps wait like everything else.
        return Course([], due + steps, Limits(0, 0))
    if terms.exam is not None and today.day < terms.exam.day:
        due, left = _towards_exam(bank, history, deck, today, terms, due)
    else:
        left = limits(history, deck, today.day)
        left = _in_time(left, len(due), terms)
    if limit is not None:
        left = Limits(limit, limit)
    found = Course(steps, due, left)
    if terms.seconds is None:
        return found
    new = min(left.new or 0, bank.count(deck) - taken_up(bank, deck, history))
    expected = terms.pace.expected(terms.settings.retention)
    return found._replace(seconds=found.reviews * expected + new * terms.pace.new)


def waiting(
    bank: Bank, history: Reading, deck: Deck, today: Today, terms: Terms
) -> tuple[list[Candidate], list[Candidate]]:
    """The deck's cards in learning steps, and its due reviews, in the order they fall due; those
    of a break when they come instead."""
    states = around(history, today.day, today.now_ms, terms.breaks, after=terms.after_breaks)
    found = bank.find(states, deck)
    both = [candidate(found[key], state) for key, state in states.items() if key in found]
    steps = [c for c in both if c.state.phase is not Phase.REVIEW]
    return steps, [c for c in both if c.state.phase is Phase.REVIEW]


def _towards_exam(
    bank: Bank, history: Reading, deck: Deck, today: Today, terms: Terms, due: list[Candidate]
) -> tuple[list[Candidate], Limits]:
    """The reviews that an exam's plan takes today's from, and its limits; in the last fifth of the
    days whatever gains enough on the exam's day may come, due or not."""
    from trainer.memory.plan import first_day

    exam, day = terms.exam, today.day
    assert exam is not None
    found = bank.find(history.taken_up(), deck)
    aside = history.suspended()
    states = {key: s for key, s in history.states(found).items() if key not in aside}
    left = max(0.0, exam.minutes * 60 - spent(history, day, deck.id))
    first = first_day(
        list(states.values()),
        max(0, bank.count(deck) - len(found)),
        terms.settings,
        day=day,
        aim=exam.aim(terms.pace, terms.breaks),
        seconds=left if terms.seconds is None else min(left, terms.seconds),
        introduced=history.introduced(day, deck.id),
    )
    if exam.aim().late(day):
        due = _gaining(found, states, terms, day, history.buried(day))
    return due, Limits(first.new, round(first.reviews))


def _gaining(
    found: Mapping[str, Candidate],
    states: Mapping[str, CardState],
    terms: Terms,
    day: int,
    buried: Collection[str],
) -> list[Candidate]:
    """The reviews that gain something on the day of the exam, each once a day."""
    from trainer.memory.plan import WORTHWHILE

    own, ahead = terms.settings, terms.exam.day - day if terms.exam else 0
    return [
        candidate(found[key], state)
        for key, state in states.items()
        if state.phase is Phase.REVIEW
        and state.memory
        and state.last_day != day
        and key not in buried
        and gain(own.weights, state.memory, elapsed(state, day), ahead, own.b) > WORTHWHILE
    ]


def new_cards(
    bank: Bank, history: Reading, deck: Deck, today: Today, owners: Sequence[Deck] = ()
) -> Iterator[Candidate]:
    """The deck's cards that were never answered, in file order, read as they are asked for;
    without those that one of `owners` has as well."""
    put_aside = history.suspended() | history.buried(today.day)
    # To look at each card of the files that were learned is 100 ms for 8,000.
    stream = iter(bank.candidates(deck, without=Begun(bank, history).wholly(deck)))
    size = CHUNK
    while chunk := list(islice(stream, size)):
        keys = [card.key for card in chunk]
        not_new = put_aside | history.answered(keys) | owned(bank, keys, owners)
        new = [card for card in chunk if card.key not in not_new]
        yield from new
        if not new:
            # Thousands may have been learned before the first new one.
            size = min(size * 2, LARGEST_CHUNK)


def owned(bank: Bank, keys: Collection[str], owners: Sequence[Deck]) -> frozenset[str]:
    """Those of the card keys that belong to one of the decks."""
    return frozenset(key for deck in owners for key in bank.find(keys, deck))


def limits(history: Reading, deck: Deck, day: int) -> Limits:
    """What the deck's daily limits leave."""
    return Limits(
        max(0, deck.new_per_day - history.introduced(day, deck.id)),
        max(0, deck.reviews_per_day - history.reviewed(day, deck.id)),
    )


def _in_time(left: Limits, due: int, terms: Terms) -> Limits:
    """What fits into the learner's minutes, reviews first."""
    if terms.seconds is None:
        return left
    expected = terms.pace.expected(terms.settings.retention)
    reviews = min(left.reviews or 0, int(terms.seconds // expected))
    rest = terms.seconds - min(due, reviews) * expected
    return Limits(min(left.new or 0, int(rest // terms.pace.new)), reviews)


def seen_today(bank: Bank, history: Reading, day: int) -> Iterator[tuple[str, str]]:
    """The questions and facts that had their card today, in whatever deck, with that card's key."""
    keys = history.seen_on(day)
    found = bank.find(keys)
    for key in keys:
        yield key.partition("#")[0], key
        if key in found and found[key].fact:
            yield found[key].fact, key


def settled(bank: Bank, history: Reading) -> Callable[[str], bool]:
    """Whether a question named in `after` holds nothing back: it has left its learning steps,
    or it is absent, retired or suspended."""

    def holds_nothing(question: str) -> bool:
        # Asked of the index: this runs for each new card that waits, and a body is a file opened.
        suspended = history.suspended()
        open_keys = [key for key in bank.card_keys(question) if key not in suspended]
        states = history.states(open_keys)
        return all(
            key in states and states[key].phase in (Phase.REVIEW, Phase.RELEARNING)
            for key in open_keys
        )

    return holds_nothing


def daily_queue(
    bank: Bank,
    history: Reading,
    deck: Deck,
    today: Today,
    terms: Terms,
    found: Course,
    owners: Sequence[Deck] = (),
) -> Queue:
    """Today's queue of a deck's course; a card that one of `owners` has as well is left to that
    deck."""
    theirs = owned(bank, [card.key for card in found.steps + found.due], owners)
    return Queue(
        learning=[card for card in found.steps if card.key not in theirs],
        due=[card for card in found.due if card.key not in theirs],
        new=new_cards(bank, history, deck, today, owners),
        limits=found.limits,
        day=today.day,
        seen=seen_today(bank, history, today.day),
        settled=settled(bank, history),
        worth=terms.worth(today.day),
    )
