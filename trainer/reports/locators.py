"""Locators taken apart: `¶1–¶3` is three places in a source, `author's note` one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from trainer.wording.characters import plain_dashes, plain_quotes

LONGEST_RANGE = 5_000
"""A range of more places than this is taken as one name: it says nothing about each."""

_NUMBERED = re.compile(r"(\D*?)(\s*)(\d+)(?:\s*-\s*(\D*?)\s*(\d+))?")
_SEPARATOR = re.compile(r"\s*;\s*|,\s+|\s*&\s*|\s+and\s+")
_DOUBLED = re.compile(r"(\w|[^\w\s])\1(\.?)")
_PLURAL = re.compile(r"(\w{3,})s")


def folded(place: str) -> str:
    """What two spellings of one place have in common: `P. 5`, `p 5` and `pp.5` are one."""
    text = plain_quotes(plain_dashes(place)).casefold()
    return re.sub(r"[\s.]", "", text)


def places(locator: str, declared: Collection[str] = ()) -> tuple[str, ...]:
    """The single places of a locator, each named as in the singular: `p. 3`, `¶1`.

    A list (`¶3, ¶5–¶7`) is taken apart if each part has a number, or is `folded` one of
    `declared`; what can't be taken apart is one place by its own name.
    """
    found: list[str] = []
    prefix = ""
    for part in _SEPARATOR.split(locator):
        if folded(part) in declared:
            found.append(part)
            continue
        numbered = _numbered(part, prefix)
        if numbered is None:
            return (locator,)
        prefix, names = numbered
        found += names
    return tuple(dict.fromkeys(found))


def _numbered(part: str, before: str) -> tuple[str, Sequence[str]] | None:
    """A number or a range of them behind a sign or word, which `before` lends to a bare one."""
    match = _NUMBERED.fullmatch(plain_dashes(part).strip())
    if match is None:
        return None
    sign, space, first, again, last = match.groups()
    prefix = _singular(sign) + space if sign else before
    if last is None:
        return prefix, [f"{prefix}{int(first)}"]
    if again and folded(_singular(again)) != folded(prefix):
        return None
    numbers = range(int(first), int(last) + 1)
    if not 0 < len(numbers) <= LONGEST_RANGE:
        return None
    return prefix, [f"{prefix}{number}" for number in numbers]


def _singular(sign: str) -> str:
    if doubled := _DOUBLED.fullmatch(sign):
        return doubled[1] + doubled[2]
    plural = _PLURAL.fullmatch(sign)
    return plural[1] if plural else sign


def runs(names: Sequence[str]) -> tuple[str, ...]:
    """Places with those that follow each other as a range: `¶1`, `¶2`, `¶3` as `¶1–¶3`."""
    found: list[tuple[str, str]] = []
    for name in names:
        if found and _follows(found[-1][1], name):
            found[-1] = (found[-1][0], name)
        else:
            found.append((name, name))
    return tuple(first if first == last else _range(first, last) for first, last in found)


def _follows(before: str, name: str) -> bool:
    here, there = _NUMBERED.fullmatch(before), _NUMBERED.fullmatch(name)
    if here is None or there is None or here[5] or there[5]:
        return False
    return here[1] == there[1] and int(here[3]) + 1 == int(there[3])


def _range(first: str, last: str) -> str:
    """A sign is repeated, a word or an abbreviation is not: `¶1–¶3`, `p. 1–3`."""
    match = _NUMBERED.fullmatch(last)
    assert match is not None
    return f"{first}–{match[3]}" if match[2] or match[1].isalpha() else f"{first}–{last}"
