"""Clozes as Anki writes them, with numbers for their groups that never move."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from trainer.anki.html import literal, rich
from trainer.language.markup import Span, Style, inline, spans_html, to_html, to_plain
from trainer.question import Blank, Cloze

_NAMED = re.compile(r"c([1-9]\d{0,2})")
# Stand-ins for blanks while the text around them becomes HTML; Markdown takes them for letters.
_FIRST = 0xF0000
_BRACES = str.maketrans({char: f"&#{ord(char)};" for char in "{}:"})
MOST_BLANKS = 500
"""Anki makes no card for a number above this."""


def numbers(cloze: Cloze, known: Mapping[str, int]) -> dict[str, int]:
    """A number from 1 for every group, those already given (`known`) kept.

    Anki knows a card by its number: if a new blank took an old one's number, it would take its
    schedule. So numbers of groups that are gone aren't given again, and a group written as `c3`
    gets 3 if that is free.
    """
    given = dict(known)
    taken = set(given.values())
    wanted = [group for group in cloze.groups if group not in given]
    for group in wanted:
        named = _NAMED.fullmatch(group)
        if named and int(named[1]) not in taken:
            given[group] = int(named[1])
            taken.add(given[group])
    for group in wanted:
        if group not in given:
            given[group] = next(n for n in range(1, len(taken) + 2) if n not in taken)
            taken.add(given[group])
    return given


def cloze_text(cloze: Cloze, given: Mapping[str, int]) -> str:
    """The field Text: HTML with `{{c1::answer::hint}}`, also across emphasis and in formulas."""
    typed = max((ord(c) for part in cloze.parts if isinstance(part, str) for c in part), default=0)
    first = max(_FIRST, typed + 1)
    blanks: dict[str, Blank] = {}
    text = ""
    for part in cloze.parts:
        if isinstance(part, Blank):
            stand_in = chr(first + len(blanks))
            blanks[stand_in] = part
            part = stand_in
        text += part
    spans = inline(text)
    if sum(span.text.count(blank) for span in spans for blank in blanks) != len(blanks):
        # A blank inside a link's address would be lost with its card.
        spans = (Span(text),)
    return "".join(_filled(span, blanks, given) for span in spans)


def accepted(cloze: Cloze) -> str:
    """The field Extra: what else is taken for a blank's answer."""
    lines = [
        f"{rich(part.answer)}: also {' · '.join(map(rich, part.accept))}"
        for part in cloze.parts
        if isinstance(part, Blank) and part.accept
    ]
    return "".join(f'<p class="accepted">{line}</p>' for line in lines)


def _filled(span: Span, blanks: Mapping[str, Blank], given: Mapping[str, int]) -> str:
    """One span's HTML with its stand-ins replaced; within a formula an answer is TeX as typed."""
    formula = Style.MATH in span.style
    html = _unread(spans_html((span,)))
    for stand_in, blank in blanks.items():
        if stand_in in span.text:
            answer = _unread(escape(blank.answer) if formula else to_html(blank.answer))
            hint = f"::{_unread(escape(to_plain(blank.hint)))}" if blank.hint else ""
            html = html.replace(stand_in, f"{{{{c{given[blank.group]}::{answer}{hint}}}}}")
    return html


def _unread(html: str) -> str:
    """Single braces and colons too: `a:` before `::` or `}` before `}}` would shift Anki's cut."""
    return literal(html).translate(_BRACES)
