"""The options of a choice, choices or truth question: digits, arrows, mouse; then right and wrong.

RadioSet has no digits and no right or wrong, and its glitches are open.
"""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.content import Content

from trainer.question import Answer, Choice, Choices, Claimed, Kind, Picked, Truth
from trainer.study.showing import Judged, Showing
from trainer.tui.content import hang, plain
from trainer.tui.keys import Moment
from trainer.tui.marked import rich
from trainer.tui.widgets.body import Body
from trainer.tui.widgets.panel import fill, tag

WITH_DIGITS = 9


class Look(NamedTuple):
    """The mark of an option, the style of its row, that of its cap, and the cursor in the cap."""

    mark: str
    ink: str
    cap: str
    cursor: str = " "


RIGHT = Look("✓", "right", "cap-idle")
MISSED = Look("✓", "missed", "cap-idle")
WRONG = Look("✗", "wrong", "cap-idle")
LEFT = Look(" ", "muted", "cap-idle")


class Options(Body):
    """Rows with a key cap. `cursor` and `picked` count rows as shown; -1 is no row."""

    def __init__(self) -> None:
        super().__init__()
        self.showing: Showing | None = None
        self.texts: tuple[str, ...] = ()
        self.right: tuple[bool, ...] = ()
        self.picked: frozenset[int] = frozenset()
        self.cursor = -1
        self.hovered = -1

    @property
    def moment(self) -> Moment:
        return Moment.TOGGLE if self.several else Moment.PICK

    @property
    def several(self) -> bool:
        return self.showing is not None and self.showing.card.question.kind is Kind.CHOICES

    def ask(self, showing: Showing) -> None:
        self.showing, self.judged = showing, None
        self.picked, self.cursor, self.hovered = frozenset(), -1, -1
        self.texts, self.right = _listed(showing)
        self.changed()

    @property
    def settled(self) -> bool:
        """Whether enter has nothing to pick: one is picked, or the cursor is on none."""
        return not self.several and (self.cursor < 0 or self.cursor in self.picked)

    def draft(self) -> Answer | None:
        if not self.picked or self.showing is None:
            return None
        if self._is_truth:
            return Claimed(0 in self.picked)
        order = self.showing.order
        return Picked(tuple(sorted(order[row] for row in self.picked)))

    def put_back(self, answer: Answer) -> None:
        assert self.showing is not None
        match answer:
            case Claimed(value):
                self.picked = frozenset({0 if value else 1})
            case Picked(places):
                self.picked = frozenset(self.showing.order.index(place) for place in places)
        self.changed()

    def foresee(self) -> None:
        # But for the wrong one that will be picked: nobody knows which, and it is one row.
        for row, right in enumerate(self.right):
            missed = right and self.several
            for look in (RIGHT, MISSED) if missed else (RIGHT,) if right else (LEFT,):
                self._row(row, self.texts[row], look, self.breadth)

    def foresee_next(self, showing: Showing) -> None:
        box = "□" if showing.card.question.kind is Kind.CHOICES else " "
        for row, text in enumerate(_listed(showing)[0]):
            self.draw(self._row(row, text, Look(box, "", "cap"), self.breadth))

    def reveal(self, judged: Judged) -> None:
        self.cursor = self.hovered = -1
        super().reveal(judged)

    def press(self, event: events.Key) -> bool:
        key = event.key
        if key.isdecimal() and len(key) == 1:
            if 1 <= int(key) <= min(len(self.texts), WITH_DIGITS):
                self._take(int(key) - 1)
        elif key in ("down", "j"):
            self._go(self.cursor + 1)
        elif key in ("up", "k"):
            self._go(self.cursor - 1 if self.cursor >= 0 else len(self.texts) - 1)
        elif key in ("t", "f") and self._is_truth:
            self._take("tf".index(key))
        elif key == "space" and self.cursor >= 0:
            self._take(self.cursor)
        elif key == "enter":
            self._enter()
        else:
            return False
        return True

    @property
    def _is_truth(self) -> bool:
        return self.showing is not None and self.showing.card.question.kind is Kind.TRUTH

    def _enter(self) -> None:
        if not self.several:
            if self.cursor >= 0:
                self._take(self.cursor)
            else:
                self.post_message(self.Noted("Pick a number, or go to an option."))
        elif self.picked:
            self._answer()
        else:
            self.post_message(self.Noted("Mark at least one option first."))

    def _take(self, row: int) -> None:
        if not self.several:
            self.picked = frozenset({row})
            self._answer()
            if self.keeps:
                self.changed()
            return
        self.picked ^= {row}
        self.cursor = row
        self.changed()

    def _answer(self) -> None:
        draft = self.draft()
        assert draft is not None
        self.answered(draft)

    def _go(self, row: int) -> None:
        self.cursor = row % len(self.texts)
        self.changed()
        self.keep_in_sight(self.cursor)

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.style)
        if row is not None and self.judged is None:
            self._take(row)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        row = self.row_at(event.style)
        self._hover(-1 if row is None else row)

    def on_leave(self) -> None:
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered and self.judged is None:
            self.hovered = row
            self.changed()

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        apart = len(self.texts) <= 6 and self.screen.has_class("-tall")
        for row in range(len(self.texts)):
            if row and apart:
                lines.append(Content())
            lines += self._row(row, self.texts[row], self._look(row), width)
        return lines

    def _row(self, row: int, text: str, look: Look, width: int) -> list[Content]:
        """An option's lines, the same as before if it looks the same: then they are drawn too."""
        key = (row, text, look, width)
        return self.kept(key, lambda: tag(self._lines(row, text, look, width), row, width))

    def _lines(self, row: int, text: str, look: Look, width: int) -> list[Content]:
        mark, ink, cap_ink, cursor = look
        cap = f"{cursor}{row + 1 if row < WITH_DIGITS else '·'} "
        text_ink = self.ink(ink) if ink else None
        first = Content.assemble((cap, self.ink(cap_ink)), (f" {mark} ", text_ink or ""), " ")
        rest = Content.assemble(("   ", self.ink(cap_ink)), "    ")
        if ink in ("right", "wrong", "missed"):
            first = Content.assemble((f"{cap} {mark}  ", self.ink(ink)))
            rest = Content("       ")
        content = rich(text, self.ink)
        if look is MISSED:
            content += plain("  (missed)", self.ink("muted"))
        if text_ink:
            content = content.stylize_before(text_ink)
        lines = hang(first, content, width, rest)
        if ink in ("right", "wrong", "missed", "cursor"):
            assert text_ink is not None
            lines = [fill(line, width, text_ink) for line in lines]
        return lines

    def _look(self, row: int) -> Look:
        picked = row in self.picked
        if self.judged is not None:
            if self.right[row]:
                # Where nothing was picked at all they are no omissions.
                return MISSED if self.several and self.picked and not picked else RIGHT
            return WRONG if picked else LEFT
        box = ("■" if picked else "□") if self.several else " "
        if self.keeps and not self.several:
            box = "●" if picked else "○"
        if row == self.cursor:
            # A box leaves its mark the place in the cap: without colours, no other tells where it
            # is.
            boxed = self.several or self.keeps
            return Look(box, "cursor", "cap-on", "›") if boxed else Look("›", "cursor", "cap-on")
        if row == self.hovered:
            return Look(box, "cursor", "cap-on")
        return Look(box, "picked" if picked else "", "cap-on" if picked else "cap")


def _listed(showing: Showing) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """The options' texts as they are shown, and which are right."""
    match showing.card.question.body:
        case Choice(options=options) | Choices(options=options):
            shown = [options[i] for i in showing.order]
            return tuple(one.text for one in shown), tuple(one.right for one in shown)
        case Truth(answer=answer):
            return ("True", "False"), (answer, not answer)
        case _:
            return (), ()
