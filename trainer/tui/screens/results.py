"""Results: the score, what was missed with its right answer, topics, time, what comes next."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from trainer.question import BACK, Card, Term
from trainer.study.showing import Missed, Summary
from trainer.study.words import counted, duration_words
from trainer.tui.backend import Asking
from trainer.tui.content import hang, plain, shorten
from trainer.tui.keys import Key, Moment
from trainer.tui.marked import rich
from trainer.tui.screens.scrolled import ScrolledPage
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.gauge import gauge
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.sheet import Sheet
from trainer.tui.widgets.topics import topic_lines

BAR = 24
TOPICS = 8


class ResultsScreen(ScrolledPage):
    """Stands on top of its session, so that undo goes back to the last card."""

    moment = Moment.RESULTS

    def __init__(self, keys: tuple[Key, ...], session: Asking) -> None:
        super().__init__(keys)
        self.session = session
        self.summary = session.summary()

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(self._title, id="title")
            with Sheet():
                yield Lines(self._score, id="score")
                if self.summary.missed:
                    yield Lines(self._missed, id="missed")
                if len(self.summary.topics) > 1:
                    yield Lines(self._topics, id="topics")
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()

    def applies(self, action: str) -> bool:
        return super().applies(action) and (action != "drill" or bool(self.summary.missed))

    def action_drill(self) -> None:
        self.trainer.drill([missed.card for missed in self.summary.missed])

    def action_leave(self) -> None:
        self.trainer.show_home()

    def action_back(self) -> None:
        self.trainer.show_home()

    def action_undo(self) -> None:
        self.trainer.undo_from_results()

    # --- texts

    def _title(self, widget: Panel, width: int) -> list[Content]:
        return [plain(shorten(self.summary.deck, width), widget.ink("title"))]

    def _score(self, widget: Panel, width: int) -> list[Content]:
        summary, muted = self.summary, widget.ink("muted")
        if not summary.answered:
            lines = plain("Nothing to do here now", widget.ink("strong")).wrap(width)
        else:
            share = summary.right / summary.answered
            word = f"{summary.right} of {summary.answered} right"
            line = plain(word, widget.ink("strong")) + Content(f"   {share:.0%}   ")
            lines = (line + gauge(widget, BAR, share, "word-right")).wrap(width)
            pace = duration_words(round(summary.seconds / summary.answered))
            lines += plain(f"{duration_words(summary.seconds)}, {pace} a card", muted).wrap(width)
        for text in filter(None, (_coming(summary), summary.note)):
            lines += plain(text, muted).wrap(width)
        return lines

    def _missed(self, widget: Panel, width: int) -> list[Content]:
        lines = [plain("Missed", widget.ink("heading"))]
        for missed in self.summary.missed:
            lines += _one(missed, widget, width)
        return lines

    def _topics(self, widget: Panel, width: int) -> list[Content]:
        topics = sorted(self.summary.topics.items(), key=lambda topic: _share(topic[1]))
        rows = [
            (name, _share(counts), f"{counts[1]} of {counts[0]}")
            for name, counts in topics[:TOPICS]
        ]
        return topic_lines(widget, width, rows)


def _share(topic: tuple[int, int]) -> float:
    answers, right = topic
    return right / answers if answers else 0.0


def _coming(summary: Summary) -> str:
    later = f"{counted(summary.waiting, 'card')} later today, " if summary.waiting else ""
    if summary.tomorrow:
        return f"{later}{counted(summary.tomorrow, 'card')} due tomorrow"
    return f"{later}nothing tomorrow" if later else "Nothing is due tomorrow"


def _one(missed: Missed, widget: Panel, width: int) -> list[Content]:
    """A missed card: what was asked, what was right, what was given."""
    muted = widget.ink("muted")
    lines = hang(
        plain("✗ ", widget.ink("word-wrong")), rich(_asked(missed.card), widget.ink), width
    )
    if missed.expected:
        right = Content(", ").join([rich(text, widget.ink) for text in missed.expected])
        lines += hang(plain("  ✓ ", widget.ink("word-right")), right, width)
    if any(missed.given):
        given = ", ".join(text or "…" for text in missed.given)
        lines += hang(plain("    you: ", muted), rich(given, widget.ink, muted), width)
    return lines


def _asked(card: Card) -> str:
    body = card.question.body
    if isinstance(body, Term) and card.facet == BACK:
        return body.means
    return card.question.ask
