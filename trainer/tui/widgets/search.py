"""The line that a search is typed in, and below it what is wrong with it."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content

from trainer.study.words import sentence
from trainer.tui.content import hang, plain, typed
from trainer.tui.field import Field
from trainer.tui.widgets.panel import Panel

SLASH = " / "
EXAMPLE = "words, tag:, deck:, level:1..3, kind:, is:due, -not"


class SearchLine(Panel):
    """Has a cursor while it is `active`; an example stands in it while it is empty."""

    ALLOW_SELECT = False

    def __init__(self, text: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.field = Field.holding(text)
        self.active = False
        self.wrong = ""

    @property
    def text(self) -> str:
        return self.field.text

    def activate(self, active: bool) -> None:
        self.active = active
        self.changed()

    def complain(self, wrong: str) -> None:
        """Says what is wrong with the search; nothing with ""."""
        self.wrong = wrong
        self.changed()

    def press(self, event: events.Key) -> bool:
        """Takes a key that types or edits; False leaves it to others."""
        if event.is_printable and event.character:
            self.field = self.field.typed(event.character)
        elif (edited := self.field.pressed(event.key)) is not None:
            self.field = edited
        else:
            return False
        self.changed()
        return True

    def paste(self, text: str) -> None:
        self.field = self.field.typed(text)
        self.changed()

    def lines(self, width: int) -> list[Content]:
        ground, faint = self.ink("field"), self.ink("field-mark")
        text = typed(self.field, ground, active=self.active)
        if not self.text:
            text += plain(EXAMPLE, faint)
        line = Content.styled(SLASH, faint) + text
        line = line[self._hidden(line.plain, width) :].truncate(width, ellipsis=not self.text)
        lines = [line.pad_right(max(0, width - line.cell_length)).stylize_before(ground)]
        if self.wrong:
            wrong = sentence(self.wrong)
            lines += hang(plain("! ", self.ink("word-partly")), plain(wrong), width)
        return lines

    def _hidden(self, line: str, width: int) -> int:
        """How many characters make way, so that the cursor stays in sight."""
        end = len(SLASH) + self.field.cursor + 1
        first = max(0, end - width)
        while cell_len(line[first:end]) > width:
            first += 1
        return first
