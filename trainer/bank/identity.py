"""Who a question is after an edit: which new question takes over the history of one that is gone.

Nothing here guesses between two: where a second question is nearly as alike, none is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, product

ALIKE = 0.6
"""The least likeness of an edited question without an id, from 0 to 1."""

SAME = 0.95
"""The least likeness where the old one had an id: its author meant it to be another question,
unless next to nothing of it changed."""

MARGIN = 0.15
"""How much less alike every other pairing must be."""

MANY = 100_000
"""Pairs beyond which only equal texts are looked for: 10 µs a pair would be felt."""


def adopt(orphans: Mapping[str, str], newcomers: Mapping[str, str]) -> dict[str, str]:
    """The new id of each orphan whose history a newcomer of the same file should take over.

    Both map a question's id to its text (stem and answers): the orphans' as last seen, the
    newcomers' as it is now, of questions without a history. Every id occurs at most once in the
    answer, which doesn't depend on the order of either mapping.
    """
    equal = dict(_equal(orphans, newcomers))
    left = {id: text for id, text in orphans.items() if id not in equal and text.strip()}
    free = {id: text for id, text in newcomers.items() if id not in set(equal.values())}
    if len(left) * len(free) > MANY:
        return equal
    old = {id: _pieces(text) for id, text in left.items()}
    new = {id: _pieces(text) for id, text in free.items()}
    scores = {(a, b): likeness(old[a], new[b]) for a, b in product(old, new)}
    return equal | dict(_unmistakable(scores))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two texts' pieces, 0 to 1 (Dice 1945, doi:10.2307/1932409)."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _pieces(text: str) -> frozenset[str]:
    """Words and their neighbours, so that order counts; three letters each where words have no
    spaces between them."""
    words = re.findall(r"\w+", text.casefold())
    letters = "".join(words)
    if len(words) < 4:
        return frozenset(letters[n : n + 3] for n in range(max(1, len(letters) - 2)))
    return frozenset(words) | {f"{a} {b}" for a, b in pairwise(words)}


def _equal(orphans: Mapping[str, str], newcomers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    gone = _by_text(orphans)
    come = _by_text(newcomers)
    for text, old in gone.items():
        if text and len(old) == 1 and len(come.get(text, ())) == 1:
            yield old[0], come[text][0]


def _by_text(questions: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id, text in questions.items():
        found.setdefault(" ".join(text.split()), []).append(id)
    return found


def _unmistakable(scores: Mapping[tuple[str, str], float]) -> Iterator[tuple[str, str]]:
    rows: dict[str, list[float]] = {}
    columns: dict[str, list[float]] = {}
    for (old, new), score in scores.items():
        rows.setdefault(old, []).append(score)
        columns.setdefault(new, []).append(score)
    for (old, new), score in scores.items():
        least = ALIKE if "/~" in old else SAME
        rivals = _without_one(rows[old], score) + _without_one(columns[new], score)
        if score >= least and all(rival <= score - MARGIN for rival in rivals):
            yield old, new


def _without_one(scores: list[float], score: float) -> list[float]:
    """The scores of all other pairings: one of those equal to `score` is the pairing itself."""
    at = scores.index(score)
    return scores[:at] + scores[at + 1 :]
