"""A study session: asks for the next card, judges, stores, suggests; knows no screen."""

from __future__ import annotations

from contextlib import suppress
from random import Random

from trainer.errors import TrainerError
from trainer.history.errors import HistoryError
from trainer.history.event import Event, What
from trainer.memory.candidate import Candidate
from trainer.memory.card import Rating
from trainer.memory.queue import Queue
from trainer.question import Answer, Card
from trainer.study.ahead import Ahead
from trainer.study.attempt import Attempt
from trainer.study.explaining import explained
from trainer.study.leech import bring_back, set_aside, take_back
from trainer.study.planning import candidate
from trainer.study.showing import Judged, Progress, Saved, Showing, Summary, Why
from trainer.study.table import Table
from trainer.study.tally import Tally
from trainer.study.turns import Turns


class Session:
    """One sitting with one deck, or with several in turn. What it returns as stored is on the disk.

    It works on what the bank held when its cards were read, some at a time: a file that is
    edited, broken or gone meanwhile doesn't disturb it. Methods raise `TrainerError` where they
    don't apply, and the store's errors where an answer could not be saved; the same call may then
    be tried again.
    """

    def __init__(self, turns: Turns, rng: Random) -> None:
        self.current: Showing | None = None
        self._turns, self._ahead = turns, Ahead(turns, rng)
        self._candidate: Candidate | None = None
        self._attempt: Attempt | None = None
        self._tally = Tally()

    @property
    def deck(self) -> str:
        """The id of the one deck that is studied, "" where there are several, and in a drill."""
        return self._turns.deck

    @property
    def deck_title(self) -> str:
        """The deck of the card that is shown."""
        return self._turns.stage.title

    @property
    def _table(self) -> Table:
        return self._turns.stage.table

    @property
    def _queue(self) -> Queue:
        return self._turns.stage.queue

    # --- what comes next

    def advance(self, *, ahead: bool = True) -> Showing | None:
        """The next card, or None when nothing may come now. Without `ahead` nothing is read but
        that card, for whoever calls `read_ahead` once it is shown."""
        self._leave()
        while (found := self._turns.next(self._tally.started)) is not None:
            card = self._ahead.card(found.key, ahead)
            if self._turns.disproved:
                break
            if card is not None:
                return self._show(found, card)
            self._queue.remove(found.key)
        self.current = self._candidate = None
        self.look()
        return self.current

    def look(self) -> bool:
        """Looks at the files where that was left until the first question is shown; whether it
        can't stay, so that another is `current` now, or none. Before anything else is done."""
        if not self._turns.look():
            return False
        stays = self.current if self._turns.stands(self._candidate, self.current) else None
        self._ahead.keep_only(stays.card if stays else None)
        if stays is None:
            self._attempt = None
            self.advance(ahead=False)
        return stays is None

    def _leave(self) -> None:
        """Puts the answered card back where its new state says."""
        attempt, left = self._attempt, self._candidate
        self._attempt = None
        if attempt is not None and left is not None and attempt.stored is not None:
            self._turns.answered(left)

    def _show(self, found: Candidate, card: Card) -> Showing:
        self._candidate = found
        self.current = self._ahead.showing(found, card, self._tally.showing)
        self._attempt = Attempt(self._table, self.current, found.state)
        return self.current

    def read_ahead(self) -> bool:
        """Reads the next cards and does a portion of what the first typed answer that isn't right
        would wait for; whether some of that is left. For whoever has the time while a question is
        thought about."""
        return self._ahead.read()

    def likely(self) -> Showing | None:
        """What will probably be shown next, for whoever can draw it while a verdict is read; None
        where that isn't known. What does come may be another."""
        left = self._candidate
        return self._ahead.likely(left, self._tally.showing) if left is not None else None

    # --- answering

    def hint(self) -> str | None:
        """The next hint, or None when there is none left."""
        return self._here()[0].hint()

    def answer(self, answer: Answer, *, guessed: bool = False) -> Judged:
        """Judges an answer and stores it with the suggested rating, unless its verdict is unsure
        (then `settle` stores it) or the card is self-graded (then `rate` does)."""
        judged = self._here()[0].answer(answer, guessed=guessed)
        self._count()
        return judged

    def settle(self, right: bool) -> Judged:
        """Says whether an unsure answer was right, and stores it."""
        judged = self._here()[0].settle(right)
        self._count()
        return judged

    def overrule(self) -> Judged:
        """Turns the verdict round ("I was right", "I was wrong") and stores that."""
        judged = self._here()[0].overrule()
        self._count()
        return judged

    def follow_up(self) -> None:
        """Works out what follows from what was just stored: for whoever has the time once the
        verdict is shown. What can't be written now is tried again by `rate`, which says so."""
        with suppress(HistoryError):
            self._table.store.catch_up()

    def rate(self, rating: Rating) -> Saved:
        """Keeps the suggested rating, or stores another one. Where what follows from the answer
        can't be written, the session waits here: it says when the card comes again."""
        attempt, _ = self._here()
        attempt.rate(rating)
        self._count()
        card = attempt.showing.card
        self._table.store.catch_up()
        state = self._table.store.state(card.key)
        note = set_aside(self._table, card.key, attempt.leech) if attempt.leech else ""
        return Saved(card, rating, state.interval, state.due_day, state.due_ms, note)

    def _count(self) -> None:
        attempt, _ = self._here()
        if attempt.stored and attempt.rating and attempt.verdict:
            card = attempt.showing.card
            self._tally.answered(attempt.stored, card, attempt.verdict, attempt.rating)

    # --- putting aside, taking back

    def skip(self) -> None:
        """Puts the card last; nothing is stored."""
        attempt, shown = self._here()
        if attempt.stored is not None:
            raise TrainerError("this question is answered already")
        self._attempt = None
        self._queue.put_last(shown.key)

    def bury(self) -> None:
        """Not again today."""
        self._put_aside(What.BURY)

    def suspend(self) -> None:
        """Not again until it is resumed."""
        self._put_aside(What.SUSPEND)

    def _put_aside(self, what: What) -> None:
        _, shown = self._here()
        self._table.store.append(self._table.event(what, shown.key))
        self._leave()
        self._turns.put_aside(shown.key)

    def flag(self) -> bool:
        """Flags the card, or takes its flag away; whether it is flagged now."""
        _, shown = self._here()
        flag = not self.flagged
        self._table.store.append(self._table.event(What.FLAG if flag else What.UNFLAG, shown.key))
        return flag

    @property
    def flagged(self) -> bool:
        """Whether the card that is shown has a flag."""
        return self._candidate is not None and self._candidate.key in self._table.store.flags()

    def undo(self) -> Showing | None:
        """Takes back the last thing that was stored, in this session or an earlier one, and shows
        its card again; None if there is nothing to take back."""
        attempt, shown = self._attempt, self._candidate
        if attempt and shown and attempt.verdict and attempt.stored is None:
            return self._show(shown, attempt.showing.card)
        event = take_back(self._table.store, self._table.moment())
        if event is None:
            return None
        self._tally.count(event, counts=False)
        # What was answered a moment ago is still in the queue, which doesn't know of its answer.
        here = attempt and attempt.stored and shown and shown.key == event.card
        if not here:
            self._leave()
        self._turn_to(event)
        found = self._table.bank.find([event.card]).get(event.card)
        card = self._ahead.card(event.card)
        if found is None or card is None:
            # Its question is gone from the bank: the history is right again, the screen stays.
            return self.advance()
        again = candidate(found, self._table.store.state(event.card))
        self._turns.bring_back(again, answered=event.what is What.ANSWER and not here)
        return self._show(again, card)

    def redo(self) -> Showing | None:
        """Brings back what was taken back last; the card that comes next, None if there is
        nothing to bring back."""
        event = bring_back(self._table.store, self._table.moment())
        if event is None:
            return None
        self._tally.count(event, counts=True)
        self._turn_to(event)
        found = self._table.bank.find([event.card]).get(event.card)
        if found is not None and event.what is What.ANSWER:
            self._turns.answered(candidate(found, self._table.store.state(event.card)))
        elif event.what in (What.BURY, What.SUSPEND):
            self._turns.put_aside(event.card)
        return self.advance()

    def _turn_to(self, event: Event) -> None:
        """Leaves the card that is shown for the deck of an event."""
        self._attempt = None
        self._turns.turn_to(event.deck)

    # --- looking

    @property
    def progress(self) -> Progress:
        left = self._turns.left(len(self._tally.started))
        answered = self._attempt is not None and self._attempt.stored is not None
        # The card on the screen stays in the queue until it is left.
        first_time = self._candidate and self._candidate.key not in self._turns.repeating
        return self._tally.progress(max(0, left - bool(answered and first_time)))

    def why(self) -> Why:
        """Why this card now, and what each rating would do."""
        attempt, shown = self._here()
        return explained(self._table, attempt, shown.key, shown.state)

    def reload(self) -> Showing | None:
        """Asks the question that is shown anew as its file says it now; None once it is answered,
        since what was judged stays. Raises TrainerError where it can't be read."""
        attempt, shown = self._here()
        card = self._table.reread(attempt.showing.card)
        self._ahead.keep_only(card)
        return self._show(shown, card) if attempt.verdict is None else None

    def summary(self) -> Summary:
        table, day = self._table, self._table.moment().day
        return self._tally.summary(
            self._turns.title,
            waiting=self._turns.repeats_left,
            tomorrow=table.store.upcoming(day + 1, day + 1).get(day + 1, 0),
            note=self._turns.note(len(self._tally.started)),
        )

    def close(self) -> None:
        """Ends the sitting. Nothing has to be saved: everything is."""
        self._leave()

    def _here(self) -> tuple[Attempt, Candidate]:
        if self._attempt is None or self._candidate is None:
            raise TrainerError("no question is shown")
        return self._attempt, self._candidate
