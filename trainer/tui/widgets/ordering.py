"""Items to bring into order: grab and move, move at once, digits, or drag with the mouse."""

from __future__ import annotations

from textual import events
from textual.content import Content

from trainer.question import Answer, Arranged, Item, Order
from trainer.study.showing import Judged, Showing
from trainer.tui.content import hang, plain
from trainer.tui.keys import Moment
from trainer.tui.marked import rich
from trainer.tui.widgets.body import Body
from trainer.tui.widgets.panel import fill, tag

MOVES = {"down": 1, "j": 1, "up": -1, "k": -1}
AT_ONCE = {"shift+down": 1, "J": 1, "shift+up": -1, "K": -1}


class Ordering(Body):
    """`places` holds the items' positions in the author's order, as they are arranged now;
    `before` as they were shown, until an answer was given."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Item, ...] = ()
        self.places: list[int] = []
        self.before: list[int] = []
        self.cursor = 0
        self.grabbed = False

    @property
    def moment(self) -> Moment:
        return Moment.CARRY if self.grabbed else Moment.ARRANGE

    def ask(self, showing: Showing) -> None:
        body = showing.card.question.body
        assert isinstance(body, Order)
        self.items, self.judged = body.items, None
        self.places, self.before = list(showing.order), list(showing.order)
        self.cursor, self.grabbed = 0, False
        self.changed()

    def draft(self) -> Answer | None:
        return None if self.places == self.before else Arranged(tuple(self.places))

    def put_back(self, answer: Answer) -> None:
        if isinstance(answer, Arranged):
            self.places, self.before = list(answer.items), []
            self.changed()

    def reveal(self, judged: Judged) -> None:
        self.grabbed = False
        super().reveal(judged)

    def press(self, event: events.Key) -> bool:
        key = event.key
        if key == "enter":
            self.answered(Arranged(tuple(self.places)))
            return True
        if key == "space":
            self.grabbed = not self.grabbed
        elif key == "escape" and self.grabbed:
            self.grabbed = False
        elif key in AT_ONCE:
            self._move(self.cursor + AT_ONCE[key])
        elif key in MOVES:
            self._step(MOVES[key])
        elif key.isdecimal() and len(key) == 1:
            self._move(int(key) - 1)
        else:
            return False
        self.changed()
        self.keep_in_sight(self.cursor)
        return True

    def _step(self, by: int) -> None:
        if self.grabbed:
            self._move(self.cursor + by)
        else:
            self.cursor = (self.cursor + by) % len(self.places)

    def _move(self, to: int) -> None:
        """Moves the item under the cursor to another place; the cursor goes with it."""
        if 0 <= to < len(self.places):
            self.places.insert(to, self.places.pop(self.cursor))
            self.cursor = to

    def on_mouse_down(self, event: events.MouseDown) -> None:
        row = self.row_at(event.style)
        if row is not None and self.judged is None:
            self.cursor, self.grabbed = row, True
            self.capture_mouse()
            self.changed()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        row = self.row_at(event.style)
        if self.grabbed and event.button and row is not None and row != self.cursor:
            self._move(row)
            self.changed()

    def on_mouse_up(self) -> None:
        if self.grabbed:
            self.release_mouse()
            self.grabbed = False
            self.changed()

    def lines(self, width: int) -> list[Content]:
        rows = self._arranged if self.judged is None else self._revealed
        return rows(width)

    def _arranged(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for row, place in enumerate(self.places):
            here = row == self.cursor
            mark = ("↕" if self.grabbed else "›") if here else " "
            cap = self.ink("cap-on" if here else "cap")
            first = Content.assemble((f"{row + 1:>2} ", cap), f" {mark} ", " ")
            rest = Content.assemble(("   ", cap), "    ")
            drawn = hang(first, rich(self.items[place].text, self.ink), width, rest)
            if here:
                ground = self.ink("grabbed" if self.grabbed else "cursor")
                drawn = [fill(line, width, ground) for line in drawn]
            lines += tag(drawn, row, width)
        return lines

    def _revealed(self, width: int) -> list[Content]:
        """The right order with its labels, and where each item had been put."""
        lines: list[Content] = []
        for row, item in enumerate(self.items):
            given = self.places.index(row)
            right = given == row
            text = rich(item.text, self.ink)
            if item.label:
                text += plain("  ") + rich(item.label, self.ink, self.ink("strong"))
            if not right:
                text += plain(f"  (you: {given + 1})", self.ink("muted"))
            mark = (
                plain("✓", self.ink("word-right")) if right else plain("✗", self.ink("word-wrong"))
            )
            first = (
                plain(f"{row + 1:>2} ", self.ink("cap-idle")) + Content(" ") + mark + Content("  ")
            )
            lines += hang(first, text, width)
        return lines
