"""Item analysis against the formulas written out, and on classes whose truth is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from math import exp, sqrt
from random import Random
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.history.responses import Response
from trainer.question import Card, Choice, Option, Question
from trainer.reports.advice import advice, picks
from trainer.reports.items import LEAST, Analysis, analyse
from trainer.reports.items_page import entries, items_page

CARDS = [f"bank:f/q{n}" for n in range(12)]


def row(learner: int, card: str, score: float, at: int = 0, given: str = "") -> Response:
    return Response(
        f"learner {learner}", card, score, at, given, answers=1, recalled=1, took_ms=4000
    )


def variance(values: Sequence[float]) -> float:
    m = sum(values) / len(values)
    return sum((v - m) ** 2 for v in values) / (len(values) - 1)


def cov(x: Sequence[float], y: Sequence[float]) -> float:
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / (len(x) - 1)


scores = st.integers(3, 6).flatmap(
    lambda items: st.lists(
        st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=items, max_size=items),
        min_size=LEAST,
        max_size=LEAST + 12,
    )
)


@settings(max_examples=60, deadline=None)
@given(scores)
def test_figures_are_moodles_formulas_where_everyone_met_all(table: list[list[float]]) -> None:
    rows = [row(n, CARDS[i], x) for n, own in enumerate(table) for i, x in enumerate(own)]
    found = analyse(rows, CARDS)
    totals = [sum(own) for own in table]
    for i, item in enumerate(found.items):
        x = [own[i] for own in table]
        rest = [total - one for total, one in zip(totals, x, strict=True)]
        assert item.facility == pytest.approx(100 * mean(x))
        if variance(x) and variance(rest):
            index = 100 * cov(x, rest) / sqrt(variance(x) * variance(rest))
            assert item.discrimination == pytest.approx(index, abs=1e-6)
            highest = cov(sorted(x), sorted(rest))
            assert item.efficiency == pytest.approx(100 * cov(x, rest) / highest, abs=1e-6)
        else:
            assert item.discrimination is None
    p, spread = len(table[0]), variance(totals)
    if spread:
        parts = sum(variance([own[i] for own in table]) for i in range(p))
        assert found.consistency == pytest.approx(100 * p / (p - 1) * (1 - parts / spread))
    else:
        assert found.consistency is None


def test_below_twenty_learners_nothing_is_said() -> None:
    found = analyse([row(n, card, float(n % 2)) for n in range(LEAST - 1) for card in CARDS])
    assert found.learners == LEAST - 1 and found.consistency is None
    assert all(item.facility is item.discrimination is None for item in found.items)


def classroom(
    answers: Callable[[int, str, float, Random], tuple[float, str]],
    learners: int = 200,
    seed: int = 11,
) -> Analysis:
    """A class in which ability is spread evenly and everyone meets the cards in an order of their
    own; `answers(place, card, ability, chance)` is the first score and what was given."""
    random = Random(seed)
    rows: list[Response] = []
    for learner in range(learners):
        ability = random.gauss(0, 1.2)
        order = random.sample(CARDS, len(CARDS))
        for at, card in enumerate(order):
            score, given = answers(order.index(CARDS[0]) - at, card, ability, random)
            rows.append(row(learner, card, score, at, given))
    return analyse(rows, CARDS)


def knows(ability: float, hardness: float, random: Random) -> bool:
    return random.random() < 0.2 + 0.8 / (1 + exp(hardness - ability))


def picked(place: int) -> str:
    return json.dumps({"picked": [place]})


def told(found: Analysis, card: str, options: Iterable[Option] = ()) -> tuple[str, ...]:
    item = next(one for one in found.items if one.card == card)
    body = Choice("Which?", tuple(options))
    asked = Card(Question(id="f/q", body=body)) if options else None
    return advice(item, picks(item, asked), {CARDS[0]: "f/q0"})


def test_a_good_question_gets_no_remark() -> None:
    found = classroom(lambda _, card, able, r: (float(knows(able, 0.3, r)), ""))
    assert [told(found, card) for card in CARDS] == [()] * len(CARDS)
    assert found.consistency is not None and found.consistency > 50


def test_a_wrong_key_is_found() -> None:
    def answers(_: int, card: str, able: float, r: Random) -> tuple[float, str]:
        right = knows(able, 0.0, r)
        return float(right != (card == CARDS[4])), ""

    found = classroom(answers)
    assert [card for card in CARDS if told(found, card)] == [CARDS[4]]
    assert told(found, CARDS[4]) == ("weak students do better than strong ones: check the key",)


def test_a_dead_distractor_is_found() -> None:
    options = [
        Option("Key", True),
        *(Option(one, False) for one in ("Often", "Never", "Sometimes")),
    ]

    def answers(_: int, card: str, able: float, r: Random) -> tuple[float, str]:
        if knows(able, 0.5, r):
            return 1.0, picked(0)
        return 0.0, picked(r.choice([1, 1, 3]) if r.random() < 0.98 else 2)

    found = classroom(answers)
    assert told(found, CARDS[2], options) == ("option C is chosen by 2%: replace it",)


def test_a_question_that_gives_another_away_is_found() -> None:
    def answers(first: int, card: str, able: float, r: Random) -> tuple[float, str]:
        helped = card == CARDS[7] and first < 0
        return float(knows(able + 3 * helped, 1.0, r)), ""

    found = classroom(answers)
    said = {card: told(found, card) for card in CARDS}
    assert [card for card, lines in said.items() if lines] == [CARDS[7]]
    assert said[CARDS[7]][0].startswith("after f/q0 it is answered ")
    assert said[CARDS[7]][0].endswith("points better: that question gives this one away")


def test_a_page_shows_any_text_and_no_script() -> None:
    nasty = '<script>alert("x")</script> [/] & "quotes"'
    options = (Option("Key", True), Option(nasty, False), Option("b", False))
    card = Card(Question(id='f/q0"><b>', body=Choice(nasty, options)))
    rows = [row(n, card.key, float(n % 3 == 0), given=picked(n % 3)) for n in range(30)]
    rows += [row(n, CARDS[1], float(n % 2)) for n in range(30)]
    analysis = analyse(rows, [card.key])
    page = items_page(nasty, analysis, entries(analysis, {card.key: card}))
    assert "<script" not in page and "&lt;script&gt;" in page and 'q0"><b>' not in page
