"""Leeches: cards forgotten so often that they are set aside, together with their last answer."""

from __future__ import annotations

import json

from trainer.history.event import Event, What
from trainer.history.store import Store
from trainer.study.moment import Moment
from trainer.study.table import Table


def leech_event(table: Table, card: str, lapses: int) -> Event:
    """What suspends a card as a leech."""
    return table.event(What.SUSPEND, card)._replace(data=json.dumps({"leech": lapses}))


def set_aside(table: Table, card: str, lapses: int) -> str:
    """Suspends a card as a leech; a sentence for the learner."""
    table.store.append(leech_event(table, card, lapses))
    return (
        f"You have forgotten this {lapses} times, so it is set aside. Rewrite the question, or "
        "split it: asked the same way it would cost more time than it is worth. Undo brings it "
        "back."
    )


def is_leech(event: Event) -> bool:
    """Whether an event set a card aside as a leech."""
    return event.what is What.SUSPEND and "leech" in event.data


def take_back(store: Store, now: Moment) -> Event | None:
    """Takes back the last thing that was stored, and with a leech's setting aside the answer that
    made it one; returns that answer then."""
    event = _undo(store, now)
    if event is None or not is_leech(event):
        return event
    answer = _undo(store, now)
    return answer or event


def bring_back(store: Store, now: Moment) -> Event | None:
    """Brings back what was taken back last, both parts of a leech at once; returns the answer."""
    event = store.redo(at_ms=now.at_ms, offset_min=now.offset_min, day=now.day)
    if event is not None and event.what is What.ANSWER:
        following = store.to_redo()
        if following and is_leech(following) and following.card == event.card:
            store.redo(at_ms=now.at_ms, offset_min=now.offset_min, day=now.day)
    return event


def _undo(store: Store, now: Moment) -> Event | None:
    return store.undo(at_ms=now.at_ms, offset_min=now.offset_min, day=now.day, whole=True)
