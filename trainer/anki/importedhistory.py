"""A package's review log → answers that a history doesn't have yet."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.anki.ankidays import anki_days
from trainer.anki.collection import Collection, ReadCard, ReadState
from trainer.anki.incoming import Incoming
from trainer.anki.reader import Package, told
from trainer.anki.revlog import CardHistory, answers, set_events, suspension, unknown
from trainer.bank.placing import Placed
from trainer.fingerprint import graded
from trainer.history.event import Event
from trainer.history.store import Store
from trainer.question import Card

if TYPE_CHECKING:
    from trainer.anki.importing import Learner


def history_of(
    path: Path, package: Package, placed: Placed[Incoming], learner: Learner, store: Store
) -> tuple[list[Event], int]:
    """The package's answers as events that the history doesn't have yet, and how many answers
    belong to no card of the library."""
    collection = package.collection
    with told(path):
        latest = collection.latest_ms()
        days = anki_days(
            collection.created, latest, collection.conf, learner.zone(), learner.start_hour
        )
        owners = {
            card.id: (arrival, card, arrival.facets[card.ordinal])
            for arrival in placed.arrived
            for card in arrival.note.cards
            if card.ordinal in arrival.facets
        }
        states = {state.card: state for state in collection.states() if state.card in owners}
        uses: Counter[int] = Counter()
        first, lost = latest, 0
        for card, rows in collection.reviews():
            if card in owners:
                uses[_preset(collection, owners[card][1])] += len(rows)
                first = min(first, rows[0].id)
            else:
                lost += len(rows)
        events, ids = set_events(collection.presets, uses, days, first)
        device = f"anki-{collection.created:x}"
        suspended_at = latest
        for card, rows in collection.reviews():
            if card not in owners:
                continue
            arrival, read, facet = owners[card]
            one = _card_history(arrival, facet, ids.get(_preset(collection, read), 0), states[card])
            found = list(answers(rows, one, device, days))
            if one.key in store.states([one.key]):
                found = unknown(found, store.events(one.key), device, days)
            events += found
            mark = suspension(one, device, days, suspended_at)
            events += [mark] if mark else []
    return events, lost


def _preset(collection: Collection, card: ReadCard) -> int:
    deck = collection.decks.get(card.deck)
    return deck.preset if deck else 1


def _card_history(arrival: Incoming, facet: str, parameters: int, state: ReadState) -> CardHistory:
    question = arrival.question
    return CardHistory(
        Card(question, facet).key,
        arrival.deck,
        str(question.kind),
        graded(question),
        parameters,
        state,
    )
