"""Cards whose question is gone, and the cards that take over their history."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from trainer.bank.bodies import questions
from trainer.bank.files import by_number
from trainer.bank.identity import adopt
from trainer.bank.index import Index
from trainer.bank.search import EACH
from trainer.fingerprint import likened


class _Now(NamedTuple):
    """A question of the index, as far as inheriting goes."""

    question: str
    identity: str
    facets: tuple[str, ...]


def heirs(index: Index, orphans: Mapping[str, str], answered: Container[str]) -> dict[str, str]:
    """New card ids for orphans' (`file-id/question-id#facet`), where that is unmistakable.

    `orphans` maps each to the text it was last seen with ('' if unknown, see `likened`);
    `answered` holds the card ids that have a history, which take over no other.
    First by `was`, then by what a question without an id was known by, then by likeness.
    """
    gone: dict[str, str] = {}
    for card, text in orphans.items():
        gone.setdefault(card.partition("#")[0], text)
    renamed = _renamed(index)
    chosen: dict[str, _Now] = {old: renamed[old] for old in gone if old in renamed}
    left = {old: text for old, text in gone.items() if old not in chosen}
    by_file: dict[str, dict[str, str]] = {}
    for old, text in left.items():
        by_file.setdefault(old.rpartition("/")[0], {})[old] = text
    for file_id, olds in by_file.items():
        chosen |= _within_file(index, file_id, olds, answered)
    return {
        card: heir
        for card in orphans
        if (now := chosen.get(card.partition("#")[0]))
        and (heir := _facet(card, now)) is not None
        and heir not in answered
    }


def _facet(card: str, now: _Now) -> str | None:
    """The heir's card of the same facet, or its only one where the old one had none either."""
    _, mark, facet = card.partition("#")
    if facet in now.facets:
        return f"{now.question}{mark}{facet}"
    return None


def _renamed(index: Index) -> dict[str, _Now]:
    usable = by_number(index.files)
    rows = index.ask(f"{_NOW}, was, file FROM items WHERE was <> ''")
    return {
        old: _now(*row) for *row, was, file in rows if file in usable for old in was.split("\n")
    }


_NOW = "SELECT question, identity, facets"


def _now(question: str, identity: str, facets: str) -> _Now:
    return _Now(question, identity, tuple(facets.split("\n")))


def _within_file(
    index: Index, file_id: str, olds: Mapping[str, str], answered: Container[str]
) -> dict[str, _Now]:
    numbers = [file.number for file in index.files.values() if file.file_id == file_id]
    rows = index.ask(f"{_NOW} FROM items WHERE file IN {EACH}", [json.dumps(numbers)])
    fresh = {
        now.question: now
        for now in (_now(*row) for row in rows)
        if not any(card in answered for card in _cards(now))
    }
    chosen = dict(_by_identity(olds, fresh.values()))
    taken = {now.question for now in chosen.values()}
    open_olds = {old: text for old, text in olds.items() if old not in chosen and text}
    if not open_olds:
        return chosen
    bodies = questions(index, fresh.keys() - taken)
    texts = {id: likened(question) for id, question in bodies.items()}
    return chosen | {old: fresh[new] for old, new in adopt(open_olds, texts).items()}


def _cards(now: _Now) -> Iterator[str]:
    for facet in now.facets:
        yield f"{now.question}#{facet}" if facet else now.question


def _by_identity(olds: Iterable[str], fresh: Iterable[_Now]) -> Iterator[tuple[str, _Now]]:
    """A question that was given an id since: all else about it is as it was."""
    known = {now.identity: now for now in fresh}
    for old in olds:
        name = old.rpartition("/")[2]
        if name.startswith("~") and name[1:] in known:
            yield old, known[name[1:]]


class Prefixed:
    """The keys of one library seen as ids, without a copy of them."""

    def __init__(self, prefix: str, keys: Container[str]) -> None:
        self._prefix, self._keys = prefix, keys

    def __contains__(self, id: object) -> bool:
        return f"{self._prefix}{id}" in self._keys
