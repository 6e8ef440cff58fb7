"""Collects the mistakes of one file, turning spans in its text into lines, columns and excerpts."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from trainer.language.diagnostics import TOO_LONG, Diagnostic, Edit, Related, Severity
from trainer.language.elsewhere import MEANT, REMARKS
from trainer.language.grammar import ALL_KEYS
from trainer.language.keys import Key
from trainer.language.oddspaces import bare, is_odd, plain, told
from trainer.patterns import pattern
from trainer.wording.brief import brief

if TYPE_CHECKING:
    from trainer.language.source import Node

BOM = b"\xef\xbb\xbf"
Span = tuple[int, int]
LONGEST_LINE = 10_000
"""Characters of a line that is shown with a mistake."""
# From which likeness on (difflib's, 0 to 1) a word may be meant; of up to three letters the second.
_ALIKE, _ALIKE_SHORT = 0.65, 0.5
_LINE_END = pattern("\n")
_FIRST_KEY = pattern(r"[ ]*(?:-[ ]+)?(?:\{[ ]*)?([\w-]+)(?=[ ]*:)")


class Reporter:
    """One file's text and what was found in it. Spans count characters of `text` from 0.

    `first_line` is the line of the file that `text` begins at, where only a piece of it is read.
    `bom` is the number of bytes that stand before the text.
    """

    def __init__(self, file: str, text: str, first_line: int = 1, bom: int = 0) -> None:
        self.file = file
        self.text = text
        self.first_line = first_line
        self.bom = bom
        self.found: list[Diagnostic] = []
        self._starts: list[int] = []
        self._bytes: list[int] = []
        self._even: str | None = None

    @property
    def even(self) -> str:
        """The text with a space for the carriage return of each line end: it means no more to YAML,
        places stay the same, and what looks for slips has one kind of line end to think of."""
        if self._even is None:
            self._even = self.text.replace("\r\n", " \n")
        return self._even

    def _lines(self) -> list[int]:
        if not self._starts:
            self._starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        return self._starts

    def place(self, index: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        starts = self._lines()
        line = bisect_right(starts, index) - 1
        return line + self.first_line, index - starts[line] + 1

    def start_of(self, line: int) -> int:
        """The first character of a line; of the last one where a file has become shorter since
        its lines were counted."""
        starts = self._lines()
        return starts[min(line - self.first_line, len(starts) - 1)]

    def excerpt(self, index: int) -> str:
        """The line that a character stands in; `TOO_LONG` for one of which a copy for each of its
        mistakes would fill the memory."""
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        end = end if end >= 0 else len(self.text)
        return self.text[start:end].rstrip("\r") if end - start <= LONGEST_LINE else TOO_LONG

    def line_from(self, start: int) -> Span:
        """The span from a character to the end of its line, without blanks at the end."""
        end = self.text.find("\n", start)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return start, start + len(line.rstrip())

    def byte(self, index: int) -> int:
        """Where a character stands in the file, in bytes."""
        if not self._bytes:
            starts = self._lines()
            sizes = (len(self.text[a:b].encode()) for a, b in pairwise(starts))
            self._bytes = list(accumulate(sizes, initial=self.bom))
        line = bisect_right(self._starts, index) - 1
        return self._bytes[line] + len(self.text[self._starts[line] : index].encode())

    def edit(self, start: int, end: int, text: str) -> Edit:
        """An edit of a span of characters, in the bytes that the file is made of."""
        return Edit(self.byte(start), self.byte(end), text)

    def report(
        self,
        code: str,
        at: Node | Span,
        message: str,
        help: str = "",
        *,
        severity: Severity = Severity.ERROR,
        related: tuple[Related, ...] = (),
        fix: tuple[Edit, ...] = (),
    ) -> None:
        """Note a mistake at a node or a span."""
        start, end = at if isinstance(at, tuple) else span(at)
        line, column = self.place(start)
        end_line, end_column = self.place(max(start, min(end, len(self.text))))
        self.found.append(
            Diagnostic(
                code=code,
                message=message,
                file=self.file,
                line=line,
                column=column,
                end_line=end_line,
                end_column=end_column,
                help=help,
                severity=severity,
                excerpt=self.excerpt(start),
                related=related,
                fix=fix,
            )
        )

    def sorted(self) -> tuple[Diagnostic, ...]:
        """What was found, from the top of the file to its end."""
        return tuple(sorted(self.found, key=lambda one: (one.line, one.column)))

    def related(self, at: Node | Span, message: str) -> Related:
        """A second place for a mistake in the same file."""
        start, _ = at if isinstance(at, tuple) else span(at)
        line, column = self.place(start)
        return Related(self.file, line, column, message, self.excerpt(start))


def reporter_of(file: str, data: bytes) -> Reporter:
    """For a file that was read before: its lines are those that the reader counted."""
    bom = len(BOM) if data.startswith(BOM) else 0
    text = data[bom:].decode(errors="replace")
    return Reporter(file, text if "\n" in text else text.replace("\r", "\n"), bom=bom)


def span(node: Node) -> Span:
    """The characters a node covers."""
    return node.start_mark.index, node.end_mark.index


def first_key(reporter: Reporter, start: int) -> Span:
    """The first key of the item whose line begins at `start`; the line, where it has none."""
    found = _FIRST_KEY.match(reporter.text, start)
    return found.span(1) if found else reporter.line_from(start)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that a misspelt word was probably meant to be."""
    names = {name.casefold(): name for name in known}
    folded = word.casefold().strip().replace("_", "-")
    if folded in names:
        return names[folded]
    # Fingers swap letters more often than they take others, which difflib thinks equally like.
    same = sorted(folded)
    swapped = next(
        (name for name in names if len(name) == len(folded) and sorted(name) == same), ""
    )
    if swapped:
        return names[swapped]
    close = difflib.get_close_matches(
        folded, names, n=1, cutoff=_ALIKE if len(folded) > 3 else _ALIKE_SHORT
    )
    return names[close[0]] if close else None


