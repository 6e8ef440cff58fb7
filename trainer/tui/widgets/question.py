"""The question on its surface: what it is about, what is asked, hints, the state of the card."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from textual.content import Content

from trainer.memory.card import Phase
from trainer.question import BACK, Card, Kind, Question, Term
from trainer.study.showing import Showing
from trainer.tui.content import ends, hang, plain, shorten, wrapped
from trainer.tui.marked import rich
from trainer.tui.widgets.panel import Panel

STATES = {
    Phase.NEW: "new",
    Phase.LEARNING: "learning",
    Phase.REVIEW: "",
    Phase.RELEARNING: "relearning",
}
WIDEST = 64
"""Cells of a picture."""
LEAST = 4
"""Lines below which a picture would show nothing."""
LOWEST = 15
"""Rows of a screen below which its words say more than a picture would."""
WORDS, GAP = 22, 2
"""Cells that a picture's words need beside it, and between the two."""
INSTRUCTIONS = {
    Kind.CHOICES: "Mark all that apply.",
    Kind.TRUTH: "True or false?",
    Kind.CLOZE: "Fill in what is missing.",
    Kind.ORDER: "Put these in order.",
    Kind.MATCH: "Pair each with its right side.",
}


class QuestionPanel(Panel):
    """Its bar and ground are the stylesheet's; a cloze's sentence follows in its own widget."""

    showing: Showing | None = None
    hints: tuple[str, ...] = ()
    guessed = False
    flagged = False
    left: Callable[[int], int] | None = None
    """Told how many lines the question has without its picture, says how many the picture may have
    for the answer space to stay in sight too."""

    def ask(self, showing: Showing) -> None:
        self.showing, self.hints, self.guessed, self.flagged = showing, (), False, False
        self.changed()

    def foresee(self, showing: Showing) -> None:
        """Draws what will probably be asked next."""
        self.draw(self._text(showing, (), self.breadth))

    def add_hint(self, hint: str) -> None:
        self.hints += (hint,)
        self.changed()

    def mark(self, *, guessed: bool | None = None, flagged: bool | None = None) -> None:
        """Shows that it is a guess, or that the card is flagged."""
        self.guessed = self.guessed if guessed is None else guessed
        self.flagged = self.flagged if flagged is None else flagged
        self.changed()

    def resized(self) -> None:
        """A picture is drawn for the height of the screen."""
        if self.showing is not None and self.showing.card.question.image:
            self.changed()

    def lines(self, width: int) -> list[Content]:
        if self.showing is None:
            return []
        question = self.showing.card.question
        flags = ("⚑ flagged",) * self.flagged + ("a guess",) * self.guessed
        lines = self._text(self.showing, flags, width)
        hints: list[Content] = []
        for hint in self.hints:
            first = plain("Hint  ", self.ink("key"))
            hints += hang(first, rich(hint, self.ink), width)
        return [*lines, *self._media(question, width, len(lines) + len(hints)), *hints]

    def _media(self, question: Question, width: int, others: int) -> list[Content]:
        """The picture, and always the words for it: beside it where there is room, else below."""
        media = ((question.image, "Picture"), (question.audio, "Sound"))
        words = Content("\n").join(
            plain(f"{what}: {one.alt or one.file}", self.ink("muted")) for one, what in media if one
        )
        if not words:
            return []
        below = wrapped(words, width)
        beside = width - WORDS - GAP
        if beside < WORDS:
            return [*self._picture(width, self._room(others + len(below))), *below]
        room = self._room(others)
        drawn = self._picture(beside, room)
        if not drawn:
            return below
        lines = _side_by_side(drawn, words, width)
        # Long words beside a wide picture are higher than it is; a lower one is narrower too.
        while len(lines) > room and len(drawn) > LEAST:
            drawn = self._picture(beside, len(drawn) - 1)
            lines = _side_by_side(drawn, words, width)
        return lines

    def _room(self, others: int) -> int:
        """How many lines a picture may have; 0 where it would show nothing."""
        height = self.app.size.height
        if height < LOWEST:
            return 0
        if self.left is None:
            return height // 3
        room = min(height // 2, self.left(others))
        # For options that would fit without it, a stamp of a picture whose words are there makes
        # way; where they don't fit in any case, it may as well be there.
        return 0 if 0 <= room < LEAST and self._described else max(room, LEAST)

    @property
    def _described(self) -> bool:
        assert self.showing is not None
        image = self.showing.card.question.image
        return image is not None and bool(image.alt)

    def _picture(self, width: int, room: int) -> list[Content]:
        """The picture in so many lines, where there are colours for it."""
        assert self.showing is not None
        image, written = self.showing.card.question.image, self.showing.written
        plain_colours = self.app.no_color or self.app.current_theme.ansi
        if image is None or written is None or plain_colours or not room:
            return []
        from trainer.tui.picture import picture

        return list(picture(written.library.questions / image.file, min(width, WIDEST), room))

    def _text(self, showing: Showing, flags: tuple[str, ...], width: int) -> list[Content]:
        """What it is about and what is asked; the same lines as before if they say the same, which
        are drawn then."""
        told, cloze = self._told(showing, flags), showing.card.question.kind is Kind.CLOZE
        stem = "" if cloze else _stem(showing.card)

        def make() -> list[Content]:
            asked = wrapped(rich(stem, self.ink, self.ink("ask")), width)
            return [self._about(*told, width), *([] if cloze else asked)]

        return self.kept((told, stem, cloze, width), make)

    def _told(self, showing: Showing, flags: tuple[str, ...]) -> tuple[str, str, str]:
        """The topic, the instruction, and what is special about this showing."""
        state = "answer changed" if showing.changed else STATES[showing.phase]
        topic = " › ".join(showing.card.question.tags[:2])
        return topic, instruction(showing.card), " · ".join(filter(None, (*flags, state)))

    def _about(self, topic: str, instruction: str, right: str, width: int) -> Content:
        """Topic and instruction at the left, the rest at the right."""
        room = width - Content(right).cell_length - 2
        about = " · ".join(part for part in (topic, instruction) if part)
        if instruction and plain(about).cell_length > room:
            # What to do matters more than what it is about.
            about = instruction
        left = plain(shorten(about, room), self.ink("muted"))
        return ends(left, plain(right, self.ink("state")), width)


def _stem(card: Card) -> str:
    body = card.question.body
    if isinstance(body, Term):
        return body.means if card.facet == BACK else body.term
    return card.question.ask


def instruction(card: Card) -> str:
    """What to do, where the question itself doesn't say it."""
    if isinstance(card.question.body, Term):
        return "Which term?" if card.facet == BACK else "What does it mean?"
    return INSTRUCTIONS.get(card.question.kind, "")


def _side_by_side(drawn: list[Content], words: Content, width: int) -> list[Content]:
    edge = drawn[0].cell_length + GAP
    rows = zip_longest(drawn, wrapped(words, width - edge), fillvalue=Content())
    return [left.pad_right(edge - left.cell_length) + right for left, right in rows]
