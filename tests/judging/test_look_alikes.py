"""Thousands of typos that must pass, and look-alike wrong answers of which none may.

Of the banks of names: the project's own list of answers; a bank's real ones make the same test.
"""

from __future__ import annotations

from pathlib import Path

from tests.judging.typos import typos
from trainer.judging.judge import judge
from trainer.judging.verdict import Outcome, Verdict
from trainer.question import Card, Question, Short, Typed
from trainer.wording.normalise import known_form

NAMES = [
    line
    for line in (Path(__file__).parent / "data" / "names.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]
KNOWN = {known_form(name) for name in NAMES}.__contains__


def judged(answer: str, typed: str) -> Verdict:
    card = Card(Question(id="names/name", body=Short("Which?", answer)))
    return judge(card, Typed((typed,)), KNOWN)


def test_93_percent_of_typos_are_right_or_misspelt() -> None:
    pairs = list(typos(NAMES, seed=1949))
    assert len(pairs) >= 1_500
    passed = sum(judged(answer, typed).outcome.recalled for answer, typed in pairs)
    assert passed / len(pairs) >= 0.93


def test_no_other_name_is_accepted() -> None:
    pairs = [(one, other) for one in NAMES for other in NAMES if one != other]
    assert len(pairs) >= 1_000
    assert [pair for pair in pairs if judged(*pair).outcome.recalled] == []


def test_a_typo_that_makes_another_name_is_wrong() -> None:
    pairs = [("Shaanxi", "Shanxi"), ("Zhang Zhizhong", "Zhang Zizhong"), ("Mali", "Malawi")]
    assert {judged(*pair).outcome for pair in pairs} == {Outcome.WRONG}


def test_no_neighbouring_year_or_number_is_accepted() -> None:
    wrong = [
        (str(year), str(other))
        for year in (618, 1271, 1644, 1911, 1949, 14_000, 250_000)
        for other in {*range(year - 60, year + 61), year * 10, year // 10, year + 100} - {year}
    ]
    wrong += [(f"{year} BC", f"{year + 1} BC") for year in range(200, 300)]
    wrong += [(f"Boeing 7{n}7", f"Boeing 7{n + 1}7") for n in range(9)]
    assert len(wrong) >= 900
    assert [pair for pair in wrong if judged(*pair).outcome.recalled] == []
