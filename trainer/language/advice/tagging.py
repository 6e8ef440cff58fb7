"""Tags that are probably misspelt: used once, and a letter away from one that is used often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trainer.wording.distance import cores, distance

OFTEN = 5
"""How many questions carry a tag that is no slip."""

SHORTEST = 4
"""Letters: of shorter words many are a letter apart."""


def slips(counted: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Tags of one question alone, each with the one that was probably meant; `counted` says how
    many questions of a library carry each.

    Tags that differ in a digit, such as `week-3` and `week-4`, are no slips.
    """
    near: dict[str, list[str]] = {}
    for tag, many in counted.items():
        if many >= OFTEN and len(tag) >= SHORTEST:
            for piece in _pieces(tag):
                near.setdefault(piece, []).append(tag)
    for tag, many in sorted(counted.items()):
        if many == 1 and len(tag) >= SHORTEST:
            alike = {other for piece in _pieces(tag) for other in near.get(piece, ())}
            meant = [other for other in sorted(alike) if _is_slip(tag, other)]
            if meant:
                yield tag, max(meant, key=counted.__getitem__)


def _pieces(tag: str) -> Iterator[str]:
    """A tag, and it without each of its letters: two that are a slip apart share one of these,
    which spares comparing each with each."""
    yield tag
    for n in range(len(tag)):
        yield tag[:n] + tag[n + 1 :]


def _is_slip(tag: str, other: str) -> bool:
    differing = "".join(cores(tag, other))
    return distance(tag, other, 1) == 1 and not any(map(str.isdigit, differing))
