"""What is wrong with a deck file, seen beside the questions that there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from trainer.bank.decks import Deck, matching, within
from trainer.bank.index import Index
from trainer.bank.library import SUFFIXES, bytes_there
from trainer.bank.search import all_of, tagged
from trainer.language.deckfile import of_one_title
from trainer.language.deckplaces import DeckPlaces
from trainer.language.diagnostics import Diagnostic, Severity
from trainer.language.reading import DeckFile
from trainer.language.reporter import did_you_mean, listed

NAMED = 10
"""So many tags are named where none of them is like the one that was written."""

Places = Callable[[str], DeckPlaces]
"""Gives the places of a deck file by its name as it is shown."""


def on_decks(
    index: Index, decks: Sequence[Deck], files: Mapping[str, bytes]
) -> Iterator[Diagnostic]:
    """What is wrong with the decks of a library, of whose files (as shown) these are the bytes."""

    @cache
    def places(file: str) -> DeckPlaces:
        return DeckPlaces(files.get(file, b""), file)

    written = [deck for deck in decks if deck.file]
    yield from _one_title(written, places)
    for deck in written:
        if deck.files:  # else it was told as an error already
            yield from naming_nothing(deck, index.files, places, Severity.WARNING)
        here = _Here(index, deck)
        yield from _filtering_all(here, deck, places)
        yield from _short_draws(here, deck, places)


def placed(path: Path, shown: str) -> DeckPlaces:
    """The places in a deck file; where it can't be read any more, its first line is all of them."""
    return DeckPlaces(bytes_there(path), shown)


def naming_nothing(
    deck: DeckFile, names: Iterable[str], places: Places, severity: Severity
) -> Iterator[Diagnostic]:
    """Globs of a deck file that match none of these names."""
    every = list(names)
    for glob in deck.questions:
        if not matching([glob], every):
            help = "`questions:` holds globs below `questions/`, such as `tang/*.yaml`"
            if meant := _meant(glob, every):
                help = f"did you mean `{meant}`?"
            message = f"no question file matches `{glob}`"
            yield places(deck.file).tell("Q050", ("questions", glob), message, help, severity)


def _meant(glob: str, names: Sequence[str]) -> str | None:
    """A glob that is nearly the same and matches some of the names."""
    parts = PurePosixPath(glob).parts
    plain = next((n for n, part in enumerate(parts) if set(part) & set("*?[")), len(parts))
    folder, rest = _stem("/".join(parts[:plain])), parts[plain:]
    known = {parent.as_posix() for name in names for parent in PurePosixPath(name).parents}
    if not rest:  # without their endings, in which all files are alike
        known.update(map(_stem, names))
    like = did_you_mean(folder, known - {"."})
    for first in (folder, like) if like else (folder,):
        tried = "/".join(filter(None, (first, *rest)))
        for one in (tried, *(_stem(tried) + end for end in SUFFIXES)):
            if one != glob and matching([one], names):
                return one
    return None


def _stem(name: str) -> str:
    return next((name.removesuffix(end) for end in SUFFIXES if name.endswith(end)), name)


class _Here:
    """The questions of a deck's files that are asked, whatever its `where:` chooses of them."""

    def __init__(self, index: Index, deck: Deck) -> None:
        self._index, self._deck = index, deck
        self._all = replace(deck, tags=(), levels=None)

    def _grouped(self, columns: str) -> list[Any]:
        where = within(self._index, self._all)
        query = f"SELECT {columns} FROM items WHERE {where.sql} AND cards > 0 GROUP BY 1"
        return self._index.ask(query, where.values)

    def count(self, tag: str = "") -> int:
        """How many of them the deck's filter lets in, and have a tag."""
        where = all_of([within(self._index, self._deck), tagged([tag] if tag else [])])
        query = f"SELECT count(*) FROM items WHERE {where.sql} AND cards > 0"
        return int(self._index.ask(query, where.values)[0][0])

    @cached_property
    def tags(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for tags, many in self._grouped("tags, count(*)"):
            found.update(dict.fromkeys(tags.strip("\n").split("\n"), many))
        del found[""]
        return found

    @cached_property
    def levels(self) -> list[int]:
        return [level for (level,) in self._grouped("level") if level is not None]


def _filtering_all(here: _Here, deck: Deck, places: Places) -> Iterator[Diagnostic]:
    """Values of `where` that no question has, and a `where` that none passes."""
    mistakes: list[tuple[tuple[str, ...], str, str]] = []
    for tag in deck.tags:
        if tag not in here.tags:
            message = f"no question of this deck's files is tagged `{tag}`"
            mistakes.append((("where", "tags", tag), message, _other(tag, here.tags)))
    if deck.levels and not any(deck.levels[0] <= one <= deck.levels[1] for one in here.levels):
        message = "no question of this deck's files has such a level"
        help = (
            f"their levels are {listed(map(str, here.levels))}" if here.levels else "none has any"
        )
        mistakes.append((("where", "level"), message, help))
    if not mistakes and (deck.tags or deck.levels) and not here.count():
        message = "no question of this deck's files has one of these tags and such a level"
        mistakes.append((("where",), message, "leave out one of the two"))
    for way, message, help in mistakes:
        yield places(deck.file).tell("Q057", way, message, help, Severity.WARNING)


def _other(tag: str, known: Counter[str]) -> str:
    if meant := did_you_mean(tag, known):
        return f"did you mean `{meant}`?"
    if not known:
        return "none of them has tags"
    return f"their tags are {listed(name for name, _ in known.most_common(NAMED))}" + (
        ", …" if len(known) > NAMED else ""
    )


def _short_draws(here: _Here, deck: Deck, places: Places) -> Iterator[Diagnostic]:
    """Exams that ask for more questions than the deck has."""
    for number, exam in enumerate(deck.exams):
        for tag, wanted in exam.draw.items() or [("", exam.questions)]:
            there = here.count(tag)
            if there < wanted:
                so_tagged = f" tagged `{tag}`" if tag else ""
                message = (
                    f"`{exam.title}` draws {wanted} questions{so_tagged}, the deck has {there}"
                )
                help = "draw fewer, or write more questions"
                if tag and not there and (meant := did_you_mean(tag, here.tags)):
                    help = f"did you mean `{meant}`?"
                way = ("exams", number, *(("draw", tag) if tag else ("questions",)))
                yield places(deck.file).tell("Q052", way, message, help, Severity.WARNING)


def _one_title(decks: Sequence[Deck], places: Places) -> Iterator[Diagnostic]:
    """Decks that people can't tell apart."""
    for deck, other in of_one_title((deck.title, deck) for deck in decks):
        there = places(other.file).related(("title",), "the other deck")
        yield places(deck.file).tell(
            "Q058",
            ("title",),
            f"another deck is called `{deck.title}` too",
            "give one of them another `title:`, or nobody can tell them apart",
            Severity.WARNING,
            (there,),
        )
