"""What the home screen says: the decks, today's work, the days before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
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
    are those answered at least once, of `total`. `id` is what opens it. `due_first` and `new_first`
    count the cards that no deck before it has as well, so that their sums count each card once, and
    `put_off` the due ones of them that the limits leave for another day. `exam` is the date (ISO
    8601) of an exam that is planned for and to come, `days_left` until then; "" and None without
    one."""

    id: str
    title: str
    due: int
    new: int
    learned: int
    total: int
    description: str = ""
    put_off: int = 0
    due_first: int = 0
    new_first: int = 0
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


class Before:
    """What the decks of a library have that stand before one: the keys of their due cards, and the
    files that one of them has whole."""

    def __init__(self, bank: Bank, history: Reading) -> None:
        self.begun = Begun(bank, history)
        self.due: set[str] = set()
        self.files: set[str] = set()


def deck_row(
    bank: Bank,
    history: Reading,
    deck: Deck,
    today: Today,
    terms: Terms,
    id_: str,
    before: Before,
) -> DeckRow:
    """A deck's numbers on a study day; what it has is put into `before`. New cards are told apart
    by files: which of them a `where:` chooses would cost a look at every question, so a card that
    one before it chose so may count twice."""
    now = course(bank, history, deck, today, terms)
    keys = {card.key for card in now.steps + now.due}
    due, first = len(now.steps) + now.reviews, len(keys - before.due)
    before.due |= keys
    total, learned = bank.count(deck), before.begun.of(deck)
    untouched = total - learned - set_aside(bank, deck, history)
    new = untouched if now.limits.new is None else min(untouched, now.limits.new)
    new_first = new
    if new and not before.files.isdisjoint(deck.files):
        rest = replace(deck, files=tuple(f for f in deck.files if f not in before.files))
        taken = before.begun.of(rest) + set_aside(bank, rest, history)
        new_first = min(new, bank.count(rest) - taken)
    if not (deck.tags or deck.levels):
        before.files.update(deck.files)
    return DeckRow(
        id=id_,
        title=deck.title,
        due=due,
        new=new,
        learned=learned,
        total=total,
        description=deck.description,
        # Towards an exam it is the plan that chooses, and nothing is left undone.
        put_off=0 if terms.exam else max(0, first - due),
        due_first=min(due, first),
        new_first=new_first,
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
