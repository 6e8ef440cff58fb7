"""What is right for one typed answer, in all its spellings, and what is something else for sure."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from trainer.question import Short
from trainer.records import record
from trainer.wording.characters import plain_quotes
from trainer.wording.normalise import join, known_form, tokens
from trainer.wording.romanisation import wade_giles, written_in_wade_giles


class Form(NamedTuple):
    """One accepted spelling: as it is shown, its words, and the words joined."""

    shown: str
    words: tuple[str, ...]
    joined: str


def forms(short: Short) -> list[Form]:
    """The answer and every spelling under `accept`, by the question's `case` and `accents`."""
    return [_form(shown, short) for shown in (short.answer, *short.accept)]


def romanised_forms(short: Short) -> list[Form]:
    """The same in Wade-Giles, where the rule gives one."""
    converted = (
        wade_giles(shown)
        for shown in (short.answer, *short.accept)
        if not written_in_wade_giles(shown)
    )
    return [_form(shown, short) for shown in converted if shown]


def typed_in_pinyin(text: str, short: Short) -> bool:
    """Whether `text` is the pinyin of an answer that stands in Wade-Giles.

    Where the answer has its apostrophes they count, or Zhen would pass for Ch'en.
    """
    shown = [
        plain_quotes(one) for one in (short.answer, *short.accept) if written_in_wade_giles(one)
    ]
    converted = wade_giles(text) if shown else ""
    return bool(converted) and any(
        _sounds(converted, "'" in one) == _sounds(one, "'" in one) for one in shown
    )


def _sounds(name: str, aspirated: bool) -> str:
    return join(tokens(name.replace("'", "qq") if aspirated else name))


def _form(shown: str, short: Short) -> Form:
    words = tokens(shown, case=short.case, accents=short.accents)
    return Form(shown, words, join(words))


@record(frozen=True, slots=True)
class Others:
    """Texts that are not the answer, in their known form: as a set, and by their first letter."""

    all: frozenset[str]
    by_letter: dict[str, tuple[str, ...]]


@lru_cache(maxsize=64)
def others(texts: tuple[str, ...]) -> Others:
    """Cached, because all questions of a file share one tuple of names."""
    found = frozenset(known_form(text) for text in texts) - {""}
    by_letter: dict[str, list[str]] = {}
    for text in sorted(found):
        by_letter.setdefault(text[0], []).append(text)
    return Others(found, {letter: tuple(some) for letter, some in by_letter.items()})
