"""Rows of the index into cards that may be studied."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from trainer.bank.index import Index
from trainer.bank.search import EACH
from trainer.memory.candidate import Candidate

FILE_STEP = 1 << 20
"""How far apart the positions of two files' first questions are; no file holds more."""

PORTION = 500
"""How many cards a search reads at a time: a screenful long before the end is known."""

ROWS = "SELECT id, file, position, question, facets, topic, fact, after FROM items"


class Row(NamedTuple):
    """A question as `ROWS` gives it."""

    number: int
    file: int
    position: int
    question: str
    facets: str
    topic: str
    fact: str
    after: str


def candidates_of(library: str, row: Row, rank: int) -> Iterator[Candidate]:
    """A question's cards, in a deck in whose order its file has a rank; `library` is the id."""
    question = f"{library}:{row.question}"
    after = tuple(f"{library}:{id}" for id in row.after.split("\n")) if row.after else ()
    position = rank * FILE_STEP + row.position
    for facet in row.facets.split("\n"):
        key = f"{question}#{facet}" if facet else question
        yield Candidate(key, question, row.fact, row.topic, after, position)


def in_portions(
    index: Index, library: str, numbers: Sequence[int], ranks: Mapping[int, int]
) -> Iterator[Candidate]:
    """The cards of these questions, which come in the order of their files' `ranks`."""
    for start in range(0, len(numbers), PORTION):
        some = json.dumps(numbers[start : start + PORTION])
        rows = map(Row._make, index.ask(f"{ROWS} WHERE id IN {EACH}", [some]))
        for row in sorted(rows, key=lambda r: (ranks[r.file], r.position)):
            yield from candidates_of(library, row, ranks[row.file])
