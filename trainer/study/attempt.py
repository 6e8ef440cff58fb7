"""One answer to one showing: judged, weighed, stored, and corrected if the learner says so."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.errors import TrainerError
from trainer.history.event import Event, Mode
from trainer.judging.verdict import Outcome, Verdict
from trainer.memory.card import CardState, Rating, Review
from trainer.memory.rating import Suggestion, suggest
from trainer.memory.scheduler import Scheduled
from trainer.question import Answer
from trainer.study.moment import Moment
from trainer.study.record import amendment, answer_event, lucky_options, time_class_of
from trainer.study.showing import Judged, Showing
from trainer.study.table import Table


class Attempt:
    """What happens to one card between being shown and being left.

    `stored` is the answer's event once it is on the disk, and `rating` the one that counts.
    """

    def __init__(self, table: Table, showing: Showing, state: CardState) -> None:
        self.showing = showing
        self.stored: Event | None = None
        self.rating: Rating | None = None
        self.verdict: Verdict | None = None
        self.suggestion: Suggestion | None = None
        self._table, self._state = table, state
        self._answer: Answer | None = None
        self._moment: Moment | None = None
        self._guessed = self._overruled = False
        self._hints = 0
        self._options: Mapping[Rating, Scheduled] = {}

    def hint(self) -> str | None:
        """The next hint, or None when there is none left."""
        hints = self.showing.card.question.hints
        if self._hints >= len(hints):
            return None
        self._hints += 1
        return hints[self._hints - 1]

    def answer(self, answer: Answer, *, guessed: bool) -> Judged:
        """Judges an answer, and stores it with the suggested rating.

        An unsure one is stored once `settle` says what it was, a self-graded one by `rate`.
        """
        if self.verdict is not None:
            raise TrainerError("this question is answered already")
        # 30 ms, which the first question need not wait for.
        from trainer.judging.judge import judge

        verdict = judge(self.showing.card, answer, self._table.bank.known)
        self._answer, self._guessed, self._moment = answer, guessed, self._table.moment()
        return self._take(verdict)

    def settle(self, right: bool) -> Judged:
        """Says whether an unsure answer was right, and stores it."""
        if self.verdict is None or self.verdict.outcome is not Outcome.UNSURE:
            raise TrainerError("this verdict is not in doubt; overrule it if it is mistaken")
        from trainer.judging.judge import settled

        return self._take(settled(self.verdict, right))

    def _take(self, verdict: Verdict) -> Judged:
        if verdict.outcome is not Outcome.UNSURE:
            self._weigh(verdict)
            if self.suggestion is not None:
                self._store(verdict, self.suggestion.rating)
        self.verdict = verdict
        return self._judged(verdict)

    def _judged(self, verdict: Verdict) -> Judged:
        suggestion = self.suggestion
        return Judged(
            verdict=verdict,
            suggested=suggestion.rating if suggestion else None,
            intervals={rating: s.interval for rating, s in self._options.items()},
            guess=self._guessed and suggestion is not None and suggestion.mix is not None,
            overruled=self._overruled,
        )

    def _weigh(self, verdict: Verdict) -> None:
        """What the answer suggests, and what each rating would do."""
        assert self._moment is not None
        table, card = self._table, self.showing.card
        if verdict.outcome is not Outcome.SELF:
            self.suggestion = suggest(
                recalled=verdict.outcome.recalled,
                took_ms=max(0, self._moment.at_ms - self.showing.shown_ms),
                times=table.store.times(time_class_of(card)),
                hints=self._hints,
                guessed=self._guessed,
                options=lucky_options(card),
                recall=table.scheduler.recall(self._state, self._moment.at_ms),
            )
        self._options = self._worked_out(self.suggestion.mix if self.suggestion else None)

    def options(self) -> Mapping[Rating, Scheduled]:
        """What each rating would do, or does since the answer was judged; nothing where the
        schedule is left alone."""
        return self._options or self._worked_out(None)

    def _worked_out(self, mix: float | None) -> Mapping[Rating, Scheduled]:
        if self._table.mode is not Mode.STUDY:
            return {}
        at = (self._moment or self._table.moment()).at_ms
        return self._table.scheduler.options(self._state, at, self.showing.card.key, mix)

    def _store(self, verdict: Verdict, rating: Rating) -> None:
        assert self._answer is not None and self._moment is not None
        self.stored = self._table.store.append(
            answer_event(
                self.showing,
                self._answer,
                verdict,
                self.suggestion,
                rating,
                self._decided(rating),
                moment=self._moment,
                mode=self._table.mode,
                deck=self._table.deck,
                hints=self._hints,
                guessed=self._guessed,
            )
        )
        self.rating = rating

    def overrule(self) -> Judged:
        """Turns the verdict round ("I was right", "I was wrong") and stores that."""
        if self.stored is None or self.verdict is None or self.verdict.outcome is Outcome.SELF:
            raise TrainerError("there is no verdict to overrule")
        from trainer.judging.judge import overruled

        verdict = overruled(self.verdict, not self.verdict.outcome.recalled)
        self._weigh(verdict)
        assert self.suggestion is not None
        self._amend(verdict, self.suggestion.rating)
        self.verdict, self._overruled = verdict, not self._overruled
        return self._judged(verdict)

    def rate(self, rating: Rating) -> Rating:
        """Keeps the stored rating or stores another one."""
        if self.verdict is None:
            raise TrainerError("this question is not answered yet")
        if self.verdict.outcome is Outcome.UNSURE:
            raise TrainerError("say first whether the answer was right")
        if self.stored is None:
            self._store(self.verdict, rating)
        elif rating is not self.rating:
            self._amend(self.verdict, rating)
        return rating

    def _amend(self, verdict: Verdict, rating: Rating) -> None:
        assert self.stored is not None
        self._table.store.append(
            amendment(self.stored, verdict, rating, self._decided(rating), self._table.moment())
        )
        self.rating = rating

    @property
    def leech(self) -> int:
        """How often the card was forgotten, where the rating that counts makes it a leech; else
        0."""
        scheduled = self._options.get(self.rating) if self.rating else None
        return scheduled.state.lapses if scheduled and scheduled.leech else 0

    def _decided(self, rating: Rating) -> Review | None:
        scheduled = self._options.get(rating)
        return scheduled.review if scheduled else None
