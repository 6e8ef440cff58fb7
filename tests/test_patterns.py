"""Regular expressions that wait for their first use."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from trainer.patterns import pattern

METHODS: tuple[Callable[[re.Pattern[str]], object], ...] = (
    lambda dates: dates.match("1949-10 and on"),
    lambda dates: dates.search("in 1949-10"),
    lambda dates: dates.fullmatch("1949-10x"),
    lambda dates: dates.sub(r"\2/\1", "from 1949-10 to 1976-09"),
    lambda dates: dates.findall("from 1949-10 to 1976-09"),
    lambda dates: dates.split("from 1949-10 to 1976-09"),
    lambda dates: (dates.pattern, dates.flags, dates.groups),
)


@pytest.mark.parametrize("asked", METHODS)
def test_it_says_what_a_compiled_one_says(asked: Callable[[re.Pattern[str]], object]) -> None:
    dates = r"(\d{4})-(\d\d)"
    waiting, compiled = asked(pattern(dates)), asked(re.compile(dates))
    assert repr(waiting) == repr(compiled)


def test_flags_and_bytes_are_kept() -> None:
    assert pattern("tang", re.IGNORECASE).match("Tang")
    assert pattern(rb"\xe2.").search(b"\xe2\x80")


def test_a_mistake_shows_at_the_first_use_and_not_before() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.match("")
