"""What is wrong in a file, by line: in full for what is looked at, a line each for the rest."""

from __future__ import annotations

from collections.abc import Container, Sequence

from textual.content import Content

from trainer.language.diagnostics import Diagnostic, Severity
from trainer.study.words import counted
from trainer.tui.content import hang, plain, shorten
from trainer.tui.widgets.panel import Panel

MARKS = {
    Severity.ERROR: ("✗", "word-wrong"),
    Severity.WARNING: ("!", "word-partly"),
    Severity.INFO: ("·", "word-muted"),
}


class Findings(Panel):
    """`here` are those of what is looked at; they come first."""

    found: Sequence[Diagnostic] = ()
    here: Container[Diagnostic] = ()

    def show(self, found: Sequence[Diagnostic], here: Container[Diagnostic]) -> None:
        self.found, self.here = found, here
        self.changed()

    def lines(self, width: int) -> list[Content]:
        near = [one for one in self.found if one in self.here]
        far = [one for one in self.found if one not in self.here]
        lines: list[Content] = []
        for one in near:
            lines += self._in_full(one, width)
        if far:
            lines.append(plain(f"Elsewhere: {counted(len(far), 'finding')}", self.ink("muted")))
        lines += [self._in_brief(one, width) for one in far]
        return lines

    def _in_full(self, one: Diagnostic, width: int) -> list[Content]:
        first = self._mark(one)
        rest = Content(" " * first.cell_length)
        lines = hang(first, plain(one.message), width, rest)
        if one.help:
            lines += hang(rest, plain(one.help, self.ink("muted")), width)
        return lines

    def _in_brief(self, one: Diagnostic, width: int) -> Content:
        first = self._mark(one)
        room = width - first.cell_length
        return first + plain(shorten(one.message, room), self.ink("muted"))

    def _mark(self, one: Diagnostic) -> Content:
        mark, ink = MARKS[one.severity]
        place = f"{one.line}:{one.column}" if one.line else "file"
        return Content.assemble(
            (f"{mark} ", self.ink(ink)),
            (f"{place:<6} ", self.ink("key")),
            (f"{one.code} ", self.ink("muted")),
        )
