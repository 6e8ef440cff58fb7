"""On what terms a deck is studied today: target, pace, minutes, breaks, an exam to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.reading import Reading
from trainer.memory.candidate import Candidate
from trainer.memory.gain import HORIZON, USUAL, Pace, worth
from trainer.memory.scheduler import SchedulerSettings
from trainer.memory.spread import Break, less_busy
from trainer.records import record
from trainer.settings import Settings
from trainer.study.exam_dates import ExamDate
from trainer.study.words import EPOCH, date_words

if TYPE_CHECKING:
    from trainer.memory.forecast import Guard, Habits

LATELY, FEW = 30, 5
"""Study days whose answers say how long one takes, and answers without which a day says little."""

FASTEST, SLOWEST = 0.3, 4.0
"""How far a learner's pace may be from the usual one."""

USUAL_ANSWERS = 10
"""As so many answers of a day the learner's usual pace counts in that day's own."""


@record(frozen=True, slots=True)
class Terms:
    """How a deck is scheduled, and what today has room for.

    `seconds` are what is left of the learner's minutes today (None: there is no such limit), and
    with `over` not even one more answer fits in. `breaks` are the times away, in study days, whose
    cards come before them, or with `after_breaks` after them. `exam` is one that is still to come.
    """

    settings: SchedulerSettings
    pace: Pace = USUAL
    seconds: float | None = None
    over: bool = False
    breaks: tuple[Break, ...] = ()
    after_breaks: bool = False
    exam: ExamDate | None = None

    def early(self, day: int) -> str:
        """Why a card may come before it is due; "" where there is no reason."""
        if self.exam and self.exam.aim().late(day):
            return f"for the exam on {date_words(self.exam.day)}"
        return "before you are away" if any(day < first for first, _ in self.breaks) else ""

    def worth(self, day: int) -> Callable[[Candidate], float]:
        """What an answer on study day `day` gains a second, until the exam or for a month."""
        own = self.settings
        ahead = self.exam.day - day if self.exam and self.exam.day > day else HORIZON

        def gained(card: Candidate) -> float:
            return worth(own.weights, card.state, day, ahead, self.pace, own.b)

        return gained


@record(frozen=True, slots=True)
class Conditions:
    """What holds today for all of a learner's decks; `target` is the highest retention that the
    workload guard allows, and `exams` the dates that are planned for, by deck."""

    day: int
    settings: SchedulerSettings
    pace: Pace
    seconds: float | None
    breaks: tuple[Break, ...]
    after_breaks: bool
    target: float
    exams: Mapping[str, ExamDate]

    def terms(self, bank: Bank, deck: Deck, used: float = 0.0) -> Terms:
        """The terms for a deck, after other decks have used so many of the seconds."""
        exam = self.exams.get(deck_key(bank, deck))
        return Terms(
            settings=replace(self.settings, retention=min(deck.retention, self.target)),
            pace=self.pace,
            seconds=None if self.seconds is None else max(0.0, self.seconds - used),
            over=self.seconds == 0.0,
            breaks=self.breaks,
            after_breaks=self.after_breaks,
            exam=exam if exam and exam.day >= self.day else None,
        )


def conditions(
    history: Reading, own: Settings, day: int, exams: Mapping[str, ExamDate]
) -> Conditions:
    """What holds on study day `day` by the history and the learner's settings, but for the
    workload guard."""
    usual = pace(history, own, day)
    return Conditions(
        day=day,
        settings=scheduling(history, own, day),
        pace=usual,
        seconds=seconds_left(history, own, day, usual),
        breaks=breaks(own),
        after_breaks=own.after_breaks,
        target=1.0,
        exams=exams,
    )


def deck_key(bank: Bank, deck: Deck) -> str:
    """The name under which a deck's exam date is kept."""
    return f"{bank.id}:{deck.id}"


def study_day(of: date) -> int:
    """The study day that a date names."""
    return of.toordinal() - EPOCH


def breaks(own: Settings) -> tuple[Break, ...]:
    """The planned times away, in study days."""
    return tuple((study_day(first), study_day(last)) for first, last in own.breaks)


