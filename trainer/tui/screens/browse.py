"""The browser: a search, the questions it finds, and the one looked at with its past."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content

from trainer.errors import TrainerError
from trainer.memory.card import Phase
from trainer.tui.content import ends, plain, wrapped
from trainer.tui.keys import Key, Moment
from trainer.tui.marked import rich
from trainer.tui.screens.page import Page
from trainer.tui.screens.past import facts, past
from trainer.tui.screens.steps import Steps
from trainer.tui.widgets.cardlist import CardList
from trainer.tui.widgets.cardview import CardView
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.search import SearchLine

if TYPE_CHECKING:
    from trainer.study.browsing import Browser, Found, Look

LEAVING = frozenset({"enter", "escape", "down", "tab"})
"""Keys that go from the search to the list."""
SLOW, PAUSE = 0.05, 0.2
"""Seconds from which a search waits for the next key, and how long."""


class BrowseScreen(Page):
    """`text` is the search it begins with; without one all questions are listed."""

    CSS_PATH = "browse.tcss"
    moment = Moment.BROWSE

    def __init__(self, keys: tuple[Key, ...], text: str = "") -> None:
        super().__init__(keys)
        self.line = SearchLine(text, id="search")
        self.browser: Browser | None = None
        self.found: Found | None = None
        self.cards: tuple[str, ...] = ()
        self.card = 0
        self.look: Look | None = None
        self.answered = self.in_past = False
        self._slow = False
        self._steps = Steps(self, self._stepped, lambda: self._search(ready=True))

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(self._title, id="title")
            yield self.line
            with Container(id="both"):
                yield CardList()
                yield CardView(id="card")
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        self.trainer.once_painted(self, self._begin)

    def _begin(self) -> None:
        self.browser = self.trainer.opened(lambda: self.trainer.backend.browser())
        if self.browser is not None:
            self._search()

    @property
    def typing(self) -> bool:
        return self.moment is Moment.SEARCH

    def applies(self, action: str) -> bool:
        match action:
            case "reveal" | "past" | "bury" | "suspend" | "flag" | "edit":
                return self.look is not None
            case "card":
                return len(self.cards) > 1
            case "drill_found" | "move" | "ends":
                return bool(self.found)
            case _:
                return True

    # --- searching

    def _search(self, *, ready: bool = False) -> None:
        if self.gone or self.browser is None or self._steps.so_far is not None:
            return
        begun = perf_counter()
        try:
            if not ready and self._steps.take(self.browser.readied(self.line.text)):
                return
            self.found, wrong = self.browser.search(self.line.text), ""
        except TrainerError as error:
            wrong = str(error)
        self._slow = perf_counter() - begun > SLOW
        self._list(0)
        self.line.complain(wrong)

    def _stepped(self) -> None:
        self.query_one("#title", Lines).changed()

    def _list(self, cursor: int) -> None:
        """Lists what was found, with the cursor at a place."""
        found, browser = self.found, self.browser
        if found is None or browser is None:
            return
        cards = self.query_one(CardList)
        cards.show(len(found), lambda a, b: browser.lines(found, a, b), cursor)
        self.query_one("#title", Lines).changed()
        self._choose(cards.cursor)

    @on(CardList.Moved)
    def _on_moved(self, message: CardList.Moved) -> None:
        self.query_one("#title", Lines).changed()
        self._choose(message.at)

    def _choose(self, at: int) -> None:
        """Looks at the question at a place of the list."""
        found, browser = self.found, self.browser
        assert found is not None and browser is not None
        lines = browser.lines(found, at, at + 1)
        cards = lines[0].cards if lines else ()
        self.cards = tuple(card.key for card in cards)
        self.card = next((n for n, card in enumerate(cards) if card.meant), 0)
        self._look()
        self.query_one(CardView).show(None)

    def _look(self) -> None:
        """Looks at the chosen card, as it stands now."""
        browser = self.browser
        assert browser is not None
        key = self.cards[self.card] if self.cards else None
        self.look = None if key is None else self.attempt(lambda: browser.look(key))
        view = self.query_one(CardView)
        with self.app.batch_update():
            look = self.look
            phase = look.state.phase if look else Phase.NEW
            shown = look.card if look and not self.in_past else None
            view.look_at(shown, self.answered, phase)
            rest = view.query_one("#rest", Lines)
            rest.set_class(self.look is not None, "-below")
            rest.show(self._below)
            self.refresh_keys()

    # --- typing a search

    def on_key(self, event: events.Key) -> None:
        self.say("")
        if not self.typing:
            return
        before = self.line.text
        if event.key in LEAVING:
            self._now(Moment.BROWSE)
        elif not self.line.press(event):
            return
        event.stop()
        event.prevent_default()
        if self.line.text != before:
            self._searched_for()

    def on_paste(self, event: events.Paste) -> None:
        if self.typing:
            self.line.paste(event.text)
            self._searched_for()

    def _searched_for(self) -> None:
        """Another search was typed."""
        if self._slow:
            # Over a large library: once nothing is typed for a moment.
            text = self.line.text
            self.set_timer(PAUSE, lambda: self._search() if self.line.text == text else None)
        else:
            self._search()

    def _now(self, moment: Moment) -> None:
        self.moment = moment
        self.line.activate(self.typing)
        self.refresh_keys()

    # --- keys

    def action_search(self) -> None:
        self._now(Moment.SEARCH)

    def action_back(self) -> None:
        if self.in_past:
            self.action_past()
        else:
            self.trainer.back()

    def action_move(self, by: int) -> None:
        self.query_one(CardList).move(by)

    def action_ends(self, which: int) -> None:
        cards = self.query_one(CardList)
        cards.go(0 if which < 0 else cards.total - 1)

    def action_card(self, by: int) -> None:
        self.card = (self.card + by) % len(self.cards)
        self._look()

    def action_reveal(self) -> None:
        self.answered = not self.answered
        self._look()

    def action_past(self) -> None:
        """Gives the card's past the list's place, or takes it back."""
        self.in_past = not self.in_past
        self.set_class(self.in_past, "-past")
        self._look()
        self.query_one(CardView).show(None)

    def action_page(self, by: int) -> None:
        if self.in_past:
            self.query_one(CardView).page(by)
        else:
            cards = self.query_one(CardList)
            cards.move(by * max(1, cards.size.height - 2))

    def action_suspend(self) -> None:
        browser, key = self.browser, self.cards[self.card]
        assert browser is not None
        now = self.attempt(lambda: browser.suspend(key))
        if now is not None:
            until = f"Suspended until {self.shown_key('suspend')} is pressed again."
            self._marked(until if now else "It will come again.")

    def action_bury(self) -> None:
        browser, key = self.browser, self.cards[self.card]
        assert browser is not None
        if self.managed(lambda: browser.bury(key)):
            self._marked("Buried until tomorrow.")

    def action_flag(self) -> None:
        browser, key = self.browser, self.cards[self.card]
        assert browser is not None
        now = self.attempt(lambda: browser.flag(key))
        if now is not None:
            self._marked("Flagged." if now else "No longer flagged.")

    def _marked(self, said: str) -> None:
        self.query_one(CardList).changed()
        self._look()
        self.say(said)

    def action_edit(self) -> None:
        from trainer.tui.editing import edit_question

        if self.look is not None and self.look.written is not None:
            edit_question(self, self.look.written, self._reload, lambda: None)

    def _reload(self) -> None:
        """Searches anew, since the text may have changed, and stays where it was."""
        assert self.browser is not None and self.look is not None
        browser, card = self.browser, self.look.card
        self.managed(lambda: browser.reread(card))
        at = self.query_one(CardList).cursor
        self._search()
        self._list(at)

    def action_drill_found(self) -> None:
        browser, found = self.browser, self.found
        assert browser is not None and found is not None
        session = self.attempt(lambda: browser.drill(found))
        if session is not None:
            self.trainer.ask(lambda: session)

    # --- texts

    def _title(self, widget: Panel, width: int) -> list[Content]:
        left = plain("Browse", widget.ink("title"))
        if said := self._steps.said("preparing the first search"):
            return [ends(left, plain(said, widget.ink("muted")), width)]
        if self.found is None:
            return [left]
        total = len(self.found)
        right = f"{self.query_one(CardList).cursor + 1:,} of {total:,}" if total else "none"
        return [ends(left, plain(right, widget.ink("muted")), width)]

    def _below(self, widget: Panel, width: int) -> list[Content]:
        if self.look is None:
            nothing = "Nothing is found." if not self.line.wrong else ""
            said = "This question can't be read now." if self.cards else nothing
            return plain(said, widget.ink("muted")).wrap(width) if said else []
        days = self.trainer.backend.days
        lines: list[Content] = []
        if self.in_past:
            ask = rich(self.look.card.question.ask, widget.ink, widget.ink("ask"))
            lines = [*wrapped(ask, width), Content()]
        lines += facts(self.look, self.card, len(self.cards), days, widget, width)
        return [*lines, *past(self.look.past, days, widget, width, whole=self.in_past)]
