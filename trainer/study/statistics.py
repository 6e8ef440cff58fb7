"""How much is known and how well it is recalled, in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.reading import Reading
from trainer.history.summaries import foreseen
from trainer.history.tallies import Day
from trainer.memory.calibration import TELLING
from trainer.memory.card import CardState
from trainer.memory.forecast import ForecastDay, forecast
from trainer.records import record
from trainer.settings import Settings
from trainer.study.begun import begun
from trainer.study.groups import (
    Group,
    Sample,
    by_deck,
    by_tag,
    distinct,
    sample,
    stabilities,
)
from trainer.study.home import YEAR, streak
from trainer.study.offering import trainable
from trainer.study.recall import Height, Retained, curve, periods, retained
from trainer.study.terms import Conditions, habits

MONTH, WEEK = 28, 7
MONTHS, WEEKS = 13, 26
AHEAD = 90
IMAGINED = 1000
"""About how many reviews a sample is to have in the days ahead."""


@record(frozen=True, slots=True)
class Statistics:
    """Cards, answers and time of all decks or of one (`title`), on study day `today`.

    `learned` cards were answered at least once, of `total`, and about `known` of them would be
    recalled now. `days` are the latest study days with answers, newest first, `heat` a year's
    answers by day, `weeks` the time spent. `due` says for the study days to come how many cards
    fall due, `forecast` what to expect of the next 90, if the learner goes on as the settings say.

    `desired` is the recall asked for (0 to 1), `retention` the recall there was, over a month, a
    year and all, `months` the same by four weeks, `curve` by what the model predicted.
    `calibration` says in words how this learner's recall differs from the model's (`b`, on the
    scale of log-odds), after `observed` answers; "" while they are few. `trainable` says that
    training may do better still. `sampled` is how many cards each looked-at one stands for.
    """

    title: str
    today: int
    learned: int
    total: int
    streak: int
    days: tuple[Day, ...]
    due: tuple[tuple[int, int], ...]
    known: float = 0.0
    desired: float = 0.0
    heat: Mapping[int, int] = field(default_factory=dict)
    weeks: tuple[Day, ...] = ()
    forecast: tuple[ForecastDay, ...] = ()
    retention: tuple[Retained, ...] = ()
    months: tuple[Retained, ...] = ()
    curve: tuple[Height, ...] = ()
    stability: tuple[tuple[str, int], ...] = ()
    decks: tuple[Group, ...] = ()
    tags: tuple[Group, ...] = ()
    calibration: str = ""
    b: float = 0.0
    observed: int = 0
    trainable: bool = False
    sampled: float = 1.0


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
    named = None if whole else decks[0][1].id
    year = history.days(today - YEAR + 1, today, named)
    predicted = foreseen(year)
    heights = history.summaries.reliability(named)
    heat: dict[int, int] = {}
    for one in year:
        heat[one.day] = heat.get(one.day, 0) + one.answers
    calibration = history.calibration(today)
    upcoming = history.upcoming(today, today + ahead - 1)
    apart = distinct(decks)
    looked_at = sample(apart, history, now)
    answered = sum(begun(bank, deck, history) for bank, deck in apart)
    total = sum(bank.count(deck) for bank, deck in apart)
    return Statistics(
        title="All decks" if whole else decks[0][1].title,
        today=today,
        learned=answered,
        total=total,
        streak=streak(heat, today),
        days=_by_day(year, today - days),
        due=tuple((day, upcoming.get(day, 0)) for day in range(today, today + ahead)),
        known=looked_at.known(),
        desired=_desired(decks, now),
        heat=heat,
        weeks=_by_week(year, today),
        forecast=tuple(_forecast(decks, own, now, looked_at, total - answered)),
        retention=(
            retained(predicted, today - MONTH + 1, today),
            retained(predicted, today - YEAR + 1, today),
            replace(retained([one._replace(at=today) for one in heights], 0, today), first=0),
        ),
        months=periods(predicted, today, MONTH, MONTHS),
        curve=curve(heights),
        stability=stabilities(looked_at),
        decks=by_deck(decks, history, year, predicted, looked_at),
        tags=by_tag(apart, looked_at),
        calibration=calibration.words() if calibration.answers >= TELLING else "",
        b=calibration.b,
        observed=calibration.answers,
        trainable=trainable(history, today),
        sampled=looked_at.weight,
    )


def _desired(decks: Sequence[tuple[Bank, Deck]], now: Conditions) -> float:
    return min(max((deck.retention for _, deck in decks), default=0.9), now.target)


def _forecast(
    decks: Sequence[tuple[Bank, Deck]],
    own: Settings,
    now: Conditions,
    looked_at: Sample,
    new: int,
) -> list[ForecastDay]:
    if not decks:
        return []
    states, each = _thinned(looked_at)
    return forecast(
        states,
        replace(now.settings, retention=_desired(decks, now)),
        replace(habits(decks, own, 0, now.pace), waiting=new),
        now.day,
        AHEAD,
        each,
    )


def _thinned(looked_at: Sample) -> tuple[list[CardState], float]:
    """Cards to imagine the days ahead with, and how many each stands for. Of a sample of cards
    that come often fewer do: it is the reviews that make a load even, and that cost time."""
    states = [state for state in looked_at.states.values() if state.memory]
    if looked_at.weight == 1.0:
        return states, 1.0
    reviews = sum(AHEAD / min(max(s.memory.stability, 1.0), AHEAD) for s in states if s.memory)
    kept = states[:: max(1, round(reviews / IMAGINED))]
    return kept, looked_at.weight * len(states) / max(len(kept), 1)


def _by_day(year: Sequence[Day], after: int) -> tuple[Day, ...]:
    merged: dict[int, Day] = {}
    for one in year:
        if one.day > after:
            merged[one.day] = _joined(merged[one.day], one) if one.day in merged else one
    return tuple(merged[day] for day in sorted(merged, reverse=True))


def _by_week(year: Sequence[Day], today: int) -> tuple[Day, ...]:
    """Half a year by the week, oldest first; each is named by its first day, and the last one
    ends today."""
    weeks = {
        start: Day(start, "", 0, 0, 0, 0, 0)
        for start in range(today - WEEK * WEEKS + 1, today + 1, WEEK)
    }
    for one in year:
        start = today + 1 - WEEK * -((one.day - today - 1) // WEEK)
        if start in weeks:
            weeks[start] = _joined(weeks[start], one)
    return tuple(weeks.values())


def _joined(a: Day, b: Day) -> Day:
    """The work of two decks or days; the day is that of the first."""
    return Day(
        day=a.day,
        deck="",
        answers=a.answers + b.answers,
        right=a.right + b.right,
        took_ms=a.took_ms + b.took_ms,
        introduced=a.introduced + b.introduced,
        reviewed=a.reviewed + b.reviewed,
    )
