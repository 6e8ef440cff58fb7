"""Whatever is typed gets a verdict, never an exception."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.judging.difference import spelling_difference
from trainer.judging.judge import judge
from trainer.judging.verdict import Outcome, Verdict
from trainer.judging.words import headline
from trainer.question import Blank, Card, Cloze, Kind, Number, Question, Reject, Short, Typed
from trainer.wording.normalise import known_form, tokens
from trainer.wording.numbers import parse_quantity

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.text("0123456789.,-–±…~%/^ eEkm万百")

STRANGE = [
    "e\u0301" * 5,
    "Ｐｅｎｇ　Ｄｅｈｕａｉ",
    "٦١٨",
    "۶۱۸",
    "六百一十八",
    "万",
    "亿亿",
    "محمد بن موسى",
    "\u202epeng\u202c",
    "\u200fשלום",
    "😀👩‍👩‍👧‍👦",
    "\ud800",
    "Peng\udfff Dehuai",
    "\x00\x1b[31m",
    "ﷺ",
    "½ ⅓ ⁵ ₂ Ⅷ ①",
    "a" * 10_000,
    "a " * 10_000,
    "9" * 10_000,
    "9," * 5_000,
    "-" * 10_000,
    "." * 10_000,
    "'" * 10_000,
    "twenty " * 2_000,
    "million " * 2_000,
    "hundred " * 3_000,
    "5 hundred thousand million " * 500,
    "1e9999",
    "-1e-9999",
    "1/0",
    "0/0",
    "x" * 100 + "\u0301" * 1_000,
]
CARDS = [
    Card(Question(id="any/short", body=Short("Who?", "Peng Dehuai", reject=(Reject("Zhu De"),)))),
    Card(Question(id="any/pinyin", body=Short("Who?", "Mao Tse-tung"), romanisation="pinyin")),
    Card(Question(id="any/strict", body=Short("Who?", "Ürümqi", case=True, accents=True))),
    Card(Question(id="any/pattern", body=Short("Who?", "Mao", pattern=r".*Mao.*Z.*"))),
    Card(Question(id="any/emoji", body=Short("Which?", "😀"))),
    Card(Question(id="any/number", body=Number("When?", parse_quantity("618")))),
    Card(Question(id="any/unit", body=Number("How fast?", parse_quantity("9 ± 1 m/s²"), True))),
    Card(Question(id="any/blank", body=Cloze((Blank("Tang", group="c1"),))), "c1"),
]


def stored(form: str) -> bool:
    """Asks a database, as the library does: a form must be something it can look up."""
    with sqlite3.connect(":memory:") as database:
        found = database.execute("SELECT ? = ''", (form,)).fetchone()
    database.close()
    return bool(found[0])


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
@pytest.mark.parametrize("typed", STRANGE, ids=range(len(STRANGE)))
def test_strange_text_gets_a_verdict(card: Card, typed: str) -> None:
    verdict = judge(card, Typed((typed,)), stored)
    assert headline(verdict, card.question.kind)
    assert verdict.given == (typed,)


@given(typed=ANY_TEXT)
def test_any_text_gets_a_verdict(typed: str) -> None:
    for card in CARDS:
        judge(card, Typed((typed,)), stored)


@given(answer=ANY_TEXT, typed=ANY_TEXT)
def test_any_answer_can_be_asked_for(answer: str, typed: str) -> None:
    card = Card(Question(id="any/any", body=Short("Who?", answer), romanisation="pinyin"))
    verdict = judge(card, Typed((typed,)), stored)
    assert 0 <= verdict.score <= 1
    if known_form(answer):
        assert judge(card, Typed((answer,)), stored).outcome.recalled


@given(text=ANY_TEXT)
def test_a_known_form_is_stable_and_storable(text: str) -> None:
    form = known_form(text)
    form.encode("utf-8")
    assert known_form(text) == form
    assert all(tokens(text))


@given(typed=ANY_TEXT, right=ANY_TEXT)
def test_the_runs_of_a_difference_are_the_right_spelling(typed: str, right: str) -> None:
    runs = spelling_difference(typed, right)
    assert "".join(text for text, _ in runs) == right
    assert all(text for text, _ in runs)
    assert all(same for _, same in spelling_difference(right, right))


@pytest.mark.parametrize("kind", Kind)
def test_giving_up_never_mocks(kind: Kind) -> None:
    assert headline(Verdict(Outcome.WRONG, 0.0), kind) == "Here it is"
