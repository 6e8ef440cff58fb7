"""Getting libraries ready for their first search, which takes seconds for a large one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trainer.bank.bank import Bank
from trainer.bank.search import parse

UNFELT = 2**18
"""Bytes of question files whose words are put in by a search itself: 0.1 s even where each question
has to be parsed."""


def readied(banks: Sequence[Bank], text: str) -> Iterator[tuple[int, int]]:
    """Puts in what a search for these words lacks, a portion at a time; gives how many bytes are
    done, of how many, before each and at the end. Nothing where it wouldn't be felt.

    Whoever stops in between leaves the rest to the next search. Raises BadSearchError at the first.
    """
    total = sum(bank.catalogue.unsearchable for bank in banks) if parse(text).worded else 0
    if total <= UNFELT:
        return
    done = 0
    yield done, total
    for bank in banks:
        for size in bank.catalogue.made_searchable():
            done += size
            yield min(done, total), total
