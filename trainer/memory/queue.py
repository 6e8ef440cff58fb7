"""The queue of a session: which card comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain, islice

from trainer.memory.candidate import UNLIMITED, Candidate, Counts, Limits
from trainer.memory.card import CardState, Phase
from trainer.memory.new_cards import NewCards

AHEAD_MS = 20 * 60_000
"""How far ahead, in milliseconds, a learning step comes where nothing else is left, as in Anki."""


class Queue:
    """Candidates in, the next card out.

    Order: learning steps that are due; due reviews, by due day or, when more are due than the
    limit lets in, by `worth` (expected gain per second), the largest first; new cards, topics in
    turn and each topic in file order; what was put last; at the end learning steps due within 20
    minutes. No two cards of one question or one fact come on one `day` (a study day): `seen` are
    the questions and facts that had their card today already, each with that card's key.

    `learning` and `due` hold cards that may come today; `new` is in file order and read only as
    far as needed. `settled(question)` says that a question named in `after` holds nothing back
    (any more); it is asked again each time, so it may change as the session goes on.
    """

    def __init__(
        self,
        *,
        learning: Iterable[Candidate] = (),
        due: Iterable[Candidate] = (),
        new: Iterable[Candidate] = (),
        limits: Limits = UNLIMITED,
        day: int,
        seen: Iterable[tuple[str, str]] = (),
        settled: Callable[[str], bool] = lambda _question: True,
        worth: Callable[[Candidate], float] | None = None,
    ) -> None:
        self._learning = {card.key: card for card in learning}
        ordered = sorted(due, key=_by_due_day)
        if worth and limits.reviews is not None and len(ordered) > limits.reviews:
            ordered.sort(key=worth, reverse=True)
        self._due = {card.key: card for card in ordered}
        self._new = NewCards(new)
        self._first: dict[str, Candidate] = {}
        self._last: dict[str, Candidate] = {}
        self._removed: set[str] = set()
        self._limits = limits
        self._settled = settled
        self._day = day
        self._taken = dict(seen)
        self._latest = ""
        self._counted: Counts | None = None
        self._fresh: list[Candidate] | None = None

    def next(
        self, now_ms: int, begin: Callable[[Candidate], bool] = lambda _card: True
    ) -> Candidate | None:
        """The card to show at `now_ms` (UTC), left in its place; None if none may come now.

        `begin` says whether a sitting has room for a card; of cards of one phase it is asked once.
        """
        self._changed()

        def room(card: Candidate | None) -> Candidate | None:
            return card if card is not None and begin(card) else None

        return (
            room(next(reversed(self._first.values()), None))
            or self._next_step(now_ms, begin)
            or room(self._next_due())
            or room(self._next_new())
            or room(next(filter(self._may_come, self._last.values()), None))
            or self._next_step(now_ms + AHEAD_MS, begin, other=True)
        )

    def likely(self, left: Candidate, now_ms: int) -> Candidate | None:
        """The card that `next` will probably give once `left` is answered; nothing changes here.
        It may be another by then: limits and the steps of `left` itself are not thought of."""
        taken = self._taken | dict.fromkeys(left.names, left.key)

        def other(card: Candidate) -> bool:
            return card.key != left.key and _free(card, taken)

        steps = [c for c in self._learning.values() if _step_due(c) <= now_ms and other(c)]
        last = left.topic if _is_new(left) else None
        return (
            min(steps, key=_step_due, default=None)
            or next(filter(other, self._due.values()), None)
            or self._new.first(filter(other, self._new_cards(0)), last)
        )

    def answered(self, candidate: Candidate, state: CardState) -> None:
        """Takes an answered card out; it comes again where `state` has a learning step.

        `candidate.state` is the state before the answer.
        """
        self._take_out(candidate.key)
        self._spend(candidate, 1)
        self.claim(candidate)
        self._latest = candidate.key
        if state.due_ms is not None:
            self._learning[candidate.key] = replace(candidate, state=state)

    def put_last(self, key: str) -> None:
        """Skips a card: it comes again after the others."""
        if card := self._take_out(key):
            self._last[key] = card

    def remove(self, key: str) -> None:
        """Takes a card out (buried, suspended, a leech), be it among those not read yet."""
        self._take_out(key)
        self._removed.add(key)

    def readmit(self, candidate: Candidate) -> None:
        """Undoes `remove`: the card comes next."""
        self._take_out(candidate.key)
        self._removed.discard(candidate.key)
        self._first[candidate.key] = candidate

    def restore(self, candidate: Candidate) -> None:
        """Undoes an answer of today: the card, in the state it had before, comes next."""
        self._spend(candidate, -1)
        self.release(candidate)
        self.readmit(candidate)

    def claim(self, card: Candidate) -> None:
        """Keeps a card's siblings away today, also where another deck asked it."""
        self._changed()
        for name in card.names:
            self._taken.setdefault(name, card.key)

    def release(self, card: Candidate) -> None:
        """Undoes `claim`, unless the card came earlier today; `card.state` is that before."""
        self._changed()
        if card.state.last_day != self._day:
            for name in card.names:
                if self._taken.get(name) == card.key:
                    del self._taken[name]

    def coming(self, most: int) -> list[str]:
        """The keys of cards that may come, without reading on for more."""
        return list(islice(chain(self._learning, self._due, self._new.seen()), most))

    def counts(self) -> Counts:
        """What is still to come today, siblings and limits taken into account.

        Counted anew when a card came or went: all cards are looked at, and what an answer settles
        counts once its card is left.
        """
        if self._counted is None:
            self._counted = self._count()
        return self._counted

    def _count(self) -> Counts:
        taken = dict(self._taken)
        first = list(self._first.values()) + list(self._last.values())
        learning = _distinct([*first, *self._learning.values()], taken, _in_steps)
        due = _distinct([*first, *self._due.values()], taken, _in_review, self._limits.reviews)
        fresh = self._new_cards(self._limits.new or 0)
        new = _distinct([*first, *fresh], taken, _is_new, self._limits.new)
        more = self._new.more and (self._limits.new is None or new < self._limits.new)
        return Counts(learning, due, new, more)

    def _next_step(
        self, until_ms: int, begin: Callable[[Candidate], bool], other: bool = False
    ) -> Candidate | None:
        """The learning step that is due first; with `other`, rather not the card just answered."""
        due = [
            card
            for card in self._learning.values()
            if _step_due(card) <= until_ms and self._free(card) and begin(card)
        ]
        return min(
            due,
            key=lambda card: (other and card.key == self._latest, _step_due(card), card.position),
            default=None,
        )

    def _next_due(self) -> Candidate | None:
        if not _left(self._limits.reviews):
            return None
        return next(filter(self._free, self._due.values()), None)

    def _next_new(self) -> Candidate | None:
        if not _left(self._limits.new):
            return None
        return self._new.first(self._new_cards(0))

    def _new_cards(self, wanted: int) -> list[Candidate]:
        """New cards that may come, at least `wanted` while there are any. Which ones is asked of
        each card, so only once for the card that comes next and the count of what is left."""
        if self._fresh is None or (len(self._fresh) < wanted and self._new.more):
            self._fresh = self._new.ready(wanted, self._ready)
        return self._fresh

    def _changed(self) -> None:
        """A card came or went, or time went by: what was found out of the others is old."""
        self._counted = self._fresh = None

    def _may_come(self, card: Candidate) -> bool:
        if card.state.phase is Phase.NEW:
            return _left(self._limits.new) and self._free(card)
        return self._free(card) and (not _in_review(card) or _left(self._limits.reviews))

    def _ready(self, card: Candidate) -> bool:
        """Whether a new card may come; what an undo brought back waits elsewhere already. A new
        card's question that had its turn today had it with this card or a sibling."""
        key = card.key
        if key in self._first or key in self._last or key in self._removed:
            return False
        if card.question in self._taken or not _free(card, self._taken):
            return False
        return all(map(self._settled, card.after))

    def _free(self, card: Candidate) -> bool:
        """Whether no sibling had its turn today."""
        return _free(card, self._taken)

    def _spend(self, card: Candidate, cards: int) -> None:
        """Counts against today's limits; a card within its steps has been counted already."""
        new, reviews = self._limits.new, self._limits.reviews
        if card.state.phase is Phase.NEW:
            self._new.count_turn(card.topic)
            self._limits = Limits(None if new is None else new - cards, reviews)
        elif card.state.phase is Phase.REVIEW:
            self._limits = Limits(new, None if reviews is None else reviews - cards)

    def _take_out(self, key: str) -> Candidate | None:
        self._changed()
        pools = (self._first, self._learning, self._due, self._new, self._last)
        found = [card for pool in pools if (card := pool.pop(key, None))]
        return found[0] if found else None


