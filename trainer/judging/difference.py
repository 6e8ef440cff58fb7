"""Where a spelling was off, letter by letter, as a learner reads it."""

from __future__ import annotations

from itertools import groupby

from trainer.wording.normalise import without_accents

_LONGEST = 200


def spelling_difference(given: str, expected: str) -> tuple[tuple[str, bool], ...]:
    """The right spelling in runs, each with whether it was typed like that.

    `Peng Dehaui` for `Peng Dehuai` gives `Peng Deh` (same), `ua` (not), `i` (same). Where a letter
    too many was typed, the one it follows is marked. Case and accents are no difference. The
    runs joined are always `expected`; texts over 200 characters are one run.
    """
    if not expected:
        return ()
    if len(given) > _LONGEST or len(expected) > _LONGEST:
        return ((expected, given == expected),)
    same = _same(_folded(given), _folded(expected))
    runs = groupby(zip(expected, same, strict=True), key=lambda pair: pair[1])
    return tuple(("".join(letter for letter, _ in run), match) for match, run in runs)


def _folded(text: str) -> list[str]:
    """Letter for letter, so that positions stay."""
    return [without_accents(letter.casefold()) for letter in text]


def _same(given: list[str], expected: list[str]) -> list[bool]:
    """For each letter of `expected`, whether the closest alignment finds it in `given`."""
    table = _table(given, expected)
    same = [True] * len(expected)
    i, j = len(given), len(expected)
    while i or j:
        here = table[i][j]
        if i and table[i - 1][j] + 1 == here:
            same[max(j - 1, 0)] = False
            i -= 1
        elif i and j and given[i - 1] == expected[j - 1] and table[i - 1][j - 1] == here:
            i, j = i - 1, j - 1
        elif _swapped(given, expected, i, j) and table[i - 2][j - 2] + 1 == here:
            same[j - 1] = same[j - 2] = False
            i, j = i - 2, j - 2
        elif i and j and table[i - 1][j - 1] + 1 == here:
            same[j - 1] = False
            i, j = i - 1, j - 1
        else:
            same[j - 1] = False
            j -= 1
    return same


def _table(given: list[str], expected: list[str]) -> list[list[int]]:
    """Slips between every two beginnings of the texts (optimal string alignment)."""
    table = [[*range(len(expected) + 1)]]
    for i, letter in enumerate(given, start=1):
        row = [i]
        above = table[i - 1]
        for j, meant in enumerate(expected, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != meant))
            if _swapped(given, expected, i, j):
                cost = min(cost, table[i - 2][j - 2] + 1)
            row.append(cost)
        table.append(row)
    return table


def _swapped(given: list[str], expected: list[str], i: int, j: int) -> bool:
    return i > 1 and j > 1 and given[i - 2 : i] == expected[j - 2 : j][::-1]
