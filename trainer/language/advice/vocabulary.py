"""Words of stems and options, as far as advice compares them."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_SMALL = """
a about above according after all also an and any are as at be because been before between by called
can could did do does during each following for from had has have he her his how if in into is it
its many may more most much name named no not of on one only or other over she so some such than
that the their them then there these they this those through to under until upon was were what when
where which while who whom whose why will with would you your
"""
STOPS = frozenset(_SMALL.split())
"""Words that say nothing about what a question is about."""


def words(text: str) -> list[str]:
    """The words of a text in their order, without case, marks and signs."""
    return _WORD.findall(text.casefold())


def spoken(text: str) -> list[str]:
    """The words without those of mathematics and code, such as the `frac` of a fraction."""
    if "$" not in text and "`" not in text:
        return words(text)
    # A parser of Markdown, which few stems need.
    from trainer.language.markup import inline
    from trainer.language.spans import Style

    unspoken = Style.MATH | Style.CODE
    return words(" ".join(one.text for one in inline(text) if not one.style & unspoken))


def content(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning."""
    return frozenset(_WORD.findall(text.casefold())) - STOPS


def is_english(lang: str) -> bool:
    """Whether rules that know English words apply; a file without `lang` is taken for English."""
    return not lang or lang.partition("-")[0].casefold() == "en"
