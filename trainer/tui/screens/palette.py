"""The command palette: everything that can be done now, found by its name."""

from __future__ import annotations

import re
from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style

from trainer.records import record
from trainer.tui.content import ends, hang, plain, typed
from trainer.tui.field import Field
from trainer.tui.keys import BODY, Key, Moment
from trainer.tui.screens.page import Page
from trainer.tui.widgets.footer import Footer
from trainer.tui.widgets.lines import Lines
from trainer.tui.widgets.panel import Panel, fill, tag

LEAVES = frozenset({"back", "palette", "page", "move", "scroll"})
"""Actions for which nobody opens a palette."""


@record(frozen=True)
class Command:
    """A line of the palette: what it says, the key that does the same, and what it does."""

    name: str
    key: str
    run: Callable[[], object]


class PaletteScreen(Page, ModalScreen[None]):
    """Over `below`, whose keys of the moment it offers, and the themes."""

    moment = Moment.FIND

    def __init__(self, keys: tuple[Key, ...], below: Page) -> None:
        super().__init__(keys)
        self.below = below
        self.field = Field()
        self.cursor = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Lines(self._typed, id="find")
            yield Lines(self._list, id="found")
        yield Footer()

    def on_mount(self) -> None:
        self.refresh_keys()

    @property
    def typing(self) -> bool:
        return True

    @property
    def commands(self) -> tuple[Command, ...]:
        """Those whose name has every typed word in it, at the beginning of a word before others,
        else in the table's order, then the themes."""
        words = self.field.text.casefold().split()
        every = (*self._keys(), *self._themes())
        found = [one for one in every if all(word in one.name.casefold() for word in words)]
        return tuple(sorted(found, key=lambda one: _within(one.name.casefold(), words)))

    def _keys(self) -> list[Command]:
        return [
            Command(key.help, key.shown(self.below.typing), self._act(key.action))
            for key in self.below.now()
            if key.help and key.action != BODY and key.action.partition("(")[0] not in LEAVES
        ]

    def _act(self, action: str) -> Callable[[], object]:
        return lambda: self.app.call_later(self.below.run_action, action)

    def _themes(self) -> list[Command]:
        now = self.app.theme
        return [
            Command(f"Theme: {name}", "now" if name == now else "", self._wear(name))
            for name in self.trainer.themes
        ]

    def _wear(self, name: str) -> Callable[[], object]:
        return lambda: self.trainer.keep_theme(name)

    # --- keys

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "tab", "up", "shift+tab"):
            by = 1 if event.key in ("down", "tab") else -1
            self.cursor = (self.cursor + by) % max(1, len(self.commands))
        elif event.key == "enter":
            self._do()
        elif event.is_printable and event.character:
            self._type(self.field.typed(event.character))
        elif (edited := self.field.pressed(event.key)) is not None:
            self._type(edited)
        else:
            return
        event.stop()
        event.prevent_default()
        for lines in self.query(Lines):
            lines.changed()

    def on_paste(self, event: events.Paste) -> None:
        self._type(self.field.typed(event.text))
        for lines in self.query(Lines):
            lines.changed()

    def _type(self, field: Field) -> None:
        self.field, self.cursor = field, 0

    def on_click(self, event: events.Click) -> None:
        row = self.query_one("#found", Lines).row_at(event.style)
        if row is not None:
            self.cursor = row
            self._do()

    def _do(self) -> None:
        found = self.commands
        if found:
            self.app.pop_screen()
            found[self.cursor].run()

    def action_back(self) -> None:
        self.app.pop_screen()

    # --- texts

    def _typed(self, widget: Panel, width: int) -> list[Content]:
        text = typed(self.field, Style())
        if not self.field.text:
            text += plain("What would you like to do?", widget.ink("muted"))
        lines = (plain("› ", widget.ink("key")) + text).fold(max(width, 4))
        return lines[:1] if self.has_class("-tiny") else [*lines, Content()]

    def _list(self, widget: Panel, width: int) -> list[Content]:
        found = self.commands
        if not found:
            return [plain("No command has that in its name.", widget.ink("muted"))]
        keys = max(len(command.key) for command in found)
        rows = [self._command(widget, one, n, width, keys) for n, one in enumerate(found)]
        room = max(2, self.size.height - (4 if self.has_class("-tiny") else 10))
        before = sum(map(len, rows[: self.cursor]))
        lines = [line for row in rows for line in row]
        first = max(0, min(before - room // 2, len(lines) - room))
        return lines[first : first + room]

    def _command(
        self, widget: Panel, command: Command, row: int, width: int, keys: int
    ) -> list[Content]:
        here = row == self.cursor
        mark = plain(" › " if here else "   ")
        name = plain(command.name, widget.ink("strong" if here else "title-idle"))
        lines = hang(mark, name, width - keys - 2)
        lines[0] = ends(lines[0], plain(f"{command.key} ", widget.ink("key")), width)
        if here:
            lines = [fill(line, width, widget.ink("cursor")) for line in lines]
        return tag(lines, row, width)


def _within(name: str, words: list[str]) -> int:
    """How many of the words stand within a word of the name only."""
    beginnings = re.split(r"[^\w]+", name)
    return sum(not any(one.startswith(word) for one in beginnings) for word in words)
