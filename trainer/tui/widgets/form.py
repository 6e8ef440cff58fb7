"""The settings as rows under headings, one of which may be typed in."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from trainer.settings import Settings
from trainer.study.preferences import Preference
from trainer.tui.content import hang, plain, typed
from trainer.tui.field import Field
from trainer.tui.widgets.panel import Panel, fill, tag

LABEL = 26
NARROW = 48
"""Cells below which a value stands under its label."""

Groups = tuple[tuple[str, tuple[Preference, ...]], ...]


class Form(Panel):
    """`field` is what is being typed for the row under the cursor, or None."""

    ALLOW_SELECT = False

    @dataclass
    class Clicked(Message):
        """A row was clicked that the cursor stood on already."""

    def __init__(self, groups: Groups) -> None:
        super().__init__()
        self.groups = groups
        self.rows = tuple(row for _, rows in groups for row in rows)
        self.settings = Settings()
        self.cursor = 0
        self.field: Field | None = None

    @property
    def row(self) -> Preference:
        return self.rows[self.cursor]

    def show(self, settings: Settings) -> None:
        self.settings, self.field = settings, None
        self.changed()

    def move(self, by: int) -> None:
        self.cursor = (self.cursor + by) % len(self.rows)
        self.changed()

    def type(self, field: Field | None) -> None:
        self.field = field
        self.changed()

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.style)
        if row is None or self.field is not None:
            return
        if row == self.cursor:
            self.post_message(self.Clicked())
        self.cursor = row
        self.changed()

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        row = 0
        for title, preferences in self.groups:
            lines += [Content()] * bool(lines)
            lines.append(plain(title, self.ink("heading")))
            for preference in preferences:
                lines += tag(self._row(preference, row == self.cursor, width), row, width)
                row += 1
        return [*lines, Content(), *self._keys(width)]

    def _row(self, preference: Preference, here: bool, width: int) -> list[Content]:
        mark = " › " if here else "   "
        label = plain(
            f"{mark}{preference.label:<{LABEL - 3}}", self.ink("strong" if here else "title-idle")
        )
        value = self._value(preference, here)
        if width < NARROW:
            under = Content("     ")
            lines = [label, *hang(under, value, width - 1)]
        else:
            lines = hang(label, value, width - 1)
        return [fill(line, width, self.ink("cursor")) for line in lines] if here else lines

    def _value(self, preference: Preference, here: bool) -> Content:
        if here and self.field is not None:
            return typed(self.field, self.ink("blank-on"))
        shown = preference.shown(self.settings)
        if preference.choices and here:
            return plain(f"‹ {shown or preference.otherwise} ›", self.ink("strong"))
        return plain(shown) if shown else plain(preference.otherwise, self.ink("muted"))

    def _keys(self, width: int) -> list[Content]:
        """The learner's own keys, which only the file holds."""
        lines = [plain("Keys", self.ink("heading"))]
        for action, key in self.settings.keys.items():
            lines += hang(plain(f"   {action:<{LABEL - 3}}"), plain(key, self.ink("key")), width)
        said = "Your own keys stand in the settings file, under [keys]; ? lists all there are."
        return [*lines, *hang(Content("   "), plain(said, self.ink("muted")), width)]
