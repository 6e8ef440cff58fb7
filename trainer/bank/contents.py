"""What an index keeps of one file: a row for each question, its words, and what was left out."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any, NamedTuple, get_args

from trainer.bank.packing import pack, pack_advice, pack_diagnostics
from trainer.fingerprint import answers_of, fingerprints
from trainer.language.advice.advise import advise
from trainer.language.advice.habits import Advice
from trainer.language.reader import read, read_fully
from trainer.language.reading import Entry, Head, Reading, Shared
from trainer.language.skim.file import Skim, Skimmed
from trainer.language.skim.written import UnsureError
from trainer.paths import QUESTIONS
from trainer.question import BACK, FORWARD, Body, Cloze, Media, Term, stem
from trainer.wording.normalise import known_form
from trainer.wording.spaced import spaced


class Item(NamedTuple):
    """One question, as the table `items` has it from its column `position` on."""

    position: int
    question: str
    kind: str
    facets: str
    cards: int
    topic: str
    tags: str
    level: int | None
    fact: str
    after: str
    was: str
    graded: str
    identity: str
    start: int
    end: int
    line: int


class Contents(NamedTuple):
    """One file as an index keeps it: all but items, texts and words as JSON.

    `advice` is None where nobody asked for any.
    """

    file_id: str
    head: str
    diagnostics: str
    advice: str | None
    media: str
    cards: int
    items: tuple[tuple[Any, ...], ...]  # each an `Item`, plain so that processes can send it on
    texts: tuple[str, ...]
    words: tuple[str, ...]


def contents(data: bytes, name: str, shared: Shared, *, advising: bool = False) -> Contents:
    """A question file's contents; `name` is below `questions/`. Never raises, whatever the bytes
    are. Advice on its questions costs more than indexing them, so it is extra."""
    file, default = f"{QUESTIONS}/{name}", PurePath(name).stem
    if not advising:
        try:
            return _skimmed(Skim(data, file, default, shared))
        except UnsureError:
            pass
        return in_full(read_fully(data, file, default, shared))
    reading = read(data, file, default, shared)
    return in_full(reading, advise(data, reading))


def _skimmed(skim: Skim) -> Contents:
    """What can be skimmed of a file, without a question made of it. Raises UnsureError."""
    rows = _Rows(skim.head)
    media: list[tuple[str, int]] = []
    for item in skim:
        if isinstance(item, Skimmed):
            get = item.values.get
            rows.add(
                item.id, item.body, get("tags", ()), get("level"), get("fact", ""),
                get("after", ()), get("was", ()), get("retired", False), get("names", ()),
                get("explain", ""), item.start, item.end, item.line,
            )  # fmt: skip
        else:
            rows.add_entry(item)
            media += _media(item)
    if not rows.distinct():
        raise UnsureError
    return rows.contents("[]", None, media)


def in_full(reading: Reading, advice: Advice | None = None) -> Contents:
    rows = _Rows(reading.head)
    for entry in reading.entries:
        rows.add_entry(entry)
    media = [one for entry in reading.entries for one in _media(entry)]
    packed = None if advice is None else pack_advice(advice)
    return rows.contents(pack_diagnostics(reading.diagnostics), packed, media)


class _Rows:
    """The rows of a file's questions, as they are added."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._items: list[Item] = []
        self._texts: list[str] = []
        self._words = set(head.names)

    def add_entry(self, entry: Entry) -> None:
        q = entry.question
        self.add(
            q.id, q.body, q.tags, q.level, q.fact, q.after, q.was, q.retired, q.names, q.explain,
            entry.start, entry.end, entry.line,
        )  # fmt: skip

    def add(
        self,
        id: str,
        body: Body,
        tags: tuple[str, ...],
        level: int | None,
        fact: str,
        after: tuple[str, ...],
        was: tuple[str, ...],
        retired: bool,
        names: tuple[str, ...],
        explain: str,
        start: int,
        end: int,
        line: int,
    ) -> None:
        facets = _facets(body)
        answers = (*names, *answers_of(body))
        graded, identity = fingerprints(body)
        self._words.update(answers)
        self._texts.append(spaced("\n".join((id, stem(body), *answers, explain, *tags))))
        self._items.append(
            Item(
                len(self._items),
                id,
                _KINDS[type(body)],
                "\n".join(facets),
                0 if retired else len(facets),
                tags[0] if tags else "",
                "\n" + "".join(f"{tag}\n" for tag in tags),
                level,
                fact,
                "\n".join(after),
                "\n".join(was),
                graded,
                identity[:12],
                start,
                end,
                line,
            )
        )

    def distinct(self) -> bool:
        """Whether no two questions have one id."""
        return len({item.question for item in self._items}) == len(self._items)

    def contents(
        self, diagnostics: str, advice: str | None, media: list[tuple[str, int]]
    ) -> Contents:
        known = {normal for word in self._words if (normal := known_form(word))}
        return Contents(
            self._head.id,
            pack(self._head),
            diagnostics,
            advice,
            json.dumps(media),
            sum(item.cards for item in self._items),
            tuple(map(tuple, self._items)),
            tuple(self._texts),
            tuple(sorted(known)),
        )


def _media(entry: Entry) -> list[tuple[str, int]]:
    """The pictures and sounds of a question, each with its line."""
    found: tuple[Media | None, ...] = (entry.question.image, entry.question.audio)
    return [(media.file, entry.line) for media in found if media is not None]


_KINDS: dict[type[Body], str] = {kind: kind.kind.value for kind in get_args(Body)}


def _facets(body: Body) -> tuple[str, ...]:
    """Those of `trainer.question.cards`, without making the cards."""
    match body:
        case Cloze():
            return body.groups
        case Term():
            return FORWARD, BACK
    return ("",)
