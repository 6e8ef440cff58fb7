"""How many cards carry which tag, and which tags a card carries."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from trainer.bank.index import Index
from trainer.bank.search import EACH, Condition


def tag_totals(index: Index, where: Condition) -> Counter[str]:
    """How many cards each tag is on, retired ones left out."""
    found: Counter[str] = Counter()
    query = f"SELECT tags, sum(cards) FROM items WHERE {where.sql} GROUP BY tags"
    for tags, cards in index.ask(query, where.values):
        found.update(dict.fromkeys(_split(tags), cards))
    return +found


def tags_of(index: Index, ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The tags of questions (`file-id/question-id`), in the order they are written in."""
    query = f"SELECT question, tags FROM items WHERE question IN {EACH}"
    rows = index.ask(query, [json.dumps(list(ids))])
    return {question: _split(tags) for question, tags in rows}


def _split(tags: str) -> tuple[str, ...]:
    return tuple(tag for tag in tags.split("\n") if tag)
