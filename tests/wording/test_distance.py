"""The quick distance is the plain definition's, up to its limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.wording.distance import distance

WORDS = st.text("abc", max_size=9)


def plainly(left: str, right: str) -> int:
    """Optimal string alignment by its recursion, in a full table."""
    table = [[i + j for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (left[i - 1] != right[j - 1]),
            )
            if i > 1 and j > 1 and left[i - 2 : i] == right[j - 2 : j][::-1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(WORDS, WORDS, st.integers(1, 4))
def test_the_distance_up_to_the_limit(left: str, right: str, limit: int) -> None:
    assert distance(left, right, limit) == min(plainly(left, right), limit + 1)


@pytest.mark.parametrize(
    ("left", "right", "slips"),
    [("ca", "abc", 3), ("dehaui", "dehuai", 1), ("mosow", "moscow", 1), ("", "ab", 2)],
)
def test_known_distances(left: str, right: str, slips: int) -> None:
    assert distance(left, right, 3) == slips
