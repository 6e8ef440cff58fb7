"""What an index keeps of one file: a row for each question, its words, and what was left out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from trainer.bank.packing import pack, pack_advice, pack_diagnostics
from trainer.fingerprint import answer_texts, fingerprints
from trainer.language.advice.advise import advise
from trainer.language.reader import Entry, Shared, read
from trainer.paths import QUESTIONS
from trainer.question import BACK, FORWARD, Body, Cloze, Media, Question, Term
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


@dataclass(frozen=True, slots=True)
class Contents:
    """One file as an index keeps it: all but items, texts and words as JSON.

    `advice` is None where nobody asked for any.
    """

    file_id: str
    head: str
    diagnostics: str
    advice: str | None
    media: str
    items: tuple[Item, ...]
    texts: tuple[str, ...]
    words: tuple[str, ...]


def contents(data: bytes, name: str, shared: Shared, *, advising: bool = False) -> Contents:
    """A question file's contents; `name` is below `questions/`. Never raises, whatever the bytes
    are. Advice on its questions costs as much again as indexing them, so it is extra."""
    reading = read(data, f"{QUESTIONS}/{name}", PurePath(name).stem, shared)
    words = set(reading.head.names)
    texts: list[str] = []
    for question in reading.questions:
        answers = tuple(answer_texts(question))
        words.update(answers)
        texts.append(searchable(question, answers))
    return Contents(
        reading.head.id,
        pack(reading.head),
        pack_diagnostics(reading.diagnostics),
        pack_advice(advise(data, reading)) if advising else None,
        json.dumps([(m.file, e.line) for e in reading.entries for m in _media(e.question)]),
        tuple(_item(position, entry) for position, entry in enumerate(reading.entries)),
        tuple(texts),
        tuple(sorted({normal for word in words if (normal := known_form(word))})),
    )


def _media(question: Question) -> list[Media]:
    return [media for media in (question.image, question.audio) if media is not None]


def _item(position: int, entry: Entry) -> Item:
    question = entry.question
    facets = _facets(question.body)
    graded, identity = fingerprints(question.body)
    return Item(
        position,
        question.id,
        question.kind,
        "\n".join(facets),
        0 if question.retired else len(facets),
        question.tags[0] if question.tags else "",
        "".join(f"\n{tag}" for tag in question.tags) + "\n",
        question.level,
        question.fact,
        "\n".join(question.after),
        "\n".join(question.was),
        graded,
        identity[:12],
        entry.start,
        entry.end,
        entry.line,
    )


def _facets(body: Body) -> tuple[str, ...]:
    """Those of `trainer.question.cards`, without making the cards."""
    match body:
        case Cloze():
            return body.groups
        case Term():
            return FORWARD, BACK
    return ("",)


def searchable(question: Question, answers: Iterable[str]) -> str:
    """All that a person may look for in a question, its id and tags included."""
    parts = (question.id, question.ask, *answers, question.explain, *question.tags)
    return spaced("\n".join(parts))
