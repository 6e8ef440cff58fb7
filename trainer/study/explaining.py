"""Why this card now, and what each rating would do: what the memory believes, for people."""

from __future__ import annotations

from trainer.history.event import Mode
from trainer.memory.calibration import TELLING
from trainer.memory.card import CardState, Phase
from trainer.study.attempt import Attempt
from trainer.study.showing import Why
from trainer.study.table import Table
from trainer.study.words import date_words

LAST = 5
"""How many of a card's latest answers are told."""


def explained(table: Table, attempt: Attempt, card: str, state: CardState) -> Why:
    """What is to be said of a card in `state`, which is the one before this answer."""
    day = table.moment().day
    answers, calibration = table.store.last_answers(card, LAST), table.store.calibration(day)
    return Why(
        state=state,
        memory=state.memory,
        recall=table.scheduler.recall(state, table.clock.now()),
        intervals={r: scheduled.interval for r, scheduled in attempt.options().items()},
        last=tuple((event.day, event.rating) for event in answers if event.rating),
        now=_now(table, state, day),
        reason=attempt.suggestion.reason if attempt.suggestion else "",
        target=table.scheduler.settings.retention,
        calibration=calibration.words() if calibration.answers >= TELLING else "",
    )


def _now(table: Table, state: CardState, day: int) -> str:
    """Why the card comes today."""
    if table.mode is not Mode.STUDY:
        return "practice, which leaves the schedule alone"
    if state.phase is Phase.NEW:
        return "the next new card"
    if state.due_day is None:
        return "in its learning steps, until it is right"
    if state.due_day == day:
        return "due today"
    when = date_words(state.due_day)
    if state.due_day < day:
        return f"due since {when}"
    return f"due on {when}; it comes early{table.early and f', {table.early}'}"
