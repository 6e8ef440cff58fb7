"""Cards by deck, by tag and by how firmly they sit, from all of them or a fair sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.reading import Reading
from trainer.history.summaries import Predicted
from trainer.history.tallies import Day
from trainer.memory import fsrs
from trainer.memory.calibration import shift
from trainer.memory.card import CardState
from trainer.memory.replay import elapsed
from trainer.records import record
from trainer.study.begun import begun
from trainer.study.recall import retained
from trainer.study.terms import Conditions

FEW, SAMPLE = 1000, 250
"""Cards up to which each is looked at, and how many are looked at of more."""

STRETCHES = (
    (1, "under a day"),
    (3, "1–3 days"),
    (7, "3–7 days"),
    (14, "1–2 weeks"),
    (30, "2–4 weeks"),
    (90, "1–3 months"),
    (180, "3–6 months"),
    (365, "6–12 months"),
    (730, "1–2 years"),
)
"""Stretches of stability by their end in days; what is beyond has a name of its own."""

BEYOND = "over 2 years"


@record(frozen=True, slots=True)
class Sample:
    """The states of answered cards that may come, by key, each standing for `weight` cards, and
    the chance that each is recalled now."""

    weight: float
    states: Mapping[str, CardState]
    chances: Mapping[str, float]

    def known(self, keys: Iterable[str] | None = None) -> float:
        """About how many of the cards would be recalled now."""
        every = self.chances if keys is None else keys
        return self.weight * sum(self.chances[key] for key in every)


@record(frozen=True, slots=True)
class Group:
    """A deck or a tag: of `total` cards `learned` were answered, and of these about `known` would
    be recalled now. A deck has a year's answers, time and true retention (0 to 1) besides; they
    are None for a tag."""

    name: str
    learned: int
    total: int
    known: float
    answers: int | None = None
    right: int | None = None
    took_ms: int | None = None
    retention: float | None = None


def sample(decks: Sequence[tuple[Bank, Deck]], history: Reading, now: Conditions) -> Sample:
    """The decks' cards under way, or some of them where they are many: then it costs the same
    however many there are."""
    if sum(bank.count(deck) for bank, deck in decks) <= FEW:
        weight, states = 1.0, dict[str, CardState]()
        aside = history.suspended()
        for bank, deck in decks:
            found = history.states(card.key for card in bank.candidates(deck))
            states |= {key: state for key, state in found.items() if key not in aside}
    else:
        weight, every = history.summaries.sample(SAMPLE)
        here = {key for bank, deck in decks for key in bank.find(every, deck)}
        states = {key: state for key, state in every.items() if key in here}
    chances = {
        key: shift(
            fsrs.retrievability(now.settings.weights, state.memory, elapsed(state, now.day)),
            now.settings.b,
        )
        for key, state in states.items()
        if state.memory
    }
    return Sample(weight, states, chances)


def distinct(decks: Sequence[tuple[Bank, Deck]]) -> list[tuple[Bank, Deck]]:
    """Decks that together hold the same cards, each in one of them: a file that several decks
    name counts once."""
    found = []
    for bank in dict.fromkeys(bank for bank, _ in decks):
        theirs = [deck for other, deck in decks if other is bank]
        whole = [deck for deck in theirs if not (deck.tags or deck.levels)]
        files = dict.fromkeys(name for deck in whole for name in deck.files)
        if whole:
            found.append((bank, replace(whole[0], files=tuple(files))))
        rest = [(deck, [name for name in deck.files if name not in files]) for deck in theirs]
        found += [(bank, replace(deck, files=tuple(names))) for deck, names in rest if names]
    return found


def by_deck(
    decks: Sequence[tuple[Bank, Deck]],
    history: Reading,
    year: Sequence[Day],
    predicted: Sequence[Predicted],
    looked_at: Sample,
) -> tuple[Group, ...]:
    """A row a deck, in their order."""
    rows = []
    for bank, deck in decks:
        days = [one for one in year if one.deck == deck.id]
        theirs = [one for one in predicted if one.deck == deck.id]
        rows.append(
            Group(
                name=deck.title,
                learned=begun(bank, deck, history),
                total=bank.count(deck),
                known=looked_at.known(bank.find(looked_at.chances, deck)),
                answers=sum(one.answers for one in days),
                right=sum(one.right for one in days),
                took_ms=sum(one.took_ms for one in days),
                retention=retained(theirs, 0, 1 << 30).true,
            )
        )
    return tuple(rows)


def by_tag(decks: Sequence[tuple[Bank, Deck]], looked_at: Sample) -> tuple[Group, ...]:
    """A row a tag, those with most cards first."""
    totals: Counter[str] = Counter()
    carried: dict[str, list[str]] = {}
    for bank, deck in decks:
        totals.update(bank.catalogue.tag_totals(deck))
    for bank in dict.fromkeys(bank for bank, _ in decks):
        for key, tags in bank.catalogue.tags(looked_at.chances).items():
            for tag in tags:
                carried.setdefault(tag, []).append(key)
    return tuple(
        Group(
            name=tag,
            learned=min(round(looked_at.weight * len(carried.get(tag, []))), total),
            total=total,
            known=looked_at.known(carried.get(tag, [])),
        )
        for tag, total in sorted(totals.items(), key=lambda one: (-one[1], one[0]))
    )


def stabilities(looked_at: Sample) -> tuple[tuple[str, int], ...]:
    """How many cards have which stability, from the least to the most."""
    found: Counter[str] = Counter()
    for state in looked_at.states.values():
        if state.memory:
            days = state.memory.stability
            found[next((name for end, name in STRETCHES if days < end), BEYOND)] += 1
    names = [name for _, name in STRETCHES] + [BEYOND]
    return tuple((name, round(found[name] * looked_at.weight)) for name in names)