def listed(words: Iterable[str]) -> str:
    """Words in backquotes with commas, as a sentence wants them."""
    return ", ".join(f"`{word}`" for word in words)


def report_twice(reporter: Reporter, again: Node, first: Node, name: str) -> None:
    """The same key twice in one map."""
    reporter.report(
        "Y019",
        again,
        f"`{name}` stands here twice",
        "only one of them can hold; remove or rename the other",
        related=(reporter.related(first, "the first one"),),
    )


def unknown_key(reporter: Reporter, node: Node, known: Mapping[str, Key]) -> str | None:
    """Report a key that doesn't exist; the one that was probably meant, if there is one."""
    from trainer.language.source import ScalarNode

    if not isinstance(node, ScalarNode):
        at = reporter.line_from(node.start_mark.index)
        reporter.report("Q010", at, "a key is one word", f"keys here are {listed(known)}")
        return None
    name: str = node.value
    if name == "<<":
        reporter.report(
            "Y016",
            node,
            "merge keys are not part of this language",
            "what questions share goes under `defaults:`",
        )
        return None
    if is_odd(name) and (bare(name) in known or bare(name) in ALL_KEYS):
        _oddly_spaced(reporter, node, name)
        # In the first column it may be meant for a question as well as for the head.
        return bare(name) if "ask" in known else None
    meant = MEANT.get(name.lower())
    meant = meant if meant in known else did_you_mean(name, known)
    if name in REMARKS and "ask" in known:
        meant, help = None, REMARKS[name]
    elif meant:
        help = f"did you mean `{meant}`?"
    elif len(known) <= 12:
        help = f"keys here are {listed(known)}"
    else:
        help = "`trainer schema` lists all keys; quote a text that holds a colon and a space"
    start, end = node.start_mark.index, node.end_mark.index
    fix = (reporter.edit(start, end, meant),) if meant and meant == name.lower() else ()
    reporter.report("Q010", node, f"unknown key `{brief(name)}`", help, fix=fix)
    return meant


def _oddly_spaced(reporter: Reporter, node: Node, name: str) -> None:
    """Report a key that would be one but for the spaces around it."""
    key = bare(name)
    start, end = node.start_mark.index, node.end_mark.index
    fix = reporter.edit(start, end, plain(name[: name.index(key)]) + key)
    reporter.report("Y025", node, told(name), "write plain spaces", fix=(fix,))
