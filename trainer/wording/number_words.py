"""Numbers written as words, ordinals, Roman and Chinese numerals, turned into digits.

Works on folded text: lower case, no accents. Words that are no numbers pass through untouched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

# fmt: off
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_SMALL = {word: n for n, word in enumerate(_UNITS)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NUMBER_WORDS = _SMALL.keys() | _LARGE.keys() | {"hundred"}

SMALL_WORDS = tuple(sorted(_SMALL, key=len, reverse=True))
LARGE_WORDS = tuple(_LARGE)

_IRREGULAR = {
    "first": "one",
    "second": "two",
    "third": "three",
    "fifth": "five",
    "eighth": "eight",
    "ninth": "nine",
    "twelfth": "twelve",
}
_ORDINALS = (
    _IRREGULAR
    | {f"{word}th": word for word in _UNITS if word not in _IRREGULAR.values()}
    | {f"{word[:-1]}ieth": word for word in _TENS}
    | {f"{word}th": word for word in ("hundred", *_LARGE)}
)
_DIGITS = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_DIGIT_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")

_TRIGGERS = frozenset(_NUMBER_WORDS | _ORDINALS.keys())

_ROMAN_LETTERS = frozenset("ivxlcdm")
_SUSPICIOUS = frozenset("ivxlcdm0123456789")
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_CHINESE_DIGITS = {character: n for n, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
}
_CHINESE_PLACES = {"十": 10, "百": 100, "千": 1000}
_CHINESE_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_CHINESE = re.compile(f"[{''.join(_CHINESE_DIGITS | _CHINESE_PLACES | _CHINESE_LARGE)}]+")


def is_number_word(token: str) -> bool:
    """Whether a word alone says a number: `five`, `fifth`, `hundred`, `iv`."""
    return token in _TRIGGERS or roman_value(token) > 0


def has_number_words(tokens: Sequence[str]) -> bool:
    """Whether `fold_number_words` may change `tokens`: a cheap test, since it seldom does."""
    if not _TRIGGERS.isdisjoint(tokens):
        return True
    for token in tokens:
        # Digits alone change only before a word that says how large they are.
        suspicious = token[0] in _SUSPICIOUS and not token.isdigit()
        if suspicious and (_ROMAN_LETTERS.issuperset(token) or not token.isalpha()):
            return True
    return False


def fold_number_words(tokens: Sequence[str]) -> list[str]:
    """`tokens` with every run of number words as one number in digits.

    `two thousand and five` → `2005`, `nineteen forty nine` → `1949`, `the eighth` and `8th` →
    `8`, and, after the first token, `viii` → `8`. A single letter counts as Roman only if it is
    i, v or x, so that vitamin C stays a vitamin.
    """
    folded: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token == "the" and at + 1 < len(tokens) and _ordinal(tokens[at + 1]):
            at += 1
            continue
        if token in _NUMBER_WORDS or token in _ORDINALS:
            number, at = _run(tokens, at)
            folded.append(number)
            continue
        if _DIGITS.fullmatch(token) and at + 1 < len(tokens) and tokens[at + 1] in _LARGE:
            amount = Decimal(token) * _LARGE[tokens[at + 1]]
            folded.append(format(amount.normalize(), "f"))
            at += 2
            continue
        if match := _DIGIT_ORDINAL.fullmatch(token):
            token = match[1]
        elif at and (roman := roman_value(token)):
            token = str(roman)
        folded.append(token)
        at += 1
    return folded


def _ordinal(token: str) -> bool:
    return token in _ORDINALS or _DIGIT_ORDINAL.fullmatch(token) is not None


def _run(tokens: Sequence[str], start: int) -> tuple[str, int]:
    """The number that the words from `start` spell, in digits, and where it ends."""
    total = group = 0
    previous = ""
    at = start
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if token == "and" and group % 100 == 0 and total + group and following in _SMALL:
            at += 1
            continue
        word = _ORDINALS.get(token, token)
        if word in _LARGE:
            total, group = total + (group or 1) * _LARGE[word], 0
        elif word == "hundred" and previous != "hundred":
            group = (group or 1) * 100
        elif word in _SMALL and _continues(group, previous, _SMALL[word]):
            group += _SMALL[word]
        elif word in _SMALL and _year(total, group, previous, _SMALL[word]):
            group = group * 100 + _SMALL[word]
        else:
            break
        previous = word
        at += 1
        if token in _ORDINALS:
            break
    return str(total + group), at


def _continues(group: int, previous: str, value: int) -> bool:
    """Whether `value` adds to what was said: after nothing, a hundred, or twenty (… nine)."""
    if previous in _TENS:
        return 0 < value < 10
    return not previous or previous == "hundred" or previous in _LARGE


def _year(total: int, group: int, previous: str, value: int) -> bool:
    """Whether `value` ends a year spoken in two halves: nineteen, forty (nine)."""
    return not total and 10 <= group <= 99 and previous in _SMALL and value >= 10


def roman_value(token: str) -> int:
    """The value of a Roman numeral in lower case, 0 if `token` is none."""
    if len(token) == 1 and token not in "ivx":
        return 0
    if not token or not _ROMAN.fullmatch(token):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in token]
    return sum(
        -value if any(value < later for later in values[at + 1 : at + 2]) else value
        for at, value in enumerate(values)
    )


def fold_chinese_numerals(text: str) -> str:
    """`text` with each Chinese numeral in digits: `六百一十八` → `618`, `一九四九` → `1949`."""
    return _CHINESE.sub(lambda match: _chinese(match[0]), text)


def _chinese(numeral: str) -> str:
    if all(character in _CHINESE_DIGITS for character in numeral):
        return "".join(str(_CHINESE_DIGITS[character]) for character in numeral)
    if numeral[0] in _CHINESE_LARGE:
        return numeral
    total = group = digit = largest = 0
    for character in numeral:
        if character in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[character]
        elif character in _CHINESE_PLACES:
            group += (digit or 1) * _CHINESE_PLACES[character]
            digit = 0
        else:
            large = _CHINESE_LARGE[character]
            below = group + digit
            total = (total + below) * large if large > largest else total + below * large
            group, digit, largest = 0, 0, max(large, largest)
    return str(total + group + digit)
