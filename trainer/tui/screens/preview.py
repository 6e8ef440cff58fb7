"""The author's view: each card as a learner sees it, and what is wrong, anew at every save."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content

from trainer.errors import TrainerError
from trainer.question import Card
from trainer.study.draft import Author, Draft, Stop
from trainer.study.remarks import remarks
from trainer.tui.content import ends, hang, plain, shorten
from trainer.tui.keys import Key, Moment
from trainer.tui.marked import rich
from trainer.tui.screens.page import Page
from trainer.tui.widgets.cardview import CardView
from trainer.tui.widgets.findings import Findings
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.sheet import Sheet

PERIOD = 0.2
"""Seconds between two looks at the file."""

LABEL = 11
WITH_PATH = 56
"""Cells from which there is room for the file's folder."""


class PreviewScreen(Page):
    """`at` counts the draft's stops from 0."""

    CSS_PATH = "preview.tcss"
    moment = Moment.PREVIEW

    def __init__(self, keys: tuple[Key, ...], author: Author) -> None:
        super().__init__(keys)
        self.author = author
        self.draft: Draft | None = None
        self.at = 0
        self.answered = False
        self._stamps = author.stamps()

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(self._heading, id="heading")
            with Container(id="both"):
                yield CardView(id="card")
                with Sheet(id="findings"):
                    yield Findings()
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        self.trainer.once_painted(self, self._begin)

    def _begin(self) -> None:
        draft = self.trainer.opened(self._read)
        if draft is not None:
            self._take(draft)
            self.set_interval(PERIOD, self._look)

    def _read(self) -> Draft:
        try:
            return self.author.read()
        except OSError as error:
            reason = error.strerror or str(error)
            raise TrainerError(f"{self.author.path} can't be read: {reason}.") from error

    def _look(self) -> None:
        """Reads the file again if it was saved. One that is gone may be on its way back: editors
        save by removing and renaming."""
        stamps = self.author.stamps()
        if stamps == self._stamps:
            return
        if str(self.author.path) not in stamps:
            self.say("The file is gone; waiting for it.")
            return
        self._stamps = stamps
        draft = self.attempt(self._read)
        if draft is not None:
            self.say("")
            self._take(draft)

    def _take(self, draft: Draft) -> None:
        """Shows a reading of the file, at the place of the one before."""
        self.at = draft.place_of(self.stop)
        self.draft = draft
        self._show()

    @property
    def stop(self) -> Stop | None:
        """What is shown now."""
        return self.draft.stops[self.at] if self.draft and self.draft.stops else None

    # --- showing

    def _show(self) -> None:
        draft, stop = self.draft, self.stop
        assert draft is not None
        card = stop.card if stop else None
        with self.app.batch_update():
            self.query_one("#heading", Lines).changed()
            self.query_one(CardView).look_at(card, self.answered)
            rest = self.query_one("#rest", Lines)
            rest.show(self._remarks if card else self._written)
            rest.display = card is None or self.answered
            rest.set_class(card is not None, "-below")
            self.query_one("#findings").display = bool(draft.found)
            # Of a file without questions there is nothing nearer than the file.
            self.query_one(Findings).show(draft.found, stop.found if stop else draft.found)
            self.refresh_keys()

    # --- keys

    def applies(self, action: str) -> bool:
        draft, stop = self.draft, self.stop
        match action:
            case "go":
                return draft is not None and len(draft.stops) > 1
            case "reveal":
                return stop is not None and stop.card is not None
            case "finding":
                return draft is not None and any(one.found for one in draft.stops)
            case _:
                return True

    def action_go(self, by: int) -> None:
        assert self.draft is not None
        self._go_to((self.at + by) % len(self.draft.stops))

    def action_finding(self) -> None:
        """The next question with a finding, round and round."""
        assert self.draft is not None
        stops = self.draft.stops
        turn = [(self.at + n) % len(stops) for n in range(1, len(stops) + 1)]
        self._go_to(next(n for n in turn if stops[n].found and stops[n].part == 1))

    def _go_to(self, position: int) -> None:
        self.at, self.answered = position, False
        self._show()
        for sheet in self.query(Sheet):
            sheet.show(None)

    def action_reveal(self) -> None:
        self.answered = not self.answered
        self._show()

    def action_page(self, by: int) -> None:
        self.query_one("#card", Sheet).page(by)

    def action_back(self) -> None:
        self.app.exit()

    # --- texts

    def _heading(self, widget: Panel, width: int) -> list[Content]:
        if self.draft is None:
            return [plain(shorten(self.author.path.name, width), widget.ink("title"))]
        draft, stop = self.draft, self.stop
        if stop is None:
            return [
                plain(shorten(draft.shown, width), widget.ink("title")),
                plain("There are no questions in it yet.", widget.ink("muted")),
            ]
        part = f", card {stop.part} of {stop.parts}" if stop.parts > 1 else ""
        right = plain(f"{stop.question} of {draft.questions}{part}", widget.ink("muted"))
        room = width - right.cell_length - 2
        place = f"{draft.shown if width >= WITH_PATH else self.author.path.name}:{stop.line}"
        left = plain(shorten(f"{place} · {_name(stop.card)}", room), widget.ink("title"))
        return [ends(left, right, width)]

    def _written(self, widget: Panel, width: int) -> list[Content]:
        """The lines of a question that can't be read, those with a finding marked."""
        stop = self.stop
        if stop is None:
            return []
        wrong = {one.line for one in stop.found}
        lines: list[Content] = []
        for number, text in enumerate(stop.written.split("\n"), stop.line):
            ink = widget.ink("word-wrong" if number in wrong else "muted")
            first = plain(f"{number:>4} {'›' if number in wrong else ' '} ", ink)
            drawn = plain(text, widget.ink("code"))
            lines += [
                (Content(" " * first.cell_length) if n else first) + line
                for n, line in enumerate(drawn.fold(max(width - first.cell_length, 8)))
            ]
        return lines

    def _remarks(self, widget: Panel, width: int) -> list[Content]:
        """What only the author sees."""
        stop = self.stop
        if stop is None or stop.card is None:
            return []
        lines: list[Content] = []
        for label, text in remarks(stop.card):
            first = plain(f"{label:<{LABEL}}", widget.ink("muted"))
            lines += hang(first, rich(text, widget.ink), width)
        return lines


def _name(card: Card | None) -> str:
    """What a question is called within its file."""
    if card is None:
        return "can't be read"
    return card.question.id.rpartition("/")[2] if card.question.named else "no id yet"
