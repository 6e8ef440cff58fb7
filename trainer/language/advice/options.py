"""Advice on the stem and the options of one choice.

After Haladyna, Downing and Rodriguez, *A review of multiple-choice item-writing guidelines* (2002),
doi:10.1207/s15324818ame1503_5: those of their guidelines that a program can see without often
being wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trainer.language.advice.page import Page
from trainer.language.advice.vocabulary import STOPS, is_english, spoken, words
from trainer.question import Choice, Choices, Option, Question
from trainer.wording.brief import brief

_NEGATIVE = re.compile(
    r"(?<![*_\w])(?:not|except|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|cannot|can't|"
    r"couldn't|hasn't|haven't|hadn't)(?![*_\w])"
)
_NO_NEGATIVE = re.compile(
    r"\bnot (?:only|just|yet)\b|\b(?:or|if|why \w+ \w+) not\b|\"[^\"]*\"|“[^”]*”|\$[^$]*\$"
)
_WHY = re.compile(r"\s*(?:why|how come)\b", re.I)
_ALL = re.compile(
    r"(?:all|both|each|every one|any)(?: of)? (?:the |these|those|them)"
    r"(?:above|others|other answers|options|answers)?\W*|all are (?:right|true|correct)\W*",
    re.I,
)
_NONE = re.compile(
    r"(?:none|neither|not any)(?: of)? (?:the |these|those|them)"
    r"(?:above|others|other answers|options|answers)?\W*|none (?:is|are) (?:right|true|correct)\W*",
    re.I,
)
_RANGE = re.compile(r"[^\d]*?(\d[\d,.]*)\s*(?:-|–|—|\.\.|to|and|bis)\s*(\d[\d,.]*)\b.*", re.I)

_SIGN = re.compile(r"[$<>=+^_/\\#~|±×÷¬←-⇿∀-⋿]|(?<!\w)[-−]\d")
"""What sets two options apart that have the same words: `x^2` and `x_2`, `-1 m` and `1 m`."""

LONGER, LONGER_BY = 1.5, 12
"""From when on a right option is much the longest: this many times, and characters, longer."""


def on_options(page: Page, position: int, question: Question, body: Choice | Choices) -> None:
    """All advice on one choice."""
    texts = [option.text for option in body.options]
    folded = [words(text) for text in texts]
    if is_english(question.lang):
        _stem(page, position, body.ask)
        for text in texts:
            if text[:1] in "abenABEN":
                _about_others(page, position, text)
    _alike(page, position, texts, folded)
    if isinstance(body, Choice):
        _repeats_stem(page, position, body, folded)
        _longest(page, position, body.options)


def _stem(page: Page, position: int, ask: str) -> None:
    if "n" not in ask and "except" not in ask:
        return
    found = None if _WHY.match(ask) else _NEGATIVE.search(_NO_NEGATIVE.sub("", ask))
    if found is not None:
        page.say(
            "W001",
            position,
            "ask",
            f"the stem turns on `{found[0]}`, which is easily overread",
            f"ask what is true, or emphasise it: `**{found[0]}**` or `{found[0].upper()}`",
            text=found[0],
        )


def _about_others(page: Page, position: int, text: str) -> None:
    for code, rule, why in (
        ("W002", _ALL, "whoever knows two right options, or one wrong one, is done"),
        ("W003", _NONE, "whoever picks it hasn't shown to know what is right"),
    ):
        if rule.fullmatch(text):
            page.say(code, position, _KEYS, f"`{brief(text)}` as an option", why, text=text)


_KEYS = "answers?|wrong|options"


def _alike(page: Page, position: int, texts: Sequence[str], folded: Sequence[list[str]]) -> None:
    ranges: list[tuple[float, float, str]] = []
    for text in texts:
        if text[:1].isdigit() and (found := _RANGE.fullmatch(text)):
            low, high = (_number(found[n]) for n in (1, 2))
            if low <= high:
                ranges.append((low, high, text))
    ranges.sort()
    for (_, high, first), (low, _, second) in pairwise(ranges):
        if low <= high:
            message = f"the ranges `{brief(first)}` and `{brief(second)}` overlap"
            help = "a number in both of them would make two options right"
            page.say("W008", position, _KEYS, message, help, text=second)
    for first, second in _contained(texts, folded):
        if words(first) == words(second):
            message = f"`{brief(first)}` and `{brief(second)}` are the same option twice"
            page.say("W007", position, _KEYS, message, "replace one of them", text=second)
        else:
            message = f"`{brief(first)}` stands whole inside `{brief(second)}`"
            help = "two options that can be right together give away that both are wrong"
            page.say("W006", position, _KEYS, message, help, text=first)


def _contained(texts: Sequence[str], folded: Sequence[list[str]]) -> Iterator[tuple[str, str]]:
    """Options that stand within another one, word by word; numbers and formulas do so by chance."""
    lines = [f" {' '.join(each)} " for each in folded]
    # Among 20,000 options, looking into each for each took 48 s.
    every = "\n".join(lines)
    for a, line in enumerate(lines):
        if line.isspace() or line.replace(" ", "").isdecimal() or every.count(line) == 1:
            continue
        for b, other in enumerate(lines):
            if a != b and line in other and (len(line) < len(other) or a < b):
                if _SIGN.search(texts[a]) or _SIGN.search(texts[b]):
                    continue
                yield texts[a], texts[b]


def _number(text: str) -> float:
    plain = re.sub(r",(?=\d{3}\b)", "", text).rstrip(".,").replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return float("inf")


def _repeats_stem(page: Page, position: int, body: Choice, folded: Sequence[list[str]]) -> None:
    """A telling word of the stem that comes back in the key and in no other option."""
    if len(folded) < 3:
        return
    key = next(n for n, option in enumerate(body.options) if option.right)
    telling = {word for word in folded[key] if len(word) > 3} - STOPS
    if not telling:
        return
    telling.intersection_update(words(body.ask))
    if telling:
        telling.intersection_update(spoken(body.options[key].text), spoken(body.ask))
    for n, each in enumerate(folded):
        if telling and n != key:
            telling.difference_update(each)
            telling -= {word for word in telling if any(_kin(word, other) for other in each)}
    if telling:
        word = max(sorted(telling), key=len)
        message = f"`{word}` stands in the stem and, of all options, in the right one only"
        help = "it gives the answer away; reword one of the two, or use it in a wrong option too"
        page.say("W004", position, "answer", message, help)


def _kin(word: str, other: str) -> bool:
    """Whether two words share their root: `province`, `provincial`."""
    return word[:5] == other[:5] if len(word) > 4 else other.startswith(word)


def _longest(page: Page, position: int, options: Sequence[Option]) -> None:
    lengths = [len(option.text) for option in options]
    most = max(lengths)
    if most < 2 * LONGER_BY or len(options) < 3:
        return
    key = next(n for n, option in enumerate(options) if option.right)
    second = max(length for n, length in enumerate(lengths) if n != key)
    if lengths[key] >= LONGER * second and lengths[key] >= second + LONGER_BY:
        message = f"the right option has {lengths[key]} characters, the next longest {second}"
        help = "learners who don't know guess the longest; cut it, or say more in the others"
        page.say("W005", position, "answer", message, help)
