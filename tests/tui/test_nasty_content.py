"""Hostile and odd texts through every widget: shown literally or stripped, and nothing crashes."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Any

import pytest

from trainer.judging.judge import judge
from trainer.judging.verdict import Outcome
from trainer.memory.card import NEW, Interval, Phase, Rating
from trainer.question import (
    Blank,
    Card,
    Choice,
    Choices,
    Citation,
    Cloze,
    Item,
    Match,
    Media,
    Number,
    Option,
    Order,
    Point,
    Question,
    Recall,
    Short,
    Source,
    Term,
    Truth,
    cards,
)
from trainer.study.home import DeckRow, Home
from trainer.study.showing import Judged, Missed, Progress, Saved, Showing, Summary, Why
from trainer.tui.app import TrainerApp
from trainer.wording.controls import CONTROLS
from trainer.wording.quantity import Quantity

NASTY = {
    "markup": "x [/] y [b]z[/b] [link=https://e.org]l[/link] [@click=app.quit]c[/] path [/ [[",
    "rich": "[red on blue]a[/red on blue] \\[b] [not a tag] $text-muted {0} %s :smile:",
    "escape": "a\x1b[31mred\x1b]52;c;ZXZpbA==\x07\x1b]0;title\x07\x9b2J\x00\x7fz",
    "bidi": "user\u202etxt.exe\u2066 שלום \u200fmark",
    "wide": "唐朝的首都是長安嗎？" * 12,
    "joined": "👩‍👩‍👧‍👦 e\u0301 ก็ नि 🇩🇪 \u200b\ufeff",
    "long word": "x" * 4000,
    "lines": "one\n\ntwo\n\n\n- three\n\t- four",
    "markdown": "*a **b `c` [d](javascript:alert(1)) ![e](f) $\\frac{1}{2$ <script>",
    "blank": " \u00a0 ",
}
INTERVALS = {rating: Interval(days=int(rating)) for rating in Rating}
SCRIPTS = {
    "choice": ["1"],
    "choices": ["1", "2", "enter"],
    "truth": ["t"],
    "short": ["a", "b", "enter"],
    "number": ["1", "enter"],
    "cloze": ["a", "enter", "b", "enter"],
    "order": ["space", "down", "enter"],
    "match": ["1", "2", "enter", "enter"],
    "recall": ["enter"],
    "term": ["enter"],
}


def questions(nasty: str) -> list[Question]:
    """One question of each kind, nasty in every text."""
    options = (Option(nasty, True, nasty), Option(nasty + "2", False, nasty), Option("b", False))
    bodies = [
        Choice(nasty, options * 4),
        Choices(nasty, options),
        Truth(nasty, False, nasty),
        Short(nasty, nasty),
        Number(nasty, Quantity(nasty, 1, 2, unit=nasty)),
        Cloze((nasty, Blank(nasty, (), nasty, "c1"), nasty, Blank("b", (), "", "c1"), nasty)),
        Order(nasty, (Item(nasty, nasty), Item("b"))),
        Match(nasty, ((nasty, nasty), ("b", "b")), (nasty + "3",)),
        Recall(nasty, nasty, (Point(nasty, 2), Point("b"))),
        Term(nasty, nasty),
    ]
    source = Citation(Source("k", nasty, nasty), nasty)
    media = Media(nasty, nasty)
    return [
        Question(
            id=f"n/{n}",
            body=body,
            tags=(nasty, "b"),
            sources=(source,),
            explain=nasty,
            hints=(nasty,),
            image=media,
            audio=media,
        )
        for n, body in enumerate(bodies)
    ]


class Canned:
    """A session over questions that no bank would let in; judged for real, stored nowhere."""

    flagged = False
    deck = ""

    def __init__(self, nasty: str, cards: list[Card]) -> None:
        self.deck_title = self.nasty = nasty
        self.waiting, self.done = cards, 0
        self.current: Showing | None = None
        self.missed: list[Missed] = []

    @property
    def progress(self) -> Progress:
        return Progress(self.done, len(self.waiting), 1, 2)

    def advance(self, *, ahead: bool = True) -> Showing | None:
        self.current = None
        if self.waiting:
            card = self.waiting.pop(0)
            body = card.question.body
            listed: Any = getattr(body, "options", getattr(body, "items", None))
            listed = getattr(body, "rights", ()) if listed is None else listed
            self.current = Showing(card, self.done + 1, tuple(range(len(listed))), Phase.NEW, 0)
        return self.current

    def look(self) -> bool:
        return False

    def read_ahead(self) -> bool:
        return False

    def likely(self) -> None:
        return None

    def hint(self) -> str:
        return self.nasty

    def answer(self, answer: Any, *, guessed: bool = False) -> Judged:
        assert self.current is not None
        verdict = judge(self.current.card, answer, lambda _: False)
        if verdict.outcome is Outcome.UNSURE:
            verdict = replace(verdict, outcome=Outcome.WRONG)
        self.done += 1
        self.missed.append(Missed(self.current.card, verdict.given, verdict.expected))
        return Judged(verdict, None, INTERVALS, guessed)

    def settle(self, right: bool) -> Judged:
        raise NotImplementedError

    overrule = settle

    def follow_up(self) -> None:
        pass

    def rate(self, rating: Rating) -> Saved:
        assert self.current is not None
        return Saved(self.current.card, rating, INTERVALS[rating], 1, None)

    def why(self) -> Why:
        return Why(NEW, None, None, INTERVALS, (), self.nasty)

    def summary(self) -> Summary:
        topics = {self.nasty: (2, 1), "b": (1, 1)}
        return Summary(self.nasty, 3, 1, 60, tuple(self.missed), topics)

    def close(self) -> None:
        pass


class Shelf:
    """A home screen with these decks."""

    warm = True

    def __init__(self, nasty: str) -> None:
        self.nasty = nasty

    def home(self) -> Home:
        row = DeckRow("d", self.nasty, 1, 2, 3, 4, self.nasty)
        return Home((row, row), 20_000, notes=(self.nasty,))

    glance = home


SMALL = [("markup", (20, 6)), ("wide", (20, 6))]


@pytest.mark.parametrize(("name", "size"), [*((name, (80, 24)) for name in NASTY), *SMALL])
def test_every_widget_shows_it_literally(name: str, size: tuple[int, int], play: Any) -> None:
    nasty = NASTY[name]
    asked = questions(nasty)
    session = Canned(nasty, [next(cards(question)) for question in asked])
    ticks = itertools.count(0, 5)
    app = TrainerApp(
        Shelf(nasty),  # type: ignore[arg-type]  # only what is needed here
        lambda: session,  # type: ignore[arg-type, return-value]
        now=lambda: next(ticks),
    )
    batches = [["alt+h"], ["w"], ["escape"]]
    for question in asked:
        batches += [SCRIPTS[question.kind], ["3"]]
    seen = play(app, size, batches)
    assert session.done == len(asked)
    for text in seen:
        assert not re.search(CONTROLS, text.replace("\n", ""))
    if name == "markup" and size == (80, 24):
        assert "x [/] y [b]z[/b] [link=https://e.org]l[/link] [@click=app.quit]c[/]" in seen[0]


@pytest.mark.parametrize("name", NASTY)
def test_home_and_messages_show_it_literally(name: str, play: Any) -> None:
    nasty = NASTY[name]
    shelf = Shelf(nasty)

    class Failing(Canned):
        def advance(self, *, ahead: bool = True) -> Showing | None:
            raise OSError(nasty)

    shelf.session = lambda _: Failing(nasty, [])  # type: ignore[attr-defined]
    app = TrainerApp(shelf)  # type: ignore[arg-type]
    seen = play(app, (80, 24), [["enter"]])
    for text in seen:
        assert not re.search(CONTROLS, text.replace("\n", ""))
    if name == "markup":
        assert "x [/] y [b]z[/b]" in seen[0] and "x [/] y [b]z[/b]" in seen[1]
