"""The bank: everything a library has to learn, opened once and asked by study, Anki and faces.

    with Bank.open(library, cache_dir) as bank:
        deck = bank.deck("xinjiang-1949")
        for candidate in bank.candidates(deck): ...
        cards = bank.cards([candidate.key])

Only what is asked for is read: a table of contents knows where each question stands, and bodies
are cut out of their files when a card is wanted.
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from trainer.bank import bodies, search
from trainer.bank.candidates import ROWS, Row, candidates_of, in_portions
from trainer.bank.census import Census
from trainer.bank.decks import Deck, chosen, within
from trainer.bank.finding import find_deck
from trainer.bank.index import Index
from trainer.bank.library import LIBRARY_FILE, Library
from trainer.bank.packing import unpack_head
from trainer.bank.ranks import Ranks
from trainer.bank.search import Condition, all_of, among, tagged
from trainer.bank.shelf import Shelf
from trainer.bank.ticking import Tick, unwatched
from trainer.memory.candidate import Candidate

if TYPE_CHECKING:
    from trainer.bank.catalogue import Catalogue
    from trainer.language.diagnostics import Diagnostic
    from trainer.language.reading import Head, Shared
    from trainer.question import Card, Question


class Bank:
    """A library opened for reading. Not for use by two threads at once; close it, or use `with`.

    Keys are those of histories: `library:file-id/question-id`, for a card with its `#facet`.
    Keys of other libraries are never found here.
    """

    def __init__(self, index: Index) -> None:
        self.library: Library = index.library
        self._index = index
        self._ranks = Ranks(index)
        self._decks: Shelf | None = None

    @classmethod
    def open(
        cls,
        library: Library,
        cache_dir: Path | None = None,
        *,
        advising: bool = False,
        tick: Tick = unwatched,
        recalled: bool = False,
    ) -> Self:
        """Bring the table of contents up to date and open it.

        `cache_dir` is where it is kept; None, or a folder that can't be written, keeps it in
        memory. Files that can't be read are no error here, see `problems`. `advising` spares
        `check` a second reading of those that changed. `tick` is told of what has to be read. With
        `recalled` nobody looks at the files yet; see `unsure`.
        """
        now, asked = time.time_ns(), {"advising": advising, "recalled": recalled}
        return cls(Index.open(library, cache_dir, now, tick=tick, **asked))

    @property
    def unsure(self) -> bool:
        """Whether it was recalled and not refreshed since."""
        return self._index.unsure

    @property
    def as_left(self) -> bool:
        """Whether a first question may be asked while it is `unsure`: its file is looked at when it
        is read, and if that isn't as it was, all are."""
        return self.unsure and self._index.holds(self.library.questions / LIBRARY_FILE)

    def close(self) -> None:
        self._index.close()

    def put_down(self) -> None:
        """Keeps what was worked out since it was opened, for the next to open it."""
        self._index.put_down()

    def refresh(self) -> bool:
        """Reads what was changed on the disk since it was opened; whether anything was."""
        changed = self._index.renew()
        for known in ("id", "title", "census", "catalogue"):
            self.__dict__.pop(known, None)
        return changed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def id(self) -> str:
        """The library's id, `local` until it has one; every key begins with it."""
        return self._index.named[0]

    @cached_property
    def title(self) -> str:
        """The library's title, or its folder's name."""
        return self._index.named[1] or self.library.root.name

    @cached_property
    def census(self) -> Census:
        """Which questions and files there are, for whoever keeps histories beside them."""
        return Census(self._index, self.id)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The questions as a list, for whoever looks through them."""
        from trainer.bank.catalogue import Catalogue

        return Catalogue(self._index, self.id, self.deck)

    @property
    def shared(self) -> Shared:
        """What library.yaml gives to every file."""
        return self._index.shared

    def heads(self, deck: Deck | None = None) -> dict[str, Head]:
        """What stands at the head of the deck's (or all) files, by their names below `questions/`,
        in order."""
        heads = dict(self._index.ask("SELECT name, head FROM files"))
        names = deck.files if deck else self._index.files
        return {name: unpack_head(heads[name]) for name in names if name in heads}

    def decks(self) -> tuple[Deck, ...]:
        """Deck files by name, then a deck for each folder or file that they leave out."""
        return self._shelf.decks

    def deck(self, name: str) -> Deck:
        """A deck by its id, or the questions of a folder or YAML file (a path, or as it stands
        under `questions/`). Raises NotFoundError, with what it may have meant."""
        return find_deck(self._index, self._shelf, name)

    def candidates(
        self, deck: Deck, tag: str = "", *, without: Container[str] = ()
    ) -> Iterator[Candidate]:
        """The deck's cards (those with a tag) in order without retired ones, streamed a file at a
        time; none of the files `without`.

        Their state is left NEW: what is known of a card is the history's to say. `fact` is as
        written; `topic` the first tag; `question` and `after` are question keys.
        """
        where = all_of([chosen(deck), tagged([tag] if tag else [])])
        for rank, name in enumerate(deck.files):
            if name in without or (file := self._index.file(name)) is None:
                continue
            rows = self._index.ask(
                f"{ROWS} WHERE file = ? AND cards > 0 AND {where.sql} ORDER BY position",
                [file.number, *where.values],
            )
            for row in map(Row._make, rows):
                yield from candidates_of(self.id, row, rank)

    def find(self, keys: Iterable[str], deck: Deck | None = None) -> dict[str, Candidate]:
        """Those of the card keys that are in the bank (and in the deck), by card key; retired
        questions are not."""
        wanted = set(keys)
        ids = {self._id(key.partition("#")[0]) for key in wanted} - {""}
        if not ids:
            return {}
        where = all_of([among(ids), Condition("cards > 0"), chosen(deck)])
        rows = [*map(Row._make, self._index.ask(f"{ROWS} WHERE {where.sql}", where.values))]
        ranks = self._ranks.of(deck, (row.file for row in rows))
        found: dict[str, Candidate] = {}
        for row in rows:
            if row.file in ranks:
                for candidate in candidates_of(self.id, row, ranks[row.file]):
                    if candidate.key in wanted:
                        found[candidate.key] = candidate
        return found

    def card_keys(self, question: str) -> tuple[str, ...]:
        """The keys of a question's cards, by its key; none where it is absent or retired."""
        rows = self._index.ask(f"{ROWS} WHERE question = ? AND cards > 0", [self._id(question)])
        return tuple(card.key for row in rows for card in candidates_of(self.id, Row._make(row), 0))

    def fingerprints(self, keys: Iterable[str]) -> dict[str, str]:
        """What is graded (see `trainer.fingerprint.graded`) of those card keys that are here."""
        by_id: dict[str, list[str]] = {}
        for key in keys:
            by_id.setdefault(self._id(key.partition("#")[0]), []).append(key)
        where = among(by_id)
        asked = f"SELECT file, question, graded FROM items WHERE {where.sql}"
        rows = self._index.ask(asked, where.values)
        here = self._ranks.of(None, (file for file, *_ in rows))
        return {key: graded for file, id, graded in rows if file in here for key in by_id[id]}

    def count(self, deck: Deck) -> int:
        """How many cards the deck has, retired ones left out."""
        return self._shelf.cards(deck)

    def size(self, deck: Deck) -> int:
        """How many questions the deck has, retired ones too."""
        where = within(self._index, deck)
        rows = f"SELECT count(*) FROM items WHERE {where.sql}"
        return int(self._index.ask(rows, where.values)[0][0])

    def cards(self, keys: Iterable[str]) -> dict[str, Card]:
        """The cards with these keys, bodies read; those that are gone or broken are missing."""
        from trainer.question import cards  # 28 classes, which home does without: 10 ms

        wanted = list(keys)
        found = self.questions({key.partition("#")[0] for key in wanted})
        every = {card.key: card for question in found.values() for card in cards(question)}
        return {key: every[key] for key in wanted if key in every}

    def questions(self, keys: Iterable[str]) -> dict[str, Question]:
        """The questions with these keys (`library:file-id/question-id`), bodies read."""
        ids = [id for key in keys if (id := self._id(key))]
        return {q.key: q for q in bodies.questions(self._index, ids).values()}

    def every_question(self, deck: Deck | None = None) -> Iterator[Question]:
        """The deck's (or all) questions in order, retired ones too, read a file at a time."""
        where = all_of([chosen(deck)])
        for name in deck.files if deck else tuple(self._index.files):
            if name in self._index.files:
                rows = self._index.ask(
                    f"SELECT question FROM items WHERE file = ? AND {where.sql}",
                    [self._index.files[name].number, *where.values],
                )
                yield from bodies.whole_file(self._index, name, {id for (id,) in rows})

    def search(self, text: str, deck: Deck | None = None) -> Iterator[Candidate]:
        """The cards that match a search such as `tag:soviet-aid fuel`, in order, but retired ones.

        Raises BadSearchError with a sentence. `is:` terms are left to the caller, see
        `search.parse`.
        """
        terms = search.parse(text)
        if terms.worded:
            self.catalogue.make_searchable()
        asked = search.condition(terms, lambda name: within(self._index, self.deck(name)))
        where = all_of([asked, Condition("cards > 0"), chosen(deck)])
        query = f"SELECT file, position, id FROM items WHERE {where.sql}"
        rows = self._index.ask(query, where.values)
        ranks = self._ranks.of(deck, (file for file, *_ in rows))
        hits = sorted((ranks[file], at, id) for file, at, id in rows if file in ranks)
        return in_portions(self._index, self.id, [id for *_, id in hits], ranks)

    def known(self, text: str) -> bool:
        """Whether a text, in its `known_form`, is an answer of any question or a name."""
        return self._index.knows(text)

    def learn(self) -> bool:
        """Does a portion of what the first `known` would wait for; whether some is left."""
        return self._index.learn()

    def heirs(self, orphans: Mapping[str, str], answered: Container[str] = ()) -> dict[str, str]:
        """New keys for card keys that are no longer in the bank, where that is unmistakable.

        `orphans` maps a card key to the text that history last saw ('' if unknown, see
        `fingerprint.likened`); `answered` holds all keys with a history, which take over no other.
        """
        from trainer.bank.heirs import Prefixed, heirs

        ids = {id: text for key, text in orphans.items() if (id := self._id(key))}
        found = heirs(self._index, ids, Prefixed(f"{self.id}:", answered))
        return {f"{self.id}:{old}": f"{self.id}:{new}" for old, new in found.items()}

    def problems(self) -> tuple[Diagnostic, ...]:
        """What is left out because it can't be read: errors of files, questions and decks."""
        wrong = "SELECT 1 FROM files WHERE diagnostics <> '[]' LIMIT 1"
        if not (self._index.ask(wrong) or self._index.left_out or self._shelf.diagnostics):
            return ()  # as nearly always: 7 ms of imports less
        from trainer.bank.checking import errors

        return errors(self._index, self._shelf)

    def check(self, paths: Sequence[Path] = ()) -> tuple[Diagnostic, ...]:
        """All diagnostics of these files and folders (none: of all, and of the decks), with what
        only shows beyond one file, and advice, by file and line."""
        from trainer.bank.checking import check

        return check(self._index, self._shelf, paths)

    @property
    def _shelf(self) -> Shelf:
        if self._decks is None or self._decks.taken != self._index.taken:
            self._decks = Shelf(self._index)
        return self._decks

    def _id(self, key: str) -> str:
        """A key of this library without the library; '' for another's."""
        library, _, id = key.partition(":")
        return id if library == self.id else ""
