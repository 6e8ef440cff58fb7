"""Planned times away: their cards come before or after them, and the learner is told."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.history.reading import Reading
from trainer.memory.card import CardState
from trainer.memory.spread import (
    Break,
    away,
    brought_forward,
    put_off,
    week_after,
    week_before,
)
from trainer.study.words import date_words

AHEAD = 14
"""How many days before it a break is spoken of."""


def around(
    history: Reading, day: int, now_ms: int, breaks: Sequence[Break], *, after: bool
) -> dict[str, CardState]:
    """What is due on a study day, with what a coming break brings forward, or (with `after`)
    without what waits until a break is over."""
    states = dict(history.due(day, now_ms))
    if after:
        return {
            key: state
            for key, state in states.items()
            if state.due_day is None or put_off(state.due_day, key, breaks) <= day
        }
    coming = [pause for pause in breaks if week_before(pause, breaks) <= day < pause[0]]
    if coming and not away(day, breaks):
        buried, last = history.buried(day), max(pause[1] for pause in coming)
        for key, state in history.due(last, now_ms):
            due = state.due_day
            if due is None or key in buried or key in states or not away(due, coming):
                continue
            if brought_forward(due, key, breaks, state.last_day) <= day:
                states[key] = state
    return states


def words(history: Reading, day: int, breaks: Sequence[Break], *, after: bool) -> str:
    """For people: what a break that is near, on or just over does to their cards; "" if none is."""
    for pause in sorted(breaks):
        first, last = pause
        if first <= day <= last:
            then = (
                "what falls due comes in the week after it"
                if after
                else "what falls due waits for you"
            )
            return f"You are away until {date_words(last)}: {then}."
        if after and last < day <= week_after(pause, breaks):
            return "What fell due while you were away is spread over this week."
        if day < first <= day + AHEAD:
            due = sum(history.upcoming(first, last).values())
            them = "cards that fall due then come" if due > 1 else "card that falls due then comes"
            side = "after" if after else "before"
            then = f": {due:,} {them} in the week {side} it" if due else ""
            return f"You are away {_span(first, last)}{then}."
    return ""


def _span(first: int, last: int) -> str:
    if first == last:
        return f"on {date_words(first)}"
    return f"from {date_words(first)} to {date_words(last)}"
