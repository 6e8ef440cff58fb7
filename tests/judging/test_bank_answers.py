"""The judge against the bank that comes with the program: its own answers, misspelt and confused.

Texts are typed into the questions as they stand in the files, other blanks filled in; terms and the
names in library.yaml are judged as answers of their own. `known` asks the library's index, as in
a session.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.judging.fields import Field, fields_of, misspelt, others_of, passing
from trainer.bank.bank import Bank
from trainer.bank.library import library_at

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    with Bank.open(library_at(ROOT), tmp_path_factory.mktemp("cache")) as bank:
        yield bank


@pytest.fixture(scope="module")
def fields(bank: Bank) -> list[Field]:
    return fields_of(bank)


def test_93_percent_of_the_typos_in_answers_pass(bank: Bank, fields: list[Field]) -> None:
    found = misspelt(bank, fields)
    assert len(found) >= 1_500
    assert sum(outcome.recalled for outcome in found) / len(found) >= 0.93


def test_no_other_text_of_the_bank_passes(bank: Bank, fields: list[Field]) -> None:
    """A fifth of all pairs; the benchmark of judging, which CI runs too, tries each of them."""
    texts = others_of(bank)
    assert len(fields) * len(texts) >= 100_000
    assert passing(bank, fields, texts, every=5) == []
