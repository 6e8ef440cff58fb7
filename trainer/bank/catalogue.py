"""The questions of a library as a list to look through: found by a search, read as they come up."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from trainer.bank.decks import Deck, within
from trainer.bank.files import by_number
from trainer.bank.index import Index
from trainer.bank.search import EACH, Search, Term, condition, matched
from trainer.fingerprint import digest
from trainer.records import record


@record(frozen=True, slots=True)
class Entry:
    """A question of the list, by its number there; its cards' keys, and how it is filed."""

    number: int
    question: str
    cards: tuple[str, ...]
    kind: str
    level: int | None
    tags: tuple[str, ...]


class Catalogue:
    """Questions by number, retired ones left out. A number stays until its file is read anew."""

    def __init__(
        self,
        index: Index,
        library: str,
        deck: Callable[[str], Deck],
    ) -> None:
        self._index, self._library = index, library
        self._deck = deck
        self._order: tuple[int, dict[int, int]] = (-1, {})

    @property
    def unsearchable(self) -> int:
        """The bytes of question files that were never searched for words as they are now."""
        return self._index.unsearchable

    def made_searchable(self) -> Iterator[int]:
        """Puts in the words of those files, a portion at a time; gives the bytes of each. Whoever
        stops in between leaves the rest to the next search."""
        return self._index.made_searchable()

    def make_searchable(self) -> None:
        """All of them at once."""
        deque(self._index.made_searchable(), maxlen=0)

    def find(self, search: Search) -> list[int]:
        """The questions for which a search holds but for its `is:`, in order.

        Raises BadSearchError, NotFoundError where it names no deck. With words alone it asks the
        text index and nothing else: rows of questions are wide, and reading thousands of them
        would cost more than the search.
        """
        if search.worded:
            self.make_searchable()
        order = self._ordered()
        words = [term for term in search.terms if not term.field and not term.negated]
        rest = tuple(term for term in search.terms if term not in words)
        found: list[int] | None = None
        if query := matched(words):
            rows = self._index.ask("SELECT rowid FROM texts WHERE texts MATCH ?", [query])
            found = [number for (number,) in rows if number in order]
        if rest:
            found = self._holding(rest, found)
        elif found is None:
            return list(order)
        return sorted(found, key=order.__getitem__)

    def _holding(self, terms: tuple[Term, ...], among: Sequence[int] | None) -> list[int]:
        where = condition(Search(terms), lambda name: within(self._index, self._deck(name)))
        sql, values = f"SELECT id FROM items WHERE {where.sql}", list(where.values)
        if among is not None:
            sql, values = f"{sql} AND id IN {EACH}", [*values, json.dumps(among)]
        return [n for (n,) in self._index.ask(sql, values) if n in self._order[1]]

    def entries(self, numbers: Iterable[int]) -> list[Entry]:
        """The questions with these numbers, in their order."""
        rows = self._index.ask(
            "SELECT id, question, facets, kind, level, tags FROM items"
            f" WHERE id IN {EACH} AND cards > 0",
            [json.dumps(wanted := list(numbers))],
        )
        found = {row[0]: self._entry(*row) for row in rows}
        return [found[number] for number in wanted if number in found]

    def having(self, questions: Iterable[str]) -> list[Entry]:
        """The questions with these keys (`library:file-id/question-id`), in no order."""
        prefix = f"{self._library}:"
        ids = [key.removeprefix(prefix) for key in questions if key.startswith(prefix)]
        rows = self._index.ask(
            "SELECT file, id, question, facets, kind, level, tags FROM items"
            f" WHERE question IN {EACH} AND cards > 0",
            [json.dumps(ids)],
        )
        usable = by_number(self._index.files)
        return [self._entry(*row) for file, *row in rows if file in usable]

    def like(self, id: str) -> str | None:
        """The id (`file-id/question-id`) that a misspelt one was probably meant to be: one of the
        same file, or one that a question of another file has."""
        from trainer.language.reporter import did_you_mean  # which those who find it do without

        file, _, name = id.rpartition("/")
        rows = self._index.ask(
            "SELECT question FROM items WHERE instr(question, ?) = 1"
            " OR substr(question, -length(?)) = ?",
            [f"{file}/", f"/{name}", f"/{name}"],
        )
        return did_you_mean(id, sorted(question for (question,) in rows))

    def tag_totals(self, deck: Deck) -> Counter[str]:
        """How many of a deck's cards carry each tag. Counted over its questions once, and noted
        until a file is read anew."""
        name = f"tags {digest(repr((deck.files, deck.tags, deck.levels)))}"
        version = str(self._index.version)
        former, _, noted = self._index.noted(name).partition(" ")
        if former == version:
            return Counter(json.loads(noted))
        found = self._count_tags(deck)
        self._index.note(name, f"{version} {json.dumps(found)}")
        return found

    def _count_tags(self, deck: Deck) -> Counter[str]:
        found: Counter[str] = Counter()
        where = within(self._index, deck)
        query = f"SELECT tags, sum(cards) FROM items WHERE {where.sql} GROUP BY tags"
        for tags, cards in self._index.ask(query, where.values):
            found.update(dict.fromkeys(_split(tags), cards))
        return +found

    def tags(self, keys: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The tags of those of the card keys that are here."""
        wanted = list(keys)
        entries = self.having({key.partition("#")[0] for key in wanted})
        found = {key: entry.tags for entry in entries for key in entry.cards}
        return {key: found[key] for key in wanted if key in found}

    def _ordered(self) -> dict[int, int]:
        """The place of each question, worked out again when a file was read anew."""
        version, order = self._order
        if version != self._index.version:
            ranks = {file.number: rank for rank, file in enumerate(self._index.files.values())}
            rows = self._index.ask("SELECT file, position, id FROM items WHERE cards > 0")
            here = sorted((ranks[f], position, n) for f, position, n in rows if f in ranks)
            order = {number: place for place, (_, _, number) in enumerate(here)}
            self._order = (self._index.version, order)
        return order

    def _entry(
        self, number: int, id: str, facets: str, kind: str, level: int | None, tags: str
    ) -> Entry:
        question = f"{self._library}:{id}"
        cards = tuple(f"{question}#{f}" if f else question for f in facets.split("\n"))
        return Entry(number, question, cards, kind, level, _split(tags))


def _split(tags: str) -> tuple[str, ...]:
    return tuple(tag for tag in tags.split("\n") if tag)
