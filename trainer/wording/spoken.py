"""A number as it is said (`about two and a half million`) in digits (`2.5 million`)."""

from __future__ import annotations

import re

from trainer.wording.number_words import (
    LARGE_WORDS,
    SMALL_WORDS,
    fold_chinese_numerals,
    fold_number_words,
)

HEDGE = re.compile(
    r"(?:(?:over|under|above|below|at least|at most|up to|(?:more|less|fewer) than)(?![a-z])"
    r"|<=?|>=?|[≤≥])\s*",
    re.I,
)
_LEAD_IN = re.compile(
    r"(?:(?:it(?:'s| is| was)|in|the|year|about|around|roughly|nearly|almost|some|circa|ca|c"
    r"|approximately|approx)(?![a-z])\.?|[~≈=])\s*",
    re.I,
)
_BETWEEN = re.compile(r"(?:between|from)\s+(.+?)\s+(?:and|to)\s+(.+)", re.I | re.DOTALL)
_ERA_FIRST = re.compile(r"(AD|CE|BCE?)\s*(\d+)", re.I)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.I)
_FRACTION = re.compile(r"(?:(\d{1,9}) )?(\d{1,9}) ?/ ?(\d{1,9})(?![\d/])")
_ONE = re.compile(r"^(?:an?\s+)?(?=(?:hundred|thousand|million|billion|trillion)\b)", re.I)
_RUN = re.compile(
    rf"\b(?:{'|'.join(SMALL_WORDS)})\b"
    rf"(?:(?:\s+|-)(?:and\s+)?(?:{'|'.join((*SMALL_WORDS, 'hundred', *LARGE_WORDS))})\b)*",
    re.I,
)
_MANNERS = tuple(
    (re.compile(pattern, re.I), digits)
    for pattern, digits in (
        (r"\b(?:minus|negative)\s+(?=[\d.])", "-"),
        (r"(?<=\d)\s+point\s+(?=\d)", "."),
        (r"(?<=\d)\s+and\s+a\s+half\b", ".5"),
        (r"^half\s+an?\s+", "0.5 "),
        (r"^(?:an?\s+)?half$", "0.5"),
        (r"^(?:an?\s+)?dozen\b", "12"),
        (r"(?<=\d)\s+dozens?\b", "*12"),
        (r"^(?:none|nil|nothing)$", "0"),
    )
)
_TIMES = re.compile(r"(\d{1,9})\*12")


def in_digits(text: str) -> str:
    """`text` without `about` and its like, with its number words, ordinals and fractions in digits.

    Expects what `characters.numeric_text` returns.
    """
    text = HEDGE.sub("", text, count=1) if HEDGE.match(text) else text
    text = fold_chinese_numerals(text)
    while match := _LEAD_IN.match(text):
        text = text[match.end() :]
    if match := _BETWEEN.fullmatch(text):
        text = f"{match[1]}..{match[2]}"
    text = _RUN.sub(_digits, _ONE.sub("one ", text))
    for pattern, digits in _MANNERS:
        text = pattern.sub(digits, text)
    text = _TIMES.sub(lambda match: str(12 * int(match[1])), text)
    text = _FRACTION.sub(_divided, _ORDINAL.sub("", text))
    return _ERA_FIRST.sub(r"\2 \1", text, count=1).strip().rstrip(".!?")


def _digits(run: re.Match[str]) -> str:
    """Keeps a last `million` as a word, because behind a range it holds for both its ends."""
    words = re.sub(r"-", " ", run[0].lower()).split()
    kept = words.pop() if words[-1] in LARGE_WORDS else ""
    if kept and any(word in LARGE_WORDS for word in words):
        words, kept = [*words, kept], ""
    return " ".join([*fold_number_words(words), *([kept] if kept else [])])


def _divided(match: re.Match[str]) -> str:
    whole, above, below = match[1] or "0", match[2], match[3]
    if not int(below):
        return match[0]
    return repr(int(whole) + int(above) / int(below))
