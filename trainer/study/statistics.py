"""How much is known and how well it is recalled, in numbers."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.reading import Day, Reading
from trainer.memory.calibration import TELLING
from trainer.memory.forecast import ForecastDay, forecast
from trainer.settings import Settings
from trainer.study.home import YEAR, streak
from trainer.study.offering import trainable
from trainer.study.terms import Conditions, habits


@dataclass(frozen=True, slots=True)
class Statistics:
    """`learned` cards were answered at least once, of `total`; `days` are the latest study days
    with answers, newest first; `due` says for the study days to come how many cards fall due.

    `forecast` has what to expect of the next 90 study days. `calibration` says in words how this
    learner's recall differs from the model's (`b`, on the scale of log-odds), after `observed`
    answers; "" while they are few. `trainable` says that training may do better still.
    """

    learned: int
    total: int
    streak: int
    days: tuple[Day, ...]
    due: tuple[tuple[int, int], ...]
    forecast: tuple[ForecastDay, ...] = ()
    calibration: str = ""
    b: float = 0.0
    observed: int = 0
    trainable: bool = False


def statistics(
    decks: Sequence[tuple[Bank, Deck]],
    history: Reading,
    own: Settings,
    now: Conditions,
    days: int,
    ahead: int,
    whole: bool,
) -> Statistics:
    """The numbers of these decks. With `whole` the days are those of the whole history, else of
    the one deck."""
    today = now.day
    known = history.taken_up()
    learned = {key for bank, deck in decks for key in bank.find(known, deck)}
    named = None if whole else decks[0][1].id
    year = history.days(today - YEAR + 1, today, named)
    heat: dict[int, int] = {}
    merged: dict[int, Day] = {}
    for one in year:
        heat[one.day] = heat.get(one.day, 0) + one.answers
        if one.day > today - days:
            merged[one.day] = _joined(merged[one.day], one) if one.day in merged else one
    calibration = history.calibration(today)
    upcoming = history.upcoming(today, today + ahead - 1)
    return Statistics(
        learned=len(learned),
        total=sum(bank.count(deck) for bank, deck in decks),
        streak=streak(heat, today),
        days=tuple(merged[day] for day in sorted(merged, reverse=True)),
        due=tuple((day, upcoming.get(day, 0)) for day in range(today, today + ahead)),
        forecast=tuple(_forecast(decks, history, own, now, learned)),
        calibration=calibration.words() if calibration.answers >= TELLING else "",
        b=calibration.b,
        observed=calibration.answers,
        trainable=trainable(history, today),
    )


def _forecast(
    decks: Sequence[tuple[Bank, Deck]],
    history: Reading,
    own: Settings,
    now: Conditions,
    learned: Set[str],
) -> list[ForecastDay]:
    """What to expect of the next 90 days, if the learner goes on as the settings say."""
    if not decks:
        return []
    states = history.states(learned - history.suspended())
    retention = min(max(deck.retention for _, deck in decks), now.target)
    return forecast(
        list(states.values()),
        replace(now.settings, retention=retention),
        habits(decks, own, len(learned), now.pace),
        now.day,
    )


def _joined(a: Day, b: Day) -> Day:
    """Two decks' work on one day."""
    return Day(
        day=a.day,
        deck="",
        answers=a.answers + b.answers,
        right=a.right + b.right,
        took_ms=a.took_ms + b.took_ms,
        introduced=a.introduced + b.introduced,
        reviewed=a.reviewed + b.reviewed,
    )
