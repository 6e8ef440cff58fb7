"""Only patterns that can't run away are compiled, so that no answer can hang a session."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.wording.pattern import LONGEST_ANSWER, compile_pattern

FINE = [
    "Mao|Peng",
    r"(?:Chairman )?Mao(?: Zedong| Tse-?tung)?",
    r"\d{4}",
    r"[a-z]+ ?[a-z]*",
    r".*war.*",
    r".*a.*b.*",
    r"colou?rs?",
    r"(?i:abc)[])}]",
    r"(?P<day>\d+)\. ?(?P=day)?",
    r"(?=.*a)b{2,5}",
    r"\(\*\+\?\)",
    "",
]
RUNAWAY = [
    "(a+)+b",
    "(a*)*",
    "(a|aa)+",
    "(a|b|ab)*c",
    "([a-z]+ )*x",
    ".*a.*b.*c.*d",
    "(?:a?){30}a{30}",
    "a?" * 30 + "a" * 30,
    "(.{1,9}){1,9}",
    "((a{1,5}){1,5}){1,5}",
]


@pytest.mark.parametrize("pattern", FINE)
def test_a_pattern_that_ends_is_compiled(pattern: str) -> None:
    assert compile_pattern(pattern).pattern == pattern


@pytest.mark.parametrize("pattern", RUNAWAY)
def test_a_pattern_that_could_run_away_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="could try for minutes"):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["(abc", "[a", "*", "a{2,1}", r"\8", "(?<=a+)b", "(" * 5_000 + ")" * 5_000]
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="not a regular expression"):
        compile_pattern(pattern)


@given(st.lists(st.sampled_from(["a", "b", ".", "(", ")", "|", "*", "+", "?", "{1,9}", "[ab]"])))
def test_whatever_is_compiled_ends_in_time(pieces: list[str]) -> None:
    try:
        pattern = compile_pattern("".join(pieces))
    except ValueError:
        return
    for text in ("a" * LONGEST_ANSWER, "a" * LONGEST_ANSWER + "!", "ab" * (LONGEST_ANSWER // 2)):
        start = time.process_time()
        pattern.fullmatch(text)
        # Twenty times the limit of 50 ms, for a machine that has other things to do.
        assert time.process_time() - start < 1
