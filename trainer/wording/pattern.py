"""Regular expressions an instructor may give as `pattern`: only ones that can't run away.

Python's `re` tries alternatives one after the other, can't be stopped from within, and needs
hours for `(a+)+b`. A thread can't be killed and a process costs a start, so the worst number of
attempts on the longest answer that is matched is counted beforehand, from the pattern's text
alone, and a pattern over the limit is refused when it is read. The slowest ones within it were
measured at 45 ms.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

LONGEST_ANSWER = 200
MOST_ATTEMPTS = 2_000_000

# Repeats without an end share the answer's characters: k of them try 200^k / k! ways; for three,
# the most that pass, this is its cube root.
_ENDLESS = 110

_QUANTIFIER = re.compile(r"(?:([*+?])|\{(\d*)(,?)(\d*)\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_GROUP_OPENING = re.compile(
    r"\?(?:[aiLmsux]*(?:-[imsx]+)?:|P<\w+>|P=\w+|[=!>]|<[=!]|\(\w+\)|#[^)]*|[aiLmsux]+(?=\)))?"
)


@lru_cache(maxsize=256)
def compile_pattern(pattern: str, *, case: bool = False) -> re.Pattern[str]:
    """The pattern, ready for `fullmatch` on at most LONGEST_ANSWER characters.

    Raises ValueError with one sentence for people when it is no regular expression, or one that
    may take longer than a learner can wait.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = re.compile(pattern, 0 if case else re.IGNORECASE)
        attempts, _, _ = _Counter(pattern).alternatives(0)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"`{pattern}` is not a regular expression: {error}") from None
    if attempts > MOST_ATTEMPTS:
        raise ValueError(
            f"`{pattern}` could try for minutes: avoid a repeat inside a repeat, "
            "and more than three of `*`, `+` or `{n,}`"
        )
    return compiled


class _Counter:
    """Counts how many ways a pattern can be tried, as an upper bound, while reading it once.

    Each method returns the attempts, whether the length may vary, and where it stopped.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def alternatives(self, at: int) -> tuple[float, bool, int]:
        total, varies, at = self._sequence(at)
        while at < len(self._pattern) and self._pattern[at] == "|":
            attempts, _, at = self._sequence(at + 1)
            total, varies = total + attempts, True
        return total, varies, at

    def _sequence(self, at: int) -> tuple[float, bool, int]:
        total, varies = 1.0, False
        while at < len(self._pattern) and self._pattern[at] not in "|)":
            attempts, loose, at = self._atom(at)
            match = _QUANTIFIER.match(self._pattern, at)
            if match and match[0] not in ("{}", "{,}"):
                attempts, loose = _repeated(attempts, loose, *_bounds(match))
                at = match.end()
            total = min(total * attempts, float("inf"))
            varies = varies or loose
        return total, varies, at

    def _atom(self, at: int) -> tuple[float, bool, int]:
        character = self._pattern[at]
        if character == "\\":
            return 1.0, False, at + 2
        if character == "[" and (match := _CLASS.match(self._pattern, at)):
            return 1.0, False, match.end()
        if character == "(":
            opening = _GROUP_OPENING.match(self._pattern, at + 1)
            attempts, varies, end = self.alternatives(opening.end() if opening else at + 1)
            return attempts, varies, end + 1
        return 1.0, False, at + 1


def _bounds(match: re.Match[str]) -> tuple[int, int]:
    """The least and the most repeats that a quantifier asks for."""
    sign, least, comma, most = match.groups()
    if sign:
        return (0, 1) if sign == "?" else (0, _ENDLESS)
    low = int(least or 0)
    high = int(most) if most else low + _ENDLESS if comma else low
    return low, min(high, low + _ENDLESS)


def _repeated(attempts: float, varies: bool, least: int, most: int) -> tuple[float, bool]:
    """What `attempts` becomes under a repeat: each round tries anew if the part can vary."""
    choices = min(most - least + 1, _ENDLESS)
    if most <= 1:
        return attempts * choices, choices > 1 or varies
    if attempts == 1 and not varies:
        return choices, choices > 1
    try:
        return choices * attempts**most, True
    except OverflowError:
        return float("inf"), True
