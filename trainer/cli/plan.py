"""`trainer plan`: can a deck be learned by the day of an exam, and how."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import click

from trainer.cli.completing import decks
from trainer.cli.context import Run, common
from trainer.cli.table import table
from trainer.cli.whole import whole
from trainer.errors import TrainerError
from trainer.memory.plan import PlanDay
from trainer.study.exam_plan import ExamPlan, exam_plan, keep
from trainer.study.words import counted, day_date

DAILY = 28
"""Days that are listed one by one; longer plans are listed by the week."""


@click.command("plan")
@click.argument("deck", shell_complete=decks)
@click.option("--exam", metavar="DATE", help="The day of the exam, such as 2026-12-15.")
@click.option("--minutes", type=whole(1, 1440), metavar="N", help="Minutes a day.")
@click.option("--clear", is_flag=True, help="Forget the exam.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(
    deck: str, exam: str | None, minutes: int | None, clear: bool, as_json: bool, run: Run
) -> int:
    """Plan for an exam: what of DECK can be known by its day.

    The exam is remembered: the home screen counts the days, and sessions follow the plan. Without
    --exam, the plan for the exam that is remembered is worked out anew.
    """
    with run.desk(read_only=True) as desk:
        if clear:
            before = keep(desk, deck, None)
            said = f"The exam of {before.on} is forgotten." if before else "No exam was planned."
            click.echo(json.dumps({"forgotten": str(before.on) if before else None})
                       if as_json else said)  # fmt: skip
            return 0
        found = exam_plan(desk, deck, None if exam is None else _date(exam), minutes)
        keep(desk, deck, found.exam)
    click.echo(
        json.dumps(_values(found, deck), indent=2) if as_json else "\n".join(_lines(found, deck))
    )
    return 0


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TrainerError(f"--exam {text}: not a date; write it like 2026-12-15.") from None


def _values(found: ExamPlan, deck: str) -> dict[str, object]:
    plan = found.plan
    return {
        "deck": deck,
        "title": found.title,
        "exam": str(found.exam.on),
        "days_left": found.exam.day - found.today,
        "minutes": found.exam.minutes,
        "cards": found.cards,
        "score": round(plan.score, 4),
        "unseen": plan.unseen,
        "feasible": plan.feasible,
        "away": found.away,
        "late_from": str(day_date(found.late_from)),
        "days": [
            {
                "date": str(day_date(day.day)),
                "reviews": round(day.reviews),
                "new": day.new,
                "minutes": round(day.seconds / 60, 1),
                "known": round(day.known, 1),
            }
            for day in plan.days
        ],
        "offers": [
            {"minutes": o.minutes, "score": round(o.score, 4), "unseen": o.unseen}
            for o in found.offers
        ],
    }


def _lines(found: ExamPlan, deck: str) -> Iterator[str]:
    plan, exam = found.plan, found.exam
    left = counted(exam.day - found.today, "day")
    yield f"{found.title}: exam on {exam.on}, in {left}."
    yield (
        f"At {counted(exam.minutes, 'minute')} a day you would know {plan.score * found.cards:,.0f}"
        f" of {counted(found.cards, 'card')} that day ({plan.score:.0%})."
    )
    yield _feasible(found)
    if found.away:
        yield f"You are away on {found.away:,} of these days; the plan leaves them free."
    if found.late_from < exam.day:
        yield (
            f"From {day_date(found.late_from)} on, what gains most for the day of the exam comes "
            "first, due or not."
        )
    yield ""
    offers = [(o.minutes, f"{o.score:.0%}", o.unseen) for o in found.offers]
    here = (exam.minutes, f"{plan.score:.0%}", plan.unseen)
    yield table(("Minutes a day", "Known", "Never seen"), sorted([*offers, here]))
    yield ""
    weekly = len(plan.days) > DAILY
    rows = [
        (str(day_date(d.day)), round(d.reviews), d.new, round(d.seconds / 60), round(d.known))
        for d in (_weeks(plan.days) if weekly else plan.days)
    ]
    yield table(("Week of" if weekly else "Day", "Reviews", "New", "Minutes", "Known"), rows)
    yield ""
    yield f"Home counts the days. `trainer plan {deck} --clear` forgets the exam."


def _feasible(found: ExamPlan) -> str:
    unseen = found.plan.unseen
    if not unseen:
        return "Every card comes up in time."
    said = f"{counted(unseen, 'card')} would never come up"
    if found.enough:
        return f"{said}; about {found.enough} minutes a day would be enough."
    return f"{said}, and more minutes don't help; take a smaller deck, say by its `where:`."


def _weeks(days: Sequence[PlanDay]) -> Iterable[PlanDay]:
    """Seven days in one: what they add up to, and what is known at their end."""
    for start in range(0, len(days), 7):
        week = days[start : start + 7]
        yield PlanDay(
            week[0].day,
            sum(day.reviews for day in week),
            sum(day.new for day in week),
            sum(day.seconds for day in week),
            week[-1].known,
        )
