"""Typed text where the question asks for more than the steps do: strict, a pattern, very long."""

from __future__ import annotations

from tests.judging.typed import RIGHT, SPELLING, UNSURE, WRONG, judged, outcome


def test_strict_case_wants_the_case_and_forgives_slips() -> None:
    assert outcome("mRNA polymerase", "mRNA polymerase", case=True) is RIGHT
    assert outcome("mRNA polymerase", "mRNA polymerse", case=True) is SPELLING
    assert not outcome("mRNA polymerase", "MRNA polymerase", case=True).recalled


def test_strict_accents_want_the_accents() -> None:
    assert outcome("résumé", "RÉSUMÉ", accents=True) is RIGHT
    assert not outcome("résumé", "resume", accents=True).recalled


def test_a_pattern_is_matched_in_full() -> None:
    assert outcome("Mao Zedong", "chairman mao", pattern=r"(?:Chairman )?Mao") is RIGHT
    assert outcome("Mao Zedong", "chairman maoist", pattern=r"(?:Chairman )?Mao") is WRONG


def test_a_long_answer_is_not_matched() -> None:
    assert outcome("a", "b" * 201, pattern="b*") is WRONG
    assert outcome("a", "b" * 200, pattern="b*") is RIGHT


def test_a_pattern_that_could_run_away_is_asked_about() -> None:
    assert outcome("a", "a" * 40, pattern="(a+)+b") is UNSURE


def test_the_verdict_says_what_was_given_and_expected() -> None:
    verdict = judged("Peng Dehuai", "peng dehaui")
    assert (verdict.given, verdict.expected) == (("peng dehaui",), ("Peng Dehuai",))
