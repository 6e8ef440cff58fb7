"""A file while it is being written: its cards in order, with what is wrong in the place of those
that can't be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from trainer.bank.bank import Bank
from trainer.bank.library import LIBRARY_FILE, Library, read_bytes
from trainer.bank.watching import Stamps, stamps_of
from trainer.judging.judge import right_answer
from trainer.judging.verdict import Outcome, Verdict
from trainer.language.diagnostics import Diagnostic, Severity
from trainer.language.reader import Entry, Shared, read
from trainer.memory.card import Phase
from trainer.paths import QUESTIONS
from trainer.question import Card, Recall, Term, cards
from trainer.records import record
from trainer.study.showing import Judged, Showing
from trainer.study.shuffle import order_shown

_DASH = re.compile(r"([ ]*)-(?:[ ]|$)")


@record(frozen=True, slots=True)
class Stop:
    """A card, or a question that can't be read, which has its `written` lines instead.

    `question` counts the file's questions from 1, `part` the cards of one; `line` and `last` are
    where the question begins and ends.
    """

    question: int
    line: int
    last: int
    card: Card | None = None
    part: int = 1
    parts: int = 1
    written: str = ""
    found: tuple[Diagnostic, ...] = ()


@record(frozen=True, slots=True)
class Draft:
    """One reading of the file. `elsewhere` is what was found outside every question."""

    shown: str
    title: str
    stops: tuple[Stop, ...]
    elsewhere: tuple[Diagnostic, ...]

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """All that was found, each once, in the order of the file."""
        of_questions = (one for stop in self.stops if stop.part == 1 for one in stop.found)
        return (*self.elsewhere, *of_questions)

    @property
    def questions(self) -> int:
        return self.stops[-1].question if self.stops else 0

    def place_of(self, before: Stop | None) -> int:
        """Where a stop of an earlier reading is now: the same card if it is still there, else
        what stands nearest to its line."""
        if before is None or not self.stops:
            return 0
        for position, stop in enumerate(self.stops):
            if stop.card and before.card and stop.card.id == before.card.id:
                return position
        return min(range(len(self.stops)), key=lambda n: abs(self.stops[n].line - before.line))


@record(frozen=True, slots=True)
class Author:
    """Whoever writes a file: it is read as often as it is saved. `cache_dir` is where the
    library's index is kept."""

    library: Library
    path: Path
    cache_dir: Path | None

    def read(self) -> Draft:
        """The file as it is now, with all that `check` says of it. Raises OSError."""
        with Bank.open(self.library, self.cache_dir) as bank:
            found = bank.check([self.path])
            shared = bank.shared
        return draft(read_bytes(self.path), self.library, self.path, shared, found)

    def stamps(self) -> Stamps:
        """What tells that the file, or what its library gives to it, was saved."""
        return stamps_of((self.path, self.library.questions / LIBRARY_FILE))


def draft(
    data: bytes, library: Library, path: Path, shared: Shared, found: Sequence[Diagnostic]
) -> Draft:
    """One reading of a file's bytes; `found` is what is wrong in it."""
    name = path.relative_to(library.questions).as_posix()
    reading = read(data, f"{QUESTIONS}/{name}", path.stem, shared)
    lines = data.decode(errors="replace").split("\n")
    items = [_Item(entry.line, entry) for entry in reading.entries]
    items = _with_broken(items, _ends(data, reading.entries), found, lines)
    stops = tuple(_stops(items, found, lines))
    within = {one for stop in stops for one in stop.found}
    elsewhere = tuple(one for one in found if one not in within)
    return Draft(library.shown(path), reading.head.title or path.stem, stops, elsewhere)


@record(frozen=True, slots=True)
class _Item:
    line: int
    entry: Entry | None


def _ends(data: bytes, entries: Sequence[Entry]) -> dict[int, int]:
    """The last line of each question that could be read, by its first."""
    ends: dict[int, int] = {}
    for entry in entries:
        ends[entry.line] = entry.line + data.count(b"\n", entry.start, entry.end - 1)
    return ends


def _with_broken(
    items: list[_Item], ends: dict[int, int], found: Sequence[Diagnostic], lines: Sequence[str]
) -> list[_Item]:
    """The questions with those that can't be read among them: errors outside all others, each at
    the dash above it."""
    dashes = _dashes(lines, [item.line for item in items])
    lost: set[int] = set()
    for one in found:
        if one.severity is not Severity.ERROR or not dashes or one.line < dashes[0]:
            continue
        if not any(first <= one.line <= last for first, last in ends.items()):
            lost.add(dashes[bisect_right(dashes, one.line) - 1])
    lost -= ends.keys()
    return sorted([*items, *(_Item(line, None) for line in lost)], key=lambda item: item.line)


def _dashes(lines: Sequence[str], known: Sequence[int]) -> list[int]:
    """The lines on which questions begin, by the dashes of those that could be read, or by the
    outermost ones."""
    all_of_them = [(n, len(m[1])) for n, line in enumerate(lines, 1) if (m := _DASH.match(line))]
    begun = next((n for n, line in enumerate(lines, 1) if line.startswith("questions")), 0)
    below = [(n, indent) for n, indent in all_of_them if n > begun]
    indents = {indent for n, indent in below if n in known} or {
        min((i for _, i in below), default=0)
    }
    return [n for n, indent in below if indent in indents]


def _stops(
    items: Sequence[_Item], found: Sequence[Diagnostic], lines: Sequence[str]
) -> Iterator[Stop]:
    for number, item in enumerate(items, 1):
        last = items[number].line - 1 if number < len(items) else len(lines)
        here = tuple(one for one in found if item.line <= one.line <= last)
        if item.entry is None:
            written = "\n".join(lines[item.line - 1 : last]).rstrip()
            yield Stop(number, item.line, last, written=written, found=here)
            continue
        every = list(cards(item.entry.question))
        for part, card in enumerate(every, 1):
            yield Stop(number, item.line, last, card, part, len(every), found=here)


def showing_of(card: Card) -> Showing:
    """The card as a learner sees it the first time, in an order that stays while it is edited."""
    return Showing(card, 1, order_shown(card.question, Random(card.id)), Phase.NEW, 0)


def revealed(card: Card) -> Judged:
    """What is shown of a card that was answered right."""
    body = card.question.body
    graded = isinstance(body, Recall) or (isinstance(body, Term) and not body.typed)
    expected = right_answer(card)
    outcome = Outcome.SELF if graded else Outcome.RIGHT
    verdict = Verdict(outcome, 1.0, expected=expected, parts=(1.0,) * len(expected))
    return Judged(verdict, None, {})
