"""What the home screen says: the decks, today's work, the days before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.history.reading import Reading
from trainer.records import record
from trainer.study.begun import Begun, set_aside
from trainer.study.planning import Today, course
from trainer.study.terms import Terms

if TYPE_CHECKING:
    from trainer.study.exams import Underway

YEAR = 371
"""Study days of the heatmap: 53 weeks."""


@record(frozen=True, slots=True)
class DeckRow:
    """A deck in numbers of cards. `due` and `new` are today's, within the daily limits; `learned`
    are those answered at least once, of `total`. `id` is what opens it. `due_first` counts the due
    cards that no deck before it has as well, so that their sum counts each card once, and `put_off`
    those of them that the limits leave for another day. `exam` is the date (ISO 8601) of an exam
    that is planned for and to come, `days_left` until then; "" and None without one."""

    id: str
    title: str
    due: int
    new: int
    learned: int
    total: int
    description: str = ""
    put_off: int = 0
    due_first: int = 0
    exam: str = ""
    days_left: int | None = None

    @property
    def countdown(self) -> str:
        """`exam in 12 days`; "" without one."""
        match self.days_left:
            case None:
                return ""
            case 0:
                return "exam today"
            case 1:
                return "exam tomorrow"
        return f"exam in {self.days_left:,} days"


@record(frozen=True, slots=True)
class Home:
    """The home screen. `today` is the study day; `heat` maps a study day to its answers; `notes`
    are sentences such as which questions were left out because they can't be read; `exams` are
    those that were broken off."""

    decks: tuple[DeckRow, ...]
    today: int
    answers: int = 0
    right: int = 0
    seconds: int = 0
    streak: int = 0
    heat: Mapping[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    exams: tuple[Underway, ...] = ()


def deck_row(
    bank: Bank,
    history: Reading,
    deck: Deck,
    today: Today,
    terms: Terms,
    id_: str,
    answered: Begun,
    counted: set[str],
) -> DeckRow:
    """A deck's numbers on a study day. `answered` is what was begun of its library; `counted` are
    the keys of the due cards of the decks before it, and its own are put in."""
    now = course(bank, history, deck, today, terms)
    keys = {card.key for card in now.steps + now.due}
    due, first = len(now.steps) + now.reviews, len(keys - counted)
    counted |= keys
    total, learned = bank.count(deck), answered.of(deck)
    new = total - learned - set_aside(bank, deck, history)
    return DeckRow(
        id=id_,
        title=deck.title,
        due=due,
        new=new if now.limits.new is None else min(new, now.limits.new),
        learned=learned,
        total=total,
        description=deck.description,
        # Towards an exam it is the plan that chooses, and nothing is left undone.
        put_off=0 if terms.exam else max(0, first - due),
        due_first=min(due, first),
        exam=terms.exam.on.isoformat() if terms.exam else "",
        days_left=terms.exam.day - today.day if terms.exam else None,
    )


def home(
    rows: tuple[DeckRow, ...],
    history: Reading,
    day: int,
    notes: tuple[str, ...],
    exams: tuple[Underway, ...] = (),
) -> Home:
    """The home screen's numbers on a study day."""
    days = history.days(day - YEAR + 1, day)
    heat: dict[int, int] = {}
    for one in days:
        heat[one.day] = heat.get(one.day, 0) + one.answers
    now = [one for one in days if one.day == day]
    return Home(
        decks=rows,
        today=day,
        answers=sum(one.answers for one in now),
        right=sum(one.right for one in now),
        seconds=round(sum(one.took_ms for one in now) / 1000),
        streak=streak(heat, day),
        heat=heat,
        notes=notes,
        exams=exams,
    )


def streak(heat: Mapping[int, int], day: int) -> int:
    """Study days in a row up to today; today counts once something was answered, and its being
    empty so far breaks nothing."""
    last = day if heat.get(day) else day - 1
    n = 0
    while heat.get(last - n):
        n += 1
    return n