def scheduling(history: Reading, own: Settings, day: int) -> SchedulerSettings:
    """How this learner's cards are scheduled, whatever their deck, on a study day."""
    number, parameters = history.parameters()

    def due(on: int) -> float:
        return float(history.upcoming(on, on).get(on, 0))

    return SchedulerSettings(
        weights=parameters.weights,
        parameters_id=number,
        b=history.calibration(day).b,
        steps=own.learning_steps,
        relearning=own.relearning_steps,
        longest=own.max_interval,
        choose=less_busy(due, own.quiet_weekdays, breaks(own)),
    )


def pace(history: Reading, own: Settings, day: int) -> Pace:
    """How long answers take this learner: the usual pace, stretched by the median of the last
    month's days. One long coffee break moves no median. A new card fits into a day's minutes at
    whatever pace, or those of a slow learner would never begin."""
    seconds = [
        one.took_ms / one.answers / 1000
        for one in history.days(day - LATELY, day)
        if one.answers >= FEW
    ]
    if not seconds:
        return USUAL
    most = SLOWEST if own.minutes_per_day is None else own.minutes_per_day * 60 / USUAL.new
    return USUAL.stretched(min(max(_median(seconds) / USUAL.each, FASTEST), SLOWEST, most))


def _median(of: Sequence[float]) -> float:
    # As the standard library's, whose import with fractions and decimals takes a start 3 ms.
    ordered, half = sorted(of), len(of) // 2
    return ordered[half] if len(of) % 2 else (ordered[half - 1] + ordered[half]) / 2


def habits(
    decks: Sequence[tuple[Bank, Deck]], own: Settings, cards_begun: int, pace: Pace
) -> Habits:
    """How the learner goes on with these decks, of whose cards so many were answered before."""
    from trainer.memory.forecast import Habits

    every = own.reviews_per_day
    return Habits(
        new_per_day=sum(deck.new_per_day for _, deck in decks),
        reviews_per_day=None if every is None else every * len(decks),
        waiting=max(0, sum(bank.count(deck) for bank, deck in decks) - cards_begun),
        pace=pace,
        seconds_per_day=own.minutes_per_day and own.minutes_per_day * 60.0,
        breaks=breaks(own),
        after_breaks=own.after_breaks,
    )


def guarded(
    decks: Sequence[tuple[Bank, Deck]], history: Reading, own: Settings, now: Conditions
) -> tuple[float, Guard] | None:
    """The target that was asked for, and what the workload guard makes of it under these
    conditions; None where the learner set no daily limit."""
    if not decks or (own.minutes_per_day is None and own.reviews_per_day is None):
        return None
    from trainer.memory.forecast import guard

    desired = max(deck.retention for _, deck in decks)
    settings = replace(now.settings, retention=desired)
    usual = habits(decks, own, history.counts().cards, now.pace)
    return desired, guard(history.memories(), settings, usual, now.day)


def seconds_left(history: Reading, own: Settings, day: int, pace: Pace) -> float | None:
    """What is left today of the learner's minutes, 0 where not even one more answer fits; None
    without such a limit."""
    if own.minutes_per_day is None:
        return None
    clock = Clocked.on(history, day, pace)
    left = own.minutes_per_day * 60.0 - clock.seconds
    return 0.0 if left < clock.long else left


class Clocked(NamedTuple):
    """What a study day's answers took, in seconds, and what another one will take on average."""

    seconds: float
    each: float

    @property
    def long(self) -> float:
        """What must be left for another answer: answers vary, and few take twice the average."""
        return 2.0 * self.each

    @classmethod
    def on(cls, history: Reading, day: int, pace: Pace) -> Clocked:
        """Of all decks. The day's own speed counts beside the usual one as its answers get more,
        so that one coffee break is not taken for a slow day."""
        days = history.days(day, day)
        seconds = sum(one.took_ms for one in days) / 1000
        answers = sum(one.answers for one in days)
        return cls(seconds, (seconds + USUAL_ANSWERS * pace.each) / (answers + USUAL_ANSWERS))


def spent(history: Reading, day: int, deck: str | None = None) -> float:
    """The seconds that a study day's answers took, in one deck or (None) in all."""
    return sum(one.took_ms for one in history.days(day, day, deck)) / 1000
