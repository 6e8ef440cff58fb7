"""Advice that only shows over many files, and whether the author of a question silenced it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from pathlib import PurePath

from trainer.bank.bodies import bytes_of
from trainer.bank.files import by_number
from trainer.bank.index import Index
from trainer.language.advice.page import Page
from trainer.language.advice.tagging import slips
from trainer.language.diagnostics import Diagnostic
from trainer.language.reader import read
from trainer.language.together import Linked, tell_slip, tell_twins

TWINS = 100
"""So many questions that stand in two files are told of; more are a copied folder."""


def on_many_files(index: Index) -> Iterator[Diagnostic]:
    """Questions that stand in two files, and tags that are a letter away from another one."""
    pages = _Pages(index)
    yield from _twins(index, pages)
    yield from _misspelt_tags(index, pages)


class _Pages:
    """Files under advice by their numbers, read once more where there is something to say."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names = by_number(index.files)
        self.bytes = cache(partial(bytes_of, index))
        self.page = cache(self._page)

    def name(self, number: int) -> str | None:
        """A file's name below `questions/`, None for one that is left out."""
        return self._names.get(number)

    def _page(self, name: str) -> Page:
        data, shown = self.bytes(name), self._index.shown(name)
        return Page(data, read(data, shown, PurePath(name).stem, self._index.shared))

    def silent(self, code: str, name: str, line: int) -> bool:
        """Whether a piece of advice on the question in a line isn't wanted."""
        if b"trainer:" not in self.bytes(name):
            return False
        return self.page(name).silent(code, self.position(name, line))

    def position(self, name: str, line: int) -> int:
        entries = self.page(name).entries
        return next((n for n, entry in enumerate(entries) if entry.line == line), -1)


def _twins(index: Index, pages: _Pages) -> Iterator[Diagnostic]:
    """Questions that stand word for word in another file too."""
    rows = index.ask(
        "SELECT min(a.file), a.line, b.file, b.line FROM items a JOIN items b"
        " ON a.identity = b.identity AND a.file < b.file AND (a.fact = '' OR a.fact <> b.fact)"
        " WHERE a.cards > 0 AND b.cards > 0 AND a.identity IN"
        " (SELECT identity FROM items GROUP BY identity HAVING count(*) > 1)"
        " GROUP BY b.id ORDER BY b.id LIMIT ?",
        [TWINS],
    )
    twins = [
        (Linked("", first, first_line), Linked("", second, line))
        for a, first_line, b, line in rows
        if (first := pages.name(a)) is not None
        and (second := pages.name(b)) is not None
        and not pages.silent("W010", first, first_line)
        and not pages.silent("W010", second, line)
    ]
    yield from tell_twins(twins, pages.bytes)


def _misspelt_tags(index: Index, pages: _Pages) -> Iterator[Diagnostic]:
    counted: Counter[str] = Counter()
    for tags, many in index.ask("SELECT tags, count(*) FROM items WHERE cards > 0 GROUP BY tags"):
        for tag in tags.split("\n"):
            counted[tag] += many
    for tag, meant in slips(counted):
        rows = index.ask(
            "SELECT file, line FROM items WHERE cards > 0 AND instr(tags, ?) > 0", [f"\n{tag}\n"]
        )
        for number, line in rows:
            name = pages.name(number)
            if name is not None and not pages.silent("W013", name, line):
                yield tell_slip(Linked("", name, line), tag, meant, counted[meant], pages.bytes)
