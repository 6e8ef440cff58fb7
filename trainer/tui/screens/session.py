"""A session: question, answer, verdict, rating, one after the other in the same widgets."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from trainer.judging.verdict import Outcome
from trainer.memory.card import Rating
from trainer.question import Answer, GaveUp, Kind
from trainer.study.showing import Judged, Showing
from trainer.tui.backend import Asking
from trainer.tui.keys import ASKING, Key, Moment
from trainer.tui.screens.sitting import GUARD, SittingPage
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.more import More
from trainer.tui.widgets.question import QuestionPanel
from trainer.tui.widgets.sheet import Sheet
from trainer.tui.widgets.tiles import Tiles
from trainer.tui.widgets.verdict import VerdictPanel

RATING_KEYS = frozenset({"space", "enter", "1", "2", "3", "4"})


class SessionScreen(SittingPage):
    """One screen for a whole sitting."""

    def __init__(self, keys: tuple[Key, ...], begin: Callable[[], Asking]) -> None:
        super().__init__(keys, begin)
        self.judged: Judged | None = None
        self.guessed = self.hints_left = self.typed = False
        self.verdict_at = 0.0
        self.tiles = Tiles()
        self.panel, self.verdict = QuestionPanel(), VerdictPanel()

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield self.header
            yield More("▴", "above", id="above")
            with Sheet():
                yield self.panel
                yield self.verdict
            yield More("▾", "below", id="below")
            yield self.tiles
        yield Footer()

    # --- asking

    def advance(self) -> None:
        session = self.session
        assert session is not None
        showing = self.attempt(lambda: session.advance(ahead=False))
        if showing is not None or session.current is None:
            self.show_current()

    def show_current(self) -> None:
        assert self.session is not None
        if self.session.current is not None:
            self._ask(self.session.current)
        else:
            self.trainer.show_results(self.session)

    def _ask(self, showing: Showing) -> None:
        assert self.session is not None
        self.judged, self.guessed = None, False
        question = showing.card.question
        self.hints_left = bool(question.hints)
        with self.app.batch_update():
            self.header.show(self.session.deck_title, self.session.progress)
            body = self.use(showing, self.verdict)
            self.panel.ask(showing)
            if self.session.flagged:
                self.panel.mark(flagged=True)
            self.panel.set_class(question.kind is Kind.CLOZE, "-joined")
            self.verdict.display = False
            self.tiles.display = False
            self.wait_for(body.moment)
            self.sheet.show(None)
        self.trainer.once_painted(self, self._foresee)

    def _foresee(self) -> None:
        """Makes beforehand what will show next, a verdict or a question, and reads the next ones,
        so that less is left to do between key and frame."""
        session, body = self.session, self.body
        if session is None or body is None:
            return
        if self.moment is Moment.RATE:
            session.follow_up()
            if likely := self.attempt(session.likely):
                self.foresee_next(likely)
        elif self.moment in ASKING and body.asked is not None:
            body.foresee()
            self.verdict.foresee(body.asked.card.question, self.asking.breadth)
        self.meanwhile(session.read_ahead)

    def applies(self, action: str) -> bool:
        match action:
            case "hint":
                return self.hints_left
            case "overrule":
                return self.judged is not None and self.judged.verdict.outcome is not Outcome.SELF
            case "rate_suggested":
                return self.judged is not None and self.judged.suggested is not None
            case "give_up" | "guess":
                return self.body is not None and not self.body.self_graded
            case _:
                return True

    # --- keys, mouse and paste

    def on_key(self, event: events.Key) -> None:
        """The question's own widget comes first, then the bindings."""
        self.footer.say("")
        self.look()
        if self.replaced:
            event.stop()
        elif self.moment in (Moment.RATE, Moment.SETTLE):
            stray = event.key in RATING_KEYS or (self.typed and event.is_printable)
            if stray and self.trainer.now() - self.verdict_at < GUARD:
                event.stop()
        else:
            self.press(event)

    # --- the verdict

    def answered(self, answer: Answer) -> None:
        session = self.session
        if session is None or self.moment not in ASKING or self.replaced:
            return
        self.typed = self.typing
        judged = self.attempt(lambda: session.answer(answer, guessed=self.guessed))
        if judged is not None:
            self._reveal(judged, gave_up=isinstance(answer, GaveUp))

    def _reveal(self, judged: Judged, gave_up: bool = False) -> None:
        assert self.session is not None and self.session.current is not None
        assert self.body is not None
        self.judged = judged
        self.verdict_at = self.trainer.now()
        unsure = judged.verdict.outcome is Outcome.UNSURE
        with self.app.batch_update():
            self.verdict.show(self.session.current.card.question, judged, gave_up)
            # The verdict is what matters now, then what was asked; `More` says how much of the
            # rest is out of sight.
            self.sheet.show(self.verdict, beside=self.panel)
            self.body.reveal(judged)
            if not unsure:
                self.tiles.show(judged)
            self.header.show(self.session.deck_title, self.session.progress)
            self.wait_for(Moment.SETTLE if unsure else Moment.RATE)
        self.trainer.once_painted(self, self._foresee)

    @on(Tiles.Rated)
    def _on_rated(self, message: Tiles.Rated) -> None:
        self.action_rate(int(message.rating))

    def action_rate(self, rating: int) -> None:
        session = self.session
        if session is None or self.moment is not Moment.RATE:
            return
        saved = self.attempt(lambda: session.rate(Rating(rating)))
        if saved is not None:
            self.advance()
            if saved.note:
                self.tell(saved.note)

    def action_rate_suggested(self) -> None:
        if self.judged is not None and self.judged.suggested is not None:
            self.action_rate(self.judged.suggested)

    def action_settle(self, right: bool) -> None:
        session = self.session
        assert session is not None
        judged = self.attempt(lambda: session.settle(right))
        if judged is not None:
            self._reveal(judged)

    def action_overrule(self) -> None:
        session = self.session
        assert session is not None
        judged = self.attempt(session.overrule)
        if judged is not None:
            self._reveal(judged)

    def action_give_up(self) -> None:
        self.answered(GaveUp())

    # --- the other keys

    def action_hint(self) -> None:
        assert self.session is not None
        hint = self.attempt(self.session.hint)
        if hint is None:
            self.say("There is no further hint.")
            return
        self.panel.add_hint(hint)
        shown = self.session.current
        self.hints_left = shown is not None and len(self.panel.hints) < len(
            shown.card.question.hints
        )
        self.refresh_keys()

    def action_guess(self) -> None:
        self.guessed = not self.guessed
        self.panel.mark(guessed=self.guessed)

    def action_flag(self) -> None:
        assert self.session is not None
        flagged = self.attempt(self.session.flag)
        if flagged is not None:
            self.panel.mark(flagged=flagged)

    def action_skip(self) -> None:
        assert self.session is not None
        self._put_aside(self.session.skip, "Put last; nothing was stored.")

    def action_bury(self) -> None:
        assert self.session is not None
        self._put_aside(self.session.bury, "Buried until tomorrow (undo: {}).")

    def action_suspend(self) -> None:
        assert self.session is not None
        self._put_aside(self.session.suspend, "Suspended (undo: {}).")

    def _put_aside(self, how: Callable[[], None], said: str) -> None:
        """`said` has a place for the key of undo, which the next question's field may change."""
        if self.managed(how):
            self.advance()
            self.say(said.format(self.shown_key("undo")))

    def action_undo(self) -> None:
        assert self.session is not None
        self._again(self.session.undo, "There is nothing to undo.")

    def action_redo(self) -> None:
        assert self.session is not None
        self._again(self.session.redo, "There is nothing to redo.")

    def _again(self, how: Callable[[], Showing | None], otherwise: str) -> None:
        assert self.session is not None
        showing = self.attempt(how)
        if showing is not None:
            self._ask(showing)
        elif self.session.current is None:
            self.trainer.show_results(self.session)
        else:
            self.say(otherwise)

    def action_edit(self) -> None:
        from trainer.tui.editing import edit_question

        written = self.session and self.session.current and self.session.current.written
        if written and self.session:
            edit_question(self, written, self._reload, self.session.close)

    def _reload(self) -> None:
        """Asks anew what was edited; what is answered stays as it was judged."""
        assert self.session is not None
        showing = self.attempt(self.session.reload)
        if showing is not None:
            self._ask(showing)

    def action_why(self) -> None:
        from trainer.tui.screens.why import WhyScreen

        assert self.session is not None
        why = self.attempt(self.session.why)
        if why is not None:
            suggested = self.judged.suggested if self.judged else None
            self.app.push_screen(WhyScreen(self.keys, why, suggested))

    def action_back(self) -> None:
        self.trainer.show_home()

    # --- room

    def others(self, moment: Moment) -> int:
        tiles = (1 if self.has_class("-tiny") else 2) if moment is Moment.RATE else 0
        return super().others(moment) + tiles
