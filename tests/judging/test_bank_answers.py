"""The judge against the bank that comes with the program: its own answers, misspelt and confused.

Texts are typed into the questions as they stand in the files, other blanks filled in; terms and the
names in library.yaml are judged as answers of their own. `known` asks the library's index, as in
a session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.judging.typos import typos
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.fingerprint import answer_texts
from trainer.judging.judge import judge
from trainer.judging.verdict import Outcome
from trainer.question import Card, Cloze, Question, Short, Term, Typed, cards
from trainer.wording.normalise import known_form
from trainer.wording.romanisation import wade_giles

ROOT = Path(__file__).parents[2]


class Field(NamedTuple):
    """A place to type in: its card, what is typed around it, and its right spellings."""

    card: Card
    before: tuple[str, ...]
    spellings: tuple[str, ...]
    after: tuple[str, ...]

    def judged(self, text: str, known: Callable[[str], bool]) -> Outcome:
        return judge(self.card, Typed((*self.before, text, *self.after)), known).outcome


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    with Bank.open(library_at(ROOT), tmp_path_factory.mktemp("cache")) as bank:
        yield bank


@pytest.fixture(scope="module")
def fields(bank: Bank) -> list[Field]:
    asked = [field for question in bank.every_question() for field in typed_in(question)]
    taken = {spelling for field in asked for spelling in field.spellings}
    return asked + [
        field for name in bank.shared.names if name not in taken for field in alone(name)
    ]


def typed_in(question: Question) -> Iterator[Field]:
    match question.body:
        case Short() as short:
            yield Field(Card(question), (), (short.answer, *short.accept), ())
        case Term(term=term):
            yield from alone(term)
        case Cloze() as cloze:
            for card in cards(question):
                blanks = cloze.blanks(card.facet)
                right = tuple(blank.answer for blank in blanks)
                for at, blank in enumerate(blanks):
                    spellings = (blank.answer, *blank.accept)
                    yield Field(card, right[:at], spellings, right[at + 1 :])


def alone(name: str) -> Iterator[Field]:
    question = Question(id="names/name", body=Short("Which?", name), romanisation="pinyin")
    yield Field(Card(question), (), (name,), ())


def test_93_percent_of_the_typos_in_answers_pass(bank: Bank, fields: list[Field]) -> None:
    found = [
        field.judged(typed, bank.known)
        for seed, field in enumerate(fields)
        for _, typed in typos(list(field.spellings), seed)
    ]
    assert len(found) >= 1_500
    assert sum(outcome.recalled for outcome in found) / len(found) >= 0.93


def test_no_other_text_of_the_bank_passes(bank: Bank, fields: list[Field]) -> None:
    texts = {text for question in bank.every_question() for text in answer_texts(question)}
    texts |= set(bank.shared.names)
    passed = [
        (field.card.id, field.spellings[0], text)
        for field in fields
        for text in texts
        if field.judged(text, bank.known).recalled and not same(text, field)
    ]
    assert len(fields) * len(texts) >= 1_000
    assert passed == []


def same(text: str, field: Field) -> bool:
    """Whether a text differs from a right spelling in nothing but its writing: case, accents,
    punctuation, figures, a plural or possessive s, or, where that is asked for, Wade-Giles."""
    forms = {bare(text)}
    right = {bare(spelling) for spelling in field.spellings}
    if field.card.question.romanisation:
        forms.add(bare(wade_giles(text)))
        right |= {bare(wade_giles(spelling)) for spelling in field.spellings}
    return bool(forms & right - {""})


def bare(text: str) -> str:
    return known_form(text).removesuffix("s")
