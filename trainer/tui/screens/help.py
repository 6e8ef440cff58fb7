"""Help: every key, from the table, those that count now first."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from trainer.tui.content import hang, plain
from trainer.tui.keys import ASKING, EVERYWHERE, Key, Moment
from trainer.tui.screens.scrolled import ScrolledPage
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel
from trainer.tui.widgets.sheet import Sheet

GROUPS: tuple[tuple[str, frozenset[Moment]], ...] = (
    ("Answering", ASKING),
    ("After the answer", frozenset({Moment.SETTLE, Moment.RATE})),
    ("Home", frozenset({Moment.HOME})),
    ("Results", frozenset({Moment.RESULTS, Moment.REPORT})),
    ("Exam", frozenset({Moment.EXAMS, Moment.EXAM, Moment.MAP})),
    ("Statistics", frozenset({Moment.STATISTICS})),
    ("Browser", frozenset({Moment.BROWSE})),
)
# An author's keys alone: no learner needs them, nor an author a learner's.
PREVIEW = ("Preview", frozenset({Moment.PREVIEW}))
TYPING = (
    "While a text field has the keyboard, letters and digits are text: hold alt for the keys "
    "above (alt+{}: {}), or leave the field with esc."
)


class HelpScreen(ScrolledPage):
    """`came_from` is the moment it was called in."""

    moment = Moment.READ

    def __init__(self, keys: tuple[Key, ...], came_from: Moment) -> None:
        super().__init__(keys)
        self.came_from = came_from

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Lines(lambda widget, _: [plain("Keys", widget.ink("title"))], id="title")
            with Sheet():
                yield Lines(self._table)
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()

    def action_back(self) -> None:
        self.app.pop_screen()

    def _table(self, widget: Panel, width: int) -> list[Content]:
        lines: list[Content] = []
        left = [key for key in self.keys if key.help]
        author = self.came_from is Moment.PREVIEW
        groups = sorted(GROUPS, key=lambda group: self.came_from not in group[1])
        groups = [PREVIEW] if author else groups
        anywhere = [key for key in left if key.moments >= EVERYWHERE]
        for title, moments in groups:
            keys = [key for key in left if key.moments & moments and key not in anywhere]
            if keys:
                lines += [*self._group(title, keys, widget, width), Content()]
            left = [key for key in left if key not in keys]
        lines += self._group("Everywhere", anywhere, widget, width)
        if author:
            return lines
        example = next(key for key in self.keys if key.typed and key.help)
        doing = f"{example.help[:1].lower()}{example.help[1:]}"
        typing = TYPING.format(example.show, doing)
        return [*lines, Content(), *plain(typing, widget.ink("muted")).wrap(width)]

    def _group(self, title: str, keys: list[Key], widget: Panel, width: int) -> list[Content]:
        lines = [plain(title, widget.ink("heading"))]
        for key in keys:
            first = plain(f"{key.shown(False):>10}  ", widget.ink("key"))
            lines += hang(first, plain(key.help), width)
        return lines
