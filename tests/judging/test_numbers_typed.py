"""Every notation of numbers, as a table: what is asked, what is typed, and the verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.judging.numbers import judge_number
from trainer.judging.verdict import Outcome, Verdict
from trainer.question import Number
from trainer.wording.numbers import parse_quantity

TABLE = Path(__file__).parent / "data" / "numbers.tsv"


def rows() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if not line.startswith("#"):
            asked, typed, verdict = line.split("\t")
            found.append((asked, typed, verdict))
    return found


def judged(asked: str, typed: str, *, ask: str = "How many people?", unit: bool = False) -> Verdict:
    return judge_number(Number(ask, parse_quantity(asked), unit), typed)


def test_the_table_has_200_notations() -> None:
    assert len(set(rows())) >= 200


@pytest.mark.parametrize(("asked", "typed", "verdict"), rows())
def test_notation(asked: str, typed: str, verdict: str) -> None:
    assert judged(asked, typed).outcome == verdict


def test_a_number_without_the_required_unit_is_partly_right_and_says_so() -> None:
    verdict = judged("9.81 ± 0.05 m/s²", "9.8", unit=True)
    assert verdict.outcome is Outcome.PARTLY
    assert verdict.score == 0.5
    assert verdict.feedback == "The number is right; its unit is missing: m/s²."
    assert judged("9.81 ± 0.05 m/s²", "9.8 m/s²", unit=True).outcome is Outcome.RIGHT
    assert judged("9.81 ± 0.05 m/s²", "7", unit=True).outcome is Outcome.WRONG


def test_14000_soldiers_is_right_if_the_question_speaks_of_soldiers() -> None:
    assert judged("14,000", "14000 soldiers", ask="How many soldiers?").outcome is Outcome.RIGHT
    assert judged("14,000", "14000 camels", ask="How many soldiers?").outcome is Outcome.UNSURE


def test_45_percent_is_right_if_the_question_asks_for_percent() -> None:
    assert judged("45", "45%", ask="What per cent?").outcome is Outcome.RIGHT
    assert judged("45", "45%", ask="How many?").outcome is Outcome.UNSURE


@pytest.mark.parametrize("year", range(1900, 2000))
def test_no_neighbouring_year_is_accepted(year: int) -> None:
    for other in {*range(year - 11, year + 12), year * 10, year // 10, int(str(year)[::-1])}:
        assert judged(str(year), str(other)).outcome.recalled == (other == year)


def test_the_verdict_says_what_was_given_and_asked() -> None:
    verdict = judged("30..50 km", "7 km")
    assert (verdict.given, verdict.expected) == (("7 km",), ("30–50 km",))