def _left(limit: int | None) -> bool:
    return limit is None or limit > 0


def _by_due_day(card: Candidate) -> tuple[int, int, str]:
    return card.state.due_day or 0, card.position, card.key


def _step_due(card: Candidate) -> int:
    """A step counted in days has no hour: it is due as soon as its day has come."""
    return card.state.due_ms or 0


def _is_new(card: Candidate) -> bool:
    return card.state.phase is Phase.NEW


def _in_review(card: Candidate) -> bool:
    return card.state.phase is Phase.REVIEW


def _in_steps(card: Candidate) -> bool:
    return not _is_new(card) and not _in_review(card)


def _free(card: Candidate, taken: Mapping[str, str]) -> bool:
    """Asked of each card at each turn, so without a generator for the two names there may be."""
    key, fact = card.key, card.fact
    return taken.get(card.question, key) == key and (not fact or taken.get(fact, key) == key)


def _distinct(
    cards: Iterable[Candidate],
    taken: dict[str, str],
    wanted: Callable[[Candidate], bool],
    limit: int | None = None,
) -> int:
    """How many of the cards can come, one for each question and fact; adds those to `taken`."""
    count = 0
    for card in filter(wanted, cards):
        if limit is not None and count >= limit:
            break
        if _free(card, taken):
            count += 1
            taken[card.question] = card.key
            if card.fact:
                taken[card.fact] = card.key
    return count
