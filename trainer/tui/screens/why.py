"""Why this card now: what the memory believes, in words, and what each rating would do."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen

from trainer.memory.card import Interval, Rating
from trainer.study.showing import Why
from trainer.study.words import counted, dated, interval_words, sentence
from trainer.tui.content import hang, plain
from trainer.tui.keys import Key, Moment
from trainer.tui.screens.scrolled import ScrolledPage
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.sheet import Sheet
from trainer.tui.widgets.tiles import NAMES

LABEL = 14
LAST = 6


class WhyScreen(ScrolledPage, ModalScreen[None]):
    """Over the session, which stays in sight around it."""

    moment = Moment.READ

    def __init__(self, keys: tuple[Key, ...], why: Why, suggested: Rating | None) -> None:
        super().__init__(keys)
        self.why, self.suggested = why, suggested

    def compose(self) -> ComposeResult:
        with Sheet(id="dialog"):
            yield Lines(self._text)
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()

    def action_back(self) -> None:
        self.dismiss()

    def action_why(self) -> None:
        self.dismiss()

    def _text(self, widget: Panel, width: int) -> list[Content]:
        why = self.why
        lines = [plain("Why this card now", widget.ink("title")), Content()]
        for label, text in _believed(why):
            lines += hang(plain(f"{label:<{LABEL}}", widget.ink("muted")), plain(text), width)
        if why.intervals:
            lines += [Content(), *self._ratings(widget, width)]
        if why.last:
            lines += [Content(), *self._answers(widget, width)]
        for text in (why.reason, why.calibration):
            if text:
                muted = plain(f"{sentence(text)}.", widget.ink("muted"))
                lines += [Content(), *muted.wrap(width)]
        return lines

    def _answers(self, widget: Panel, width: int) -> list[Content]:
        """The last ones, of which none is broken over two lines."""
        texts = [f"{NAMES[rating]} {dated(day, '%-d %b')}" for day, rating in self.why.last[:LAST]]
        rows = [""]
        for text in texts:
            longer = f"{rows[-1]}, {text}" if rows[-1] else text
            if len(longer) < width - LABEL:
                rows[-1] = longer
            else:
                rows[-1] += ","
                rows.append(text)
        first = plain(f"{'Last answers':<{LABEL}}", widget.ink("muted"))
        return [(Content(" " * LABEL) if n else first) + plain(row) for n, row in enumerate(rows)]

    def _ratings(self, widget: Panel, width: int) -> list[Content]:
        lines: list[Content] = []
        for rating, interval in self.why.intervals.items():
            first = plain(f"{rating:d} {NAMES[rating]:<{LABEL - 2}}", widget.ink("key"))
            here = "  ‹ suggested" if rating is self.suggested else ""
            text = plain(interval_words(interval)) + plain(here, widget.ink("muted"))
            lines += hang(first, text, width)
        return lines


def _believed(why: Why) -> list[tuple[str, str]]:
    now = [("Today", why.now)] if why.now else []
    aim = ("Aim", f"{why.target:.0%} likely when it comes again")
    if why.memory is None or why.recall is None:
        return [*now, ("New", "There was no answer before this one."), aim]
    stability = interval_words(Interval(days=max(1, round(why.memory.stability))))
    return [
        *now,
        ("Recall now", f"{why.recall:.0%} likely"),
        ("Stability", f"{stability} until that falls to 90%"),
        ("Difficulty", f"{why.memory.difficulty:.1f} of 10"),
        (
            "Answered",
            f"{counted(why.state.reps, 'time')}, forgotten {counted(why.state.lapses, 'time')}",
        ),
        aim,
    ]
