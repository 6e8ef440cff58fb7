"""Planning for an exam: what can be known by its date, and what more minutes would buy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from trainer.errors import TrainerError
from trainer.memory.plan import ENOUGH, Plan, cramming, plan
from trainer.memory.spread import away
from trainer.records import record
from trainer.study.desk import Desk
from trainer.study.exam_dates import ExamDate, read, write
from trainer.study.terms import deck_key, study_day
from trainer.study.words import day_date

MINUTES = 15
"""Minutes a day, where the learner says none."""

FARTHEST = 730
"""How many days ahead an exam may be planned for."""

OFFERS = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240)
NOTHING = 0.005
"""What isn't worth more minutes: half a card of a hundred."""

ROUGHLY = 200
"""Cards of which the plans for other minutes are made: quick, and right to a point or two."""


@record(frozen=True, slots=True)
class Offer:
    """What so many minutes a day would come to: the share of cards known on the day, and how many
    would never have come up."""

    minutes: int
    score: float
    unseen: int


@record(frozen=True, slots=True)
class ExamPlan:
    """A deck's way to an exam. `cards` are all of the deck's; `late_from` is the study day on
    which the last fifth of the time begins, when gain on the exam's day decides what comes;
    `offers` are other minutes a day, fewer first; `away` is how many of the days are breaks."""

    title: str
    exam: ExamDate
    today: int
    cards: int
    plan: Plan
    late_from: int
    offers: tuple[Offer, ...]
    away: int = 0

    @property
    def enough(self) -> int | None:
        """The least minutes offered at which every card comes up; None if none are enough."""
        return next((offer.minutes for offer in self.offers if not offer.unseen), None)


def exam_plan(desk: Desk, name: str, on: date | None, minutes: int | None) -> ExamPlan:
    """The plan of a deck for an exam `on` a date, or (None) for the date that is kept already.

    Raises TrainerError with a sentence for a date that can't be planned for.
    """
    bank, deck = desk.deck(name)
    today, now = desk.today.day, desk.conditions()
    kept = now.exams.get(deck_key(bank, deck))
    if on is None:
        if kept is None:
            raise TrainerError(f"no exam is planned for in {name}; say when: --exam 2026-12-15.")
        on = kept.on
    _check(on, today)
    if minutes is None:
        minutes = kept.minutes if kept else desk.settings.minutes_per_day or MINUTES
    begun = kept.begun if kept and kept.on == on else day_date(today)
    exam = ExamDate(on, minutes, begun)
    states = list(desk.store.states(bank.find(desk.store.taken_up(), deck)).values())
    unseen = max(0, bank.count(deck) - len(states))
    if not states and not unseen:
        raise TrainerError(f"{deck.title} has no cards to learn.")
    terms = now.terms(bank, deck)

    def planned(minutes: int, most: int = ENOUGH) -> Plan:
        return plan(
            states,
            unseen,
            replace(terms.settings, retention=deck.retention),
            day=today,
            exam=exam.day,
            begun=study_day(begun),
            seconds=minutes * 60.0,
            pace=terms.pace,
            breaks=terms.breaks,
            most=most,
        )

    found = planned(minutes)
    offers = _offers(found, minutes, lambda other: planned(other, ROUGHLY))
    gone = sum(away(day, terms.breaks) for day in range(today, exam.day))
    late = next(d for d in range(today, exam.day + 1) if cramming(d, exam.day, study_day(begun)))
    return ExamPlan(deck.title, exam, today, len(states) + unseen, found, late, offers, gone)


def keep(desk: Desk, name: str, exam: ExamDate | None) -> ExamDate | None:
    """Remembers a deck's exam, or (None) forgets it; what was kept before."""
    dates = read(desk.history.parent)
    key = deck_key(*desk.deck(name))
    before = dates.pop(key, None)
    write(desk.history.parent, dates | ({key: exam} if exam else {}))
    return before


def _check(on: date, today: int) -> None:
    days = study_day(on) - today
    if days < 1:
        when = "today" if days == 0 else "over"
        raise TrainerError(f"the exam of {on} is {when}: there is no day left to plan.")
    if days > FARTHEST:
        last = day_date(today) + timedelta(days=FARTHEST)
        raise TrainerError(f"{on} is too far ahead to plan for; the latest date is {last}.")


def _offers(found: Plan, minutes: int, planned: Callable[[int], Plan]) -> tuple[Offer, ...]:
    """Two offers below and up to four above what was asked, until more buys nothing more."""
    offers = []
    for other in [other for other in OFFERS if other < minutes][-2:]:
        rough = planned(other)
        # A plan of fewer cards may be off by a point, and less time never buys more.
        offers.append(Offer(other, min(rough.score, found.score), rough.unseen))
    best, unseen = found.score, found.unseen
    for other in [other for other in OFFERS if other > minutes][:4]:
        rough = planned(other)
        gained, best = rough.score - best, max(rough.score, best)
        offers.append(Offer(other, best, min(rough.unseen, unseen)))
        if gained < NOTHING and not rough.unseen:
            break
    return tuple(offers)
