"""Every place of a bank where text is typed, and what typing there is judged as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.judging.typos import typos
from trainer.bank.bank import Bank
from trainer.fingerprint import answer_texts
from trainer.judging.judge import judge
from trainer.judging.verdict import Outcome
from trainer.question import Card, Cloze, Question, Short, Term, Typed, cards
from trainer.wording.normalise import known_form
from trainer.wording.romanisation import wade_giles


class Field(NamedTuple):
    """A place to type in: its card, what is typed around it, and its right spellings."""

    card: Card
    before: tuple[str, ...]
    spellings: tuple[str, ...]
    after: tuple[str, ...]

    def judged(self, text: str, known: Callable[[str], bool]) -> Outcome:
        return judge(self.card, Typed((*self.before, text, *self.after)), known).outcome


def fields_of(bank: Bank) -> list[Field]:
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


def misspelt(bank: Bank, fields: list[Field]) -> list[Outcome]:
    """The verdicts on typos in every right spelling."""
    return [
        field.judged(typed, bank.known)
        for seed, field in enumerate(fields)
        for _, typed in typos(list(field.spellings), seed)
    ]


def others_of(bank: Bank) -> set[str]:
    """Every answer, option and name of the bank."""
    texts = {text for question in bank.every_question() for text in answer_texts(question)}
    return texts | set(bank.shared.names)


def passing(
    bank: Bank, fields: list[Field], texts: set[str], every: int = 1
) -> list[tuple[str, str, str]]:
    """Texts of the bank that pass for an answer which they aren't: card, answer, text.

    With `every` n each field is tried with an n-th of the texts, and each text with an n-th of the
    fields, spread evenly.
    """
    listed = sorted(texts)
    return [
        (field.card.id, field.spellings[0], text)
        for number, field in enumerate(fields)
        for text in listed[number % every :: every]
        if field.judged(text, bank.known).recalled and not same(text, field)
    ]


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
