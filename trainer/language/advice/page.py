"""One file under advice: where things stand in it, and which advice its author silenced."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from trainer.language.diagnostics import Diagnostic, Related, Severity
from trainer.language.reading import Entry, Reading
from trainer.language.reporter import BOM, Reporter, Span, first_key, listed, reporter_of

RULES = (
    "W001", "W002", "W003", "W004", "W005", "W006", "W007", "W008", "W009", "W010", "W011", "W012",
    "W013",
)  # fmt: skip
"""What can be said of one question, and so be silenced on it."""

_SILENCE = re.compile(rb"(?:^|[ \t])#[ \t]*trainer:[ \t]*ignore[ \t]*=[ \t]*([^\r\n#]*)", re.M)
_CODE = re.compile(rb"[^\s,]+")


class Page:
    """A file's text and its entries. The text is decoded once there is something to say."""

    def __init__(self, data: bytes, reading: Reading) -> None:
        self.entries = reading.entries
        self._data = data
        self._file = reading.file
        self._silenced: Mapping[int, set[str]] = {}
        if b"trainer:" in data:
            self._silenced = self._silences()

    @cached_property
    def reporter(self) -> Reporter:
        return reporter_of(self._file, self._data)

    def silent(self, code: str, position: int) -> bool:
        """Whether a piece of advice on an entry isn't wanted; -1 is the head, and so the file."""
        return bool(self._silenced) and any(
            code in self._silenced.get(place, ()) for place in (position, -1)
        )

    def say(
        self,
        code: str,
        position: int,
        key: str,
        message: str,
        help: str,
        *,
        text: str = "",
        related: tuple[Related, ...] = (),
    ) -> None:
        """Advice on an entry, at `text` behind a key of it, else at the key."""
        if not self.silent(code, position):
            at = self.place(position, key, text)
            self.reporter.report(code, at, message, help, severity=Severity.INFO, related=related)

    def place(self, position: int, key: str, text: str = "") -> Span:
        """Where a text stands behind a key of an entry; else the key, else the entry's first."""
        entry = self.entries[position]
        whole = self.reporter.text
        start = self._character(entry.start)
        end = start + len(self._data[entry.start : entry.end].decode(errors="replace"))
        found = re.compile(rf"(?:^[ ]*(?:-[ ]+)?|[{{,][ ]*)({key})[ ]*:", re.M).search(
            whole, start, end
        )
        if found is None:
            return first_key(self.reporter, start)
        at = whole.find(text, found.end(), end) if text else -1
        return found.span(1) if at < 0 else (at, at + len(text.split("\n")[0]))

    @cached_property
    def _lines(self) -> list[int]:
        """The byte that each line begins at."""
        end = b"\n" if b"\n" in self._data else b"\r"
        return [0, *(found.end() for found in re.finditer(end, self._data))]

    def _character(self, at: int) -> int:
        """The character that a byte is, counted from the beginning of its line: a large file may
        have some advice on each of its questions."""
        line = bisect_right(self._lines, at)
        before = self._data[self._lines[line - 1] : at]
        bom = line == 1 and before.startswith(BOM)
        return self.reporter.start_of(line) + len(before.decode(errors="replace")) - bom

    def also(self, position: int, message: str) -> Related:
        """An entry as the second place of some advice."""
        start = self._character(self.entries[position].start)
        return self.reporter.related(first_key(self.reporter, start), message)

    def _silences(self) -> dict[int, set[str]]:
        silenced: dict[int, set[str]] = {}
        starts = [entry.start for entry in self.entries]
        for found in _SILENCE.finditer(self._data):
            position = bisect_right(starts, found.start()) - 1
            if position + 1 < len(starts) and self._above(found.start(), position):
                position += 1
            codes = silenced.setdefault(position, set())
            for word in _CODE.finditer(found[1]):
                code = word[0].decode(errors="replace").upper()
                codes.add(code)
                if code not in RULES:
                    self._unknown(code, found.start(1) + word.start(), len(word[0]))
        return silenced

    def _above(self, at: int, position: int) -> bool:
        """Whether a comment stands between an entry and the next one's dash, and so above that."""
        following = self.entries[position + 1]
        line = self._data.rfind(b"\n", 0, at) + 1
        if self._data[line : at + 1].strip(b" \t\n#"):
            return False
        below = self._data[line : following.start].split(b"\n")
        if any(one.strip() and not one.lstrip().startswith(b"#") for one in below):
            return False
        indent = len(below[0]) - len(below[0].lstrip(b" "))
        return position < 0 or indent < following.question.place.column - 1

    def _unknown(self, code: str, at: int, size: int) -> None:
        start = self._character(at)
        message = f"`{code}` is no advice that a question can silence"
        help = f"there are {listed(RULES)}; mistakes are to be mended"
        where = (start, start + size)
        self.reporter.report("Q056", where, message, help, severity=Severity.WARNING)

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        return self.reporter.sorted() if "reporter" in self.__dict__ else ()


def asked_in(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """The entries that are still asked, with their positions."""
    return ((n, entry) for n, entry in enumerate(entries) if not entry.question.retired)
