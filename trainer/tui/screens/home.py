"""Home: what is to do in which deck, how today goes, the year so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from trainer.study.words import counted, dated, duration_words
from trainer.tui.content import dotted, ends, hang, plain
from trainer.tui.keys import Key, Moment
from trainer.tui.screens.page import Page
from trainer.tui.widgets.decks import DeckList
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.heatmap import Heatmap
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from trainer.study.home import DeckRow, Home

EMPTY = "There is nothing to learn here yet."
BEGIN = (
    "Questions live in YAML files in a folder called questions. Begin with one such file, "
    "questions/first.yaml:"
)
EXAMPLE = """\
questions:
- ask: Which city was the main Tang capital in 750?
  answer: Chang'an
  wrong: [Luoyang, Kaifeng]"""
UNREAD = (
    "No question here can be read. `trainer check` shows what to mend, and here it comes by itself "
    "at the next start."
)
MEANWHILE = "Cards come back when due. To practise now, browse ({}) and drill ({})."
AFTER = "Then start trainer in the folder above it; `trainer check` tells what it can't read."
FIRST = (
    "{} asks the first questions. You will miss some: each comes back just before you would "
    "forget it, so ten minutes a day are enough. Every answer is saved at once, and {} ends at any "
    "time."
)


class HomeScreen(Page):
    """Read anew each time it is shown."""

    moment = Moment.HOME

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__(keys)
        self.home: Home | None = None
        self._seen_at = 0.0

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(self._title, id="title")
            with Sheet():
                yield Lines(id="today")
                yield DeckList()
                yield Lines(id="notes")
                yield Heatmap()
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()
        self.trainer.once_there(self, self._glance, self._look, meanwhile=self._wait)

    def _wait(self, said: str) -> None:
        self.query_one("#today", Lines).show(lambda w, _: [plain(said, w.ink("muted"))])

    def _glance(self) -> None:
        self._show(self.trainer.opened(lambda: self.trainer.backend.glance()))

    def _look(self) -> None:
        self._show(self.trainer.opened(lambda: self.trainer.backend.home()))

    def _show(self, home: Home | None) -> None:
        if home is None or home == self.home:
            return
        self.home, self._seen_at = home, self.trainer.now()
        self.query_one("#today", Lines).show(self._today if home.decks else _welcome)
        self.query_one("#title", Lines).show(self._title)
        self.query_one(DeckList).show(home.decks, self.trainer.deck)
        notes = self.query_one("#notes", Lines)
        notes.display = bool(home.notes or home.exams)
        if notes.display:
            notes.show(self._notes)
        if home.exams:
            self.tick(notes)
        heatmap = self.query_one(Heatmap)
        heatmap.show(home.heat, home.today)
        heatmap.set_class(bool(home.decks and home.heat), "-ready")
        self.refresh_keys()

    def applies(self, action: str) -> bool:
        match action:
            case "open" | "move" | "statistics" | "browse" | "exam":
                return bool(self.home and self.home.decks)
            case "settings":
                return self.trainer.settings is not None
            case _:
                return True

    # --- keys

    def action_move(self, by: int) -> None:
        self.query_one(DeckList).move(by)
        self._here()
        self._follow()

    def on_resize(self) -> None:
        if self.home is not None and self.home.decks:
            self.once_laid_out(self._follow)

    def _follow(self) -> None:
        decks = self.query_one(DeckList)
        self.query_one(Sheet).keep_in_sight(decks, *decks.span(decks.cursor))

    def _here(self) -> DeckRow:
        """The deck under the cursor, on which home opens again from now on."""
        deck = self.query_one(DeckList).deck
        self.trainer.deck = deck.id
        return deck

    @on(DeckList.Opened)
    def action_open(self) -> None:
        deck = self._here()
        if deck.due or deck.new:
            self.trainer.study(deck.id)
        else:
            self.say("Nothing is left in this deck today.")

    def action_exam(self) -> None:
        self.trainer.sit(self._here().id)

    def action_settings(self) -> None:
        self.trainer.show_settings()

    def action_browse(self) -> None:
        self.trainer.show_browser()

    def action_statistics(self) -> None:
        """Of all decks; the others follow from the chosen one on."""
        decks = self.query_one(DeckList)
        ids = tuple(deck.id for deck in decks.decks)
        self.trainer.show_statistics(ids[decks.cursor :] + ids[: decks.cursor])

    # --- texts

    def _title(self, widget: Panel, width: int) -> list[Content]:
        day = dated(self.home.today, "%A %-d %B") if self.home else ""
        return [ends(plain("trainer", widget.ink("title")), plain(day, widget.ink("muted")), width)]

    def _today(self, widget: Panel, width: int) -> list[Content]:
        assert self.home is not None
        home = self.home
        due, new = sum(d.due_first for d in home.decks), sum(d.new_first for d in home.decks)
        strong, muted = widget.ink("strong"), widget.ink("muted")
        if due or new:
            to_do = Content.assemble((f"{due:,}", strong), " due   ", (f"{new:,}", strong), " new")
        elif home.answers:
            to_do = plain("✓ Done for today", widget.ink("word-right"))
        elif any(deck.total for deck in home.decks):
            to_do = plain("Nothing is due today", strong)
        else:
            return _unread(widget, width) if home.notes else _welcome(widget, width)
        if not home.heat:
            lines = to_do.wrap(width)
            return [*lines, Content(), *plain(self._first).wrap(width)] if due or new else lines
        done = f"{counted(home.answers, 'answer')} today"
        if home.answers:
            done += f", {home.right / home.answers:.0%} right, {duration_words(home.seconds)}"
        said = [done]
        if home.streak > 1:
            said.append(f"{home.streak} days in a row")
        lines = [*to_do.wrap(width), *dotted(said, width, muted)]
        if not (due or new):
            meanwhile = MEANWHILE.format(self.shown_key("browse"), self.shown_key("drill_found"))
            lines += plain(meanwhile, muted).wrap(width)
        return lines

    @property
    def _first(self) -> str:
        """What to do at the first start."""
        open_, end = self.shown_key("open"), self.shown_key("quit")
        return FIRST.format(open_.capitalize() if len(open_) > 1 else open_, end)

    def _notes(self, widget: Panel, width: int) -> list[Content]:
        assert self.home is not None
        lines: list[Content] = []
        gone, key = int(1000 * (self.trainer.now() - self._seen_at)), self.shown_key("exam")
        exams = (exam.after(gone).words(key) for exam in self.home.exams)
        for note in (*exams, *self.home.notes):
            lines += hang(plain("! ", widget.ink("word-partly")), plain(note), width)
        return lines


def _unread(widget: Panel, width: int) -> list[Content]:
    """A library of mistakes alone, which are listed below."""
    lines = plain(EMPTY, widget.ink("strong")).wrap(width)
    return [*lines, Content(), *plain(UNREAD).wrap(width)]


def _welcome(widget: Panel, width: int) -> list[Content]:
    """The empty home says what to do."""
    lines = plain(EMPTY, widget.ink("strong")).wrap(width)
    lines += [Content(), *plain(BEGIN).wrap(width), Content()]
    lines += [
        line
        for row in EXAMPLE.split("\n")
        for line in hang(Content("  "), plain(row, widget.ink("code")), width, Content("      "))
    ]
    return [*lines, Content(), *plain(AFTER).wrap(width)]
