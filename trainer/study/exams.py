"""A deck's exams: which there are, which one is being sat, beginning one and going on with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trainer.bank.bank import Bank
from trainer.bank.decks import Deck
from trainer.errors import TrainerError
from trainer.fingerprint import digest
from trainer.history.event import Event, What
from trainer.history.reading import Reading
from trainer.language.reading import ExamPlan
from trainer.records import record
from trainer.study.drawing import draw
from trainer.study.exam import Exam
from trainer.study.exam_keys import deck_exams, sitting_of
from trainer.study.paper import Item, Paper, read, written
from trainer.study.sat import sat
from trainer.study.stopwatch import Stopwatch
from trainer.study.table import Table
from trainer.study.terms import deck_key
from trainer.study.words import duration_words

FORMS = 9999
"""Forms are numbered from 1; without a wish one of so many is drawn."""


@record(frozen=True, slots=True)
class Underway:
    """An exam that was begun and isn't marked: whose, and what is left of its time."""

    paper: Paper
    left_ms: int
    ended: bool

    def after(self, ms: int) -> Underway:
        """The same so many milliseconds later."""
        return replace(self, left_ms=max(0, self.left_ms - ms))

    def words(self, key: str) -> str:
        """Where it stands, in a sentence; `key` is what opens a deck's exams."""
        what = f"{self.paper.title} ({self.paper.deck_title})"
        if self.ended or not self.left_ms:
            return f"{what} is over: {key} on its deck shows what it came to."
        left = duration_words(-(-self.left_ms // 1000))
        return f"{what} goes on: {left} left; {key} on its deck goes back to it."


@record(frozen=True, slots=True)
class Exams:
    """What can be sat of a deck: its exams, and the one that is underway."""

    deck: str
    title: str
    plans: tuple[ExamPlan, ...]
    underway: Underway | None


def exams(bank: Bank, deck: Deck, name: str, table: Table) -> Exams:
    """The exams of a deck, which is opened by a name."""
    began = _underway(table.store, bank, deck)
    underway = None
    if began is not None:
        paper = read(began.data)
        found = sat(began, table.store.written(sitting_of(began)))
        watch = Stopwatch(table.clock, found.elapsed_ms, found.at_ms)
        underway = Underway(paper, max(0, paper.ms - watch.elapsed()), bool(found.ended))
    return Exams(name, deck.title, deck.exams, underway)


def exam(
    bank: Bank, deck: Deck, table: Table, plan: str | None, form: int | None, chance: int
) -> Exam:
    """Goes on with the deck's exam that is underway, or begins the one that `plan` names (its
    title or the beginning of it; None where there is only one), in the form that is wished for or
    else in that of `chance`. Raises TrainerError."""
    began = _underway(table.store, bank, deck)
    if began is not None:
        paper = read(began.data)
        _same(paper, plan, form)
        return Exam(table, paper, began, table.store.written(sitting_of(began)), resumed=True)
    chosen = _named(deck, plan)
    paper = _paper(bank, deck, chosen, chance if form is None else form)
    event = table.event(What.EXAM, deck_exams(deck_key(bank, deck)))
    return Exam(table, paper, table.store.append(event._replace(data=written(paper))))


def _underway(history: Reading, bank: Bank, deck: Deck) -> Event | None:
    """The beginning of this device's latest exam of the deck, unless it is marked."""
    begun = [
        event
        for event in history.written(deck_exams(deck_key(bank, deck)))
        if event.device == history.device
    ]
    if not begun:
        return None
    latest = max(begun, key=lambda event: event.seq)
    return None if sat(latest, history.written(sitting_of(latest))).marked else latest


def _same(paper: Paper, plan: str | None, form: int | None) -> None:
    """Makes sure that who asks for an exam means the one that is underway."""
    other = plan is not None and not paper.title.casefold().startswith(plan.casefold())
    if other or form not in (None, paper.form):
        raise TrainerError(
            f"`{paper.title}`, form {paper.form}, was begun and isn't finished. Go on with it "
            "without naming another one, and hand it in first."
        )


def _named(deck: Deck, plan: str | None) -> ExamPlan:
    titles = ", ".join(f"`{one.title}`" for one in deck.exams)
    if not deck.exams:
        raise TrainerError(
            f"{deck.title} has no exam; write one in its deck file, such as "
            "`exams: [{title: Mock exam, questions: 20, minutes: 25}]`."
        )
    if plan is None:
        if len(deck.exams) > 1:
            raise TrainerError(f"{deck.title} has several exams; name one of {titles}.")
        return deck.exams[0]
    found = [one for one in deck.exams if one.title.casefold() == plan.casefold()]
    found = found or [one for one in deck.exams if one.title.casefold().startswith(plan.casefold())]
    if len(found) != 1:
        what = "several exams begin with" if found else "there is no exam"
        raise TrainerError(f"{what} `{plan}` in {deck.title}; it has {titles}.")
    return found[0]


def _paper(bank: Bank, deck: Deck, plan: ExamPlan, form: int) -> Paper:
    tags: Sequence[str] = tuple(plan.draw) or ("",)
    drawn = draw(plan, {tag: bank.candidates(deck, tag) for tag in tags}, form)
    cards = bank.cards([card.key for _, card in drawn])
    items = []
    for tag, found in drawn:
        card = cards.get(found.key)
        if card is None:
            raise TrainerError(
                f"{found.question.partition(':')[2]} was drawn and can't be read any more; "
                "`trainer check` says why."
            )
        body = digest(repr(card.question.body))
        items.append(Item(found.key, tag or found.topic, card.question.points, body))
    return Paper(plan.title, deck.id, deck.title, form, plan.minutes, plan.passing, tuple(items))
