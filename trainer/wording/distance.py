"""How many slips apart two words are: a letter lost, added, changed, or two neighbours swapped.

Optimal string alignment (Damerau 1964 with each letter edited once); stops as soon as the limit
is passed, because almost every pair it is asked about is far apart.
"""

from __future__ import annotations


def distance(given: str, expected: str, limit: int) -> int:
    """The number of slips, or `limit + 1` where there are more than `limit`."""
    if given == expected:
        return 0
    if abs(len(given) - len(expected)) > limit:
        return limit + 1
    left, right = cores(given, expected)
    if not left or not right:
        return min(max(len(left), len(right)), limit + 1)
    if limit == 1:
        swapped = len(left) == 2 and left == right[::-1]
        return 1 if swapped or len(left) == len(right) == 1 else 2
    return _aligned(left, right, limit)


def cores(given: str, expected: str) -> tuple[str, str]:
    """What is left of two words without the beginning and the end they share."""
    start = 0
    shorter = min(len(given), len(expected))
    while start < shorter and given[start] == expected[start]:
        start += 1
    end = 0
    while end < shorter - start and given[-1 - end] == expected[-1 - end]:
        end += 1
    return given[start : len(given) - end], expected[start : len(expected) - end]


def _aligned(left: str, right: str, limit: int) -> int:
    width = len(right)
    before: list[int] = []
    last = list(range(width + 1))
    for i, letter in enumerate(left, start=1):
        row = [i] + [limit + 1] * width
        # Beyond this band the difference in length alone passes the limit.
        for j in range(max(1, i - limit), min(width, i + limit) + 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != right[j - 1]))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == right[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > limit and min(last) >= limit:
            return limit + 1
        before, last = last, row
    return min(last[width], limit + 1)
