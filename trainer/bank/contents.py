"""What an index keeps of one file: a row for each question, its answers, what was left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple, get_args

from trainer.bank.packing import pack, pack_advice, pack_diagnostics
from trainer.fingerprint import prints
from trainer.language.advice.advise import advise
from trainer.language.advice.habits import Advice
from trainer.language.reader import read, read_fully
from trainer.language.reading import Entry, Head, Reading, Shared
from trainer.language.skim.file import Skim, Skimmed
from trainer.language.skim.written import UnsureError
from trainer.paths import QUESTIONS
from trainer.question import BACK, FORWARD, Body, Cloze, Media, Term

Item = tuple[int, str, str, str, int, str, str, int | None, str, str, str, str, str, int, int, int]
"""One question, as the table `items` has it from its column `position` on. No `NamedTuple`, so that
processes can send it on."""


class Contents(NamedTuple):
    """One file as an index keeps it: all but items and answers as JSON.

    `advice` is None where nobody asked for any. `answers` are the texts that a judge should know.
    """

    file_id: str
    head: str
    diagnostics: str
    advice: str | None
    media: str
    cards: int
    items: tuple[Item, ...]
    answers: tuple[str, ...]


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
    for portion in skim:
        rows.add([_skimmed_of(one) if isinstance(one, Entry) else one for one in portion])
        media += [each for one in portion if isinstance(one, Entry) for each in _media(one)]
    if not rows.distinct():
        raise UnsureError
    return rows.contents("[]", None, media)


def in_full(reading: Reading, advice: Advice | None = None) -> Contents:
    rows = _Rows(reading.head)
    rows.add(list(map(_skimmed_of, reading.entries)))
    media = [one for entry in reading.entries for one in _media(entry)]
    packed = None if advice is None else pack_advice(advice)
    return rows.contents(pack_diagnostics(reading.diagnostics), packed, media)


def _skimmed_of(entry: Entry) -> Skimmed:
    """A question as if it were skimmed."""
    q = entry.question
    values = {name: getattr(q, name) for name in _KEPT}
    return Skimmed(q.id, values, q.body, entry.start, entry.end, entry.line)


_KEPT = ("tags", "level", "fact", "after", "was", "retired", "names")
"""The keys of a question that its row is made of, beside its body."""


class _Rows:
    """The rows of a file's questions, as they are added."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._items: list[Item] = []
        self._answers = list(head.names)

    def add(self, questions: Sequence[Skimmed]) -> None:
        """Many at a time, step by step, as they were skimmed."""
        printed = [prints(one.body) for one in questions]
        items = self._items
        for one, (graded, identity, answers) in zip(questions, printed, strict=True):
            id, values, body, start, end, line = one
            get = values.get
            facets = _facets(body)
            tags = get("tags")
            self._answers += answers
            self._answers += get("names", ())
            items.append(
                (
                    len(items),
                    id,
                    _KINDS[body.__class__],
                    "\n".join(facets),
                    0 if get("retired") else len(facets),
                    tags[0] if tags else "",
                    f"\n{_LINES(tags)}\n" if tags else "\n",
                    get("level"),
                    get("fact", ""),
                    _LINES(after) if (after := get("after")) else "",
                    _LINES(was) if (was := get("was")) else "",
                    graded,
                    identity[:12],
                    start,
                    end,
                    line,
                )
            )

    def distinct(self) -> bool:
        """Whether no two questions have one id."""
        return len({item[1] for item in self._items}) == len(self._items)

    def contents(
        self, diagnostics: str, advice: str | None, media: list[tuple[str, int]]
    ) -> Contents:
        return Contents(
            self._head.id,
            pack(self._head),
            diagnostics,
            advice,
            json.dumps(media),
            sum(item[4] for item in self._items),
            tuple(self._items),
            tuple(dict.fromkeys(self._answers)),
        )


_LINES = "\n".join


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
