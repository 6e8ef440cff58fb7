from pathlib import Path

from tests.benchmarks.generate import library, write_library
from trainer.bank.bank import Bank
from trainer.bank.library import library_at
from trainer.question import Kind


def test_a_generated_library_is_valid_and_has_every_kind(tmp_path: Path) -> None:
    write_library(tmp_path, questions=100, files=5)
    with Bank.open(library_at(tmp_path, tmp_path)) as bank:
        assert bank.check() == ()
        [deck] = bank.decks()
        questions = list(bank.every_question(deck))
        assert len(questions) == 100
        assert {question.kind for question in questions} == set(Kind)
        assert {q.key: q for q in questions} == bank.questions(q.key for q in questions)
        assert bank.count(deck) == len(list(bank.candidates(deck))) == 120


def test_the_same_numbers_generate_the_same_library() -> None:
    assert list(library(50, 2, seed=3)) == list(library(50, 2, seed=3))
    assert list(library(50, 2, seed=3)) != list(library(50, 2, seed=4))
