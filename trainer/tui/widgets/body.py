"""What an answer is given in: one widget a family of kinds, kept and filled anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from trainer.question import Answer, Kind, Question, Term
from trainer.tui.keys import Moment
from trainer.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from textual.events import Key

    from trainer.study.showing import Judged, Showing


class Body(Panel):
    """Shows a card's answer space, turns keys into an `Answered`, then shows what was right."""

    ALLOW_SELECT = False

    class Answered(Message):
        """The learner has answered what was asked."""

        def __init__(self, answer: Answer, asked: Showing | None) -> None:
            super().__init__()
            self.answer = answer
            self.asked = asked

    class Noted(Message):
        """Why the key that was pressed didn't answer."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Reached(Message):
        """The cursor went to these lines of the widget: they must be in sight."""

        def __init__(self, top: int, bottom: int) -> None:
            super().__init__()
            self.top = top
            self.bottom = bottom

    asked: Showing | None = None
    """What it was filled with."""
    judged: Judged | None = None
    self_graded = False
    """Whether the learner grades it, so that there is nothing to guess or to give up."""
    keeps = False
    """Whether an answer stands and may be changed, as in an exam, instead of being judged."""

    @property
    def moment(self) -> Moment:
        """Which keys it understands now."""
        raise NotImplementedError

    def ask(self, showing: Showing) -> None:
        """Takes the next card."""
        raise NotImplementedError

    def foresee(self) -> None:
        """Makes what an answer will show, while the question is read, as far as that is known."""

    def foresee_next(self, showing: Showing) -> None:
        """Draws the answer space of what will probably be asked next, while a verdict is read."""

    def reveal(self, judged: Judged) -> None:
        """Shows what was right; called again when a verdict is overruled or settled."""
        self.judged = judged
        self.changed()

    def draft(self) -> Answer | None:
        """What would be answered now; None while there is nothing."""
        raise NotImplementedError

    def put_back(self, answer: Answer) -> None:
        """Shows an answer that was given before."""
        raise NotImplementedError

    def press(self, event: Key) -> bool:
        """Handles a key while the question stands; False leaves it to the bindings."""
        raise NotImplementedError

    def paste(self, text: str) -> None:
        """Takes pasted text; where nothing is typed it means nothing."""

    @property
    def typing(self) -> bool:
        """Whether letters are text now."""
        return False

    def keep_in_sight(self, row: int) -> None:
        """Asks the page to scroll until the row can be seen."""
        self.post_message(self.Reached(*self.span(row)))

    def answered(self, answer: Answer) -> None:
        self.post_message(self.Answered(answer, self.asked))


def body_for(question: Question) -> type[Body]:
    """The widget for a question. Imported when first needed."""
    typed = isinstance(question.body, Term) and question.body.typed
    match question.kind:
        case Kind.CHOICE | Kind.CHOICES | Kind.TRUTH:
            from trainer.tui.widgets.options import Options

            return Options
        case Kind.CLOZE:
            from trainer.tui.widgets.blanks import Blanks

            return Blanks
        case Kind.ORDER:
            from trainer.tui.widgets.ordering import Ordering

            return Ordering
        case Kind.MATCH:
            from trainer.tui.widgets.matching import Matching

            return Matching
        case Kind.RECALL:
            from trainer.tui.widgets.recall import Recollection

            return Recollection
        case Kind.TERM if not typed:
            from trainer.tui.widgets.recall import Recollection

            return Recollection
        case _:
            from trainer.tui.widgets.entry import Entry

            return Entry
