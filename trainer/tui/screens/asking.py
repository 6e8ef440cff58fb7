"""What a session and an exam share: the answer space under a question, kept and filled anew."""

from __future__ import annotations

from functools import cached_property

from textual import events, on
from textual.widget import Widget

from trainer.question import Answer
from trainer.study.showing import Showing
from trainer.tui.keys import ASKING, Key, Moment
from trainer.tui.screens.page import Page
from trainer.tui.widgets.body import Body, body_for
from trainer.tui.widgets.more import More
from trainer.tui.widgets.question import QuestionPanel
from trainer.tui.widgets.sheet import Sheet


class AskingPage(Page):
    """Holds one body for each family of kinds, each made when first needed; `keeps` is handed to
    them."""

    keeps = False

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__(keys)
        self.body: Body | None = None
        self.bodies: dict[type[Body], Body] = {}

    @cached_property
    def sheet(self) -> Sheet:
        return self.query_one(Sheet)

    @cached_property
    def asking(self) -> QuestionPanel:
        """The question above the answer space."""
        return self.query_one(QuestionPanel)

    def others(self, moment: Moment) -> int:
        """How many rows of the screen are not the sheet's at such a moment."""
        return 4 + (2 if self.has_class("-tall") else 0)

    def use(self, showing: Showing, before: Widget | None = None) -> Body:
        """Brings the widget for this question to the fore, above `before`, and fills it."""
        wanted = body_for(showing.card.question)
        found = self.bodies.get(wanted)
        if found is None:
            found = self.bodies[wanted] = wanted()
            found.keeps = self.keeps
            self.sheet.mount(found, before=before)
        if self.body is not None and self.body is not found:
            self.body.display = False
        found.display = True
        self.body, found.asked = found, showing
        self.asking.left = self.left_for_picture
        found.ask(showing)
        return found

    def foresee_next(self, showing: Showing) -> None:
        """Draws what will probably be asked next; it shows only once it is asked."""
        self.asking.foresee(showing)
        if type(self.body) is body_for(showing.card.question):
            self.body.foresee_next(showing)

    def left_for_picture(self, lines: int) -> int:
        """What a question of so many lines and its answer space leave of the screen, as long as it
        isn't judged: the picture stays as it is then."""
        if self.body is None:
            return self.size.height
        padding = 2 if self.has_class("-tall") else 0
        taken = lines + padding + 1 + len(self.body.lines(self.column_width))
        return self.size.height - self.others(self.body.moment) - taken

    @property
    def column_width(self) -> int:
        """Cells between the edges of the column."""
        return max(1, min(self.size.width, 92) - (2 if self.has_class("-narrow") else 4))

    def wait_for(self, moment: Moment) -> None:
        self.moment = moment
        self.bound_sheet()
        self.refresh_keys()

    @property
    def typing(self) -> bool:
        return self.moment in ASKING and self.body is not None and self.body.typing

    def press(self, event: events.Key) -> None:
        """Offers a key to the question's own widget, which comes before the bindings."""
        if self.moment in ASKING and self.body is not None and self.body.press(event):
            event.stop()
            event.prevent_default()
            self._follow()

    def on_click(self) -> None:
        """The question's own widget was told before: a field may have been entered."""
        if self.moment in ASKING and self.body is not None:
            self._follow()

    def _follow(self) -> None:
        """The keys that count are those of what the question's own widget waits for now."""
        assert self.body is not None
        self.moment = self.body.moment
        self.refresh_keys()

    def on_paste(self, event: events.Paste) -> None:
        if self.moment in ASKING and self.body is not None:
            self.body.paste(event.text)

    def answered(self, answer: Answer) -> None:
        """Takes the answer to the question that is shown."""
        raise NotImplementedError

    @on(Body.Answered)
    def _on_answered(self, message: Body.Answered) -> None:
        # Keys that were typed ahead may have led to another question before it came here.
        if self.body is not None and message.asked is self.body.asked:
            self.answered(message.answer)

    @on(Body.Noted)
    def _on_noted(self, message: Body.Noted) -> None:
        self.say(message.text)

    @on(Body.Reached)
    def _on_reached(self, message: Body.Reached) -> None:
        if self.body is not None:
            self.sheet.keep_in_sight(self.body, message.top, message.bottom)

    def on_resize(self) -> None:
        self.once_laid_out(self._fit_anew)

    def _fit_anew(self) -> None:
        self.asking.resized()
        self.bound_sheet()

    def bound_sheet(self) -> None:
        """The sheet is as high as its text, so that what is below follows it, up to what is
        left."""
        self.sheet.styles.max_height = max(1, self.app.size.height - self.others(self.moment))

    @on(Sheet.Hid)
    def _on_hid(self, message: Sheet.Hid) -> None:
        self.query_one("#above", More).show(message.above)
        self.query_one("#below", More).show(message.below)
