"""Pairs to be made: pick a row, then its right side, by digit, arrows or mouse."""

from __future__ import annotations

from itertools import zip_longest

from textual import events
from textual.content import Content

from trainer.question import Answer, Match, Paired
from trainer.study.showing import Judged, Showing
from trainer.tui.content import hang, plain, wrapped
from trainer.tui.keys import Moment
from trainer.tui.marked import rich
from trainer.tui.widgets.body import Body
from trainer.tui.widgets.panel import fill, tag

SIDE_BY_SIDE = 64
"""Cells. Below this the right sides stand under the left ones."""
GAP = 3
MARK = 3
"""Cells before a left side, for the cursor and then for right or wrong."""
ARROW = "  →  "
LEAST = 12
"""Cells that either side of the arrows needs, or they don't stand below one another."""


class Matching(Body):
    """`given[i]` is the shown right side of the i-th left one. Rows of the right sides are tagged
    after those of the left."""

    def __init__(self) -> None:
        super().__init__()
        self.body: Match | None = None
        self.order: tuple[int, ...] = ()
        self.given: list[int | None] = []
        self.cursor = 0
        self.warned = False

    @property
    def moment(self) -> Moment:
        return Moment.PAIR

    def ask(self, showing: Showing) -> None:
        body = showing.card.question.body
        assert isinstance(body, Match)
        self.body, self.order, self.judged = body, showing.order, None
        self.given = [None] * len(body.pairs)
        self.cursor, self.warned = 0, False
        self.changed()

    def draft(self) -> Answer | None:
        if self.given.count(None) == len(self.given):
            return None
        return Paired(tuple(None if g is None else self.order[g] for g in self.given))

    def put_back(self, answer: Answer) -> None:
        if isinstance(answer, Paired):
            self.given = [None if r is None else self.order.index(r) for r in answer.rights]
            self.changed()

    def reveal(self, judged: Judged) -> None:
        self.cursor = -1
        super().reveal(judged)

    def press(self, event: events.Key) -> bool:
        key, count = event.key, len(self.given)
        if key == "enter":
            self._enter()
            return True
        if key in ("down", "j", "tab"):
            self.cursor = (self.cursor + 1) % count
        elif key in ("up", "k", "shift+tab"):
            self.cursor = (self.cursor - 1) % count
        elif key in ("right", "l", "left"):
            self._turn(-1 if key == "left" else 1)
        elif key in ("backspace", "delete", "0"):
            self.given[self.cursor] = None
        elif key.isdecimal() and len(key) == 1:
            self._pair(int(key) - 1)
        else:
            return False
        self.warned = False
        self.changed()
        self.keep_in_sight(self.cursor)
        return True

    def _turn(self, by: int) -> None:
        """The next right side for this row: the way to those beyond the ninth."""
        now = self.given[self.cursor]
        start = (-1 if by > 0 else 0) if now is None else now
        self.given[self.cursor] = (start + by) % len(self.order)

    def _pair(self, right: int) -> None:
        if right < len(self.order):
            self.given[self.cursor] = right
            self._next_open()

    def _next_open(self) -> None:
        count = len(self.given)
        for step in range(1, count):
            row = (self.cursor + step) % count
            if self.given[row] is None:
                self.cursor = row
                return

    def _enter(self) -> None:
        unpaired = self.given.count(None)
        if not unpaired or (self.warned and unpaired < len(self.given)):
            draft = self.draft()
            if draft is not None:
                self.answered(draft)
            return
        self.warned = True
        if self.given[self.cursor] is not None:
            self._next_open()
        again = "" if unpaired == len(self.given) else "; enter again answers anyway"
        self.post_message(self.Noted(f"{unpaired} unpaired{again}"))
        self.changed()

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.style)
        if row is None or self.judged is not None:
            return
        if row < len(self.given):
            self.cursor = row
        else:
            self._pair(row - len(self.given))
        self.warned = False
        self.changed()

    def lines(self, width: int) -> list[Content]:
        assert self.body is not None
        if self.judged is not None:
            return self._revealed(self.body, width)
        if width < SIDE_BY_SIDE:
            return [*self._lefts(self.body, width), Content(), *self._rights(self.body, width)]
        half = (width - GAP) // 2
        left = self._lefts(self.body, width - half - GAP)
        right = self._rights(self.body, half)
        columns = zip_longest(left, right, fillvalue=Content())
        edge = width - half
        return [a.pad_right(max(0, edge - a.cell_length)) + b for a, b in columns]

    def _lefts(self, body: Match, width: int) -> list[Content]:
        lines: list[Content] = []
        across = self._across(body, width)
        for row, left in enumerate(body.lefts):
            here = row == self.cursor
            given = self.given[row]
            right = plain("……", self.ink("muted"))
            if given is not None:
                right = rich(body.rights[self.order[given]], self.ink, self.ink("paired"))
            mark = Content(" › " if here else "   ")
            drawn = self._paired(mark, rich(left, self.ink), right, across, width)
            if here:
                drawn = [fill(line, width, self.ink("cursor")) for line in drawn]
            lines += tag(drawn, row, width)
        return lines

    def _across(self, body: Match, width: int) -> int:
        """Cells of the left sides: as many as the longest needs, unless the right ones need them
        more; 0 where there is no room for two columns."""
        room = width - MARK - len(ARROW)
        if room < 2 * LEAST:
            return 0
        longest = max(rich(left, self.ink).cell_length for left in body.lefts)
        right = max(rich(text, self.ink).cell_length for text in body.rights)
        return min(longest, max(room - right, room // 2))

    def _paired(
        self, mark: Content, left: Content, right: Content, across: int, width: int
    ) -> list[Content]:
        """A pair's lines, either side wrapped in its own column."""
        arrow = plain(ARROW, self.ink("muted"))
        if not across:
            return hang(mark, left + arrow + right, width)
        beside = wrapped(right, width - MARK - across - len(ARROW))
        lines = []
        for n, (a, b) in enumerate(zip_longest(wrapped(left, across), beside, fillvalue=Content())):
            left_edge = Content(" " * MARK) if n else mark
            between = Content(" " * len(ARROW)) if n else arrow
            edge = a.pad_right(max(0, across - a.cell_length))
            lines.append(Content("").join([left_edge, edge, between, b]))
        return lines

    def _rights(self, body: Match, width: int) -> list[Content]:
        lines: list[Content] = []
        for row, place in enumerate(self.order):
            used = row in self.given
            cap = self.ink("cap-idle" if used else "cap")
            first = Content.assemble((f" {row + 1} " if row < 9 else " · ", cap), "  ")
            rest = Content.assemble(("   ", cap), "  ")
            text = rich(body.rights[place], self.ink, self.ink("muted") if used else None)
            lines += tag(hang(first, text, width, rest), len(self.given) + row, width)
        return lines

    def _revealed(self, body: Match, width: int) -> list[Content]:
        lines: list[Content] = []
        across = self._across(body, width)
        for row, (left, right) in enumerate(body.pairs):
            given = self.given[row]
            chosen = None if given is None else body.rights[self.order[given]]
            correct = chosen == right
            text = rich(right, self.ink, self.ink("strong"))
            if not correct and chosen is not None:
                text += plain("  (you: ", self.ink("muted"))
                text += rich(chosen, self.ink, self.ink("muted")) + plain(")", self.ink("muted"))
            mark = (
                plain(" ✓ ", self.ink("word-right"))
                if correct
                else plain(" ✗ ", self.ink("word-wrong"))
            )
            lines += self._paired(mark, rich(left, self.ink), text, across, width)
        return lines
