"""Every code has a page, and its examples are what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import trainer
from trainer.language.advice.advise import advise
from trainer.language.codes import Code, codes, explain
from trainer.language.reader import Shared, read

OF_DECKS = ("Q040", "Q050", "Q052", "Q057", "Q058")
"""Whose examples are deck files; tests/bank/test_deck_mistakes.py runs them beside questions."""
OF_LIBRARIES = ("Q022", "Q023", "Q038", "Q051", "Q053", "Q054", "Q055", "W013")
"""Whose examples need a library; tests/bank/test_examples.py runs them in one."""
WITH_EXAMPLES = [
    code
    for code in codes().values()
    if code.bad and code.code[0] in "YQ" and code.code not in (*OF_DECKS, *OF_LIBRARIES)
]
HEAD_KEYS = re.compile(r"^(questions|title|sources):", re.M)


def found_in(example: str) -> list[str]:
    whole = example if HEAD_KEYS.search(example) else f"questions:\n{example}"
    reading = read(whole.encode(), "questions/example.yaml", "example", Shared())
    silences = [one for one in advise(whole.encode(), reading).found if one.severity != "info"]
    return [one.code for one in (*reading.diagnostics, *silences)]


@pytest.mark.parametrize("code", WITH_EXAMPLES, ids=lambda code: code.code)
def test_bad_example_gets_its_code_and_no_other(code: Code) -> None:
    assert found_in(code.bad) == [code.code]


@pytest.mark.parametrize("code", WITH_EXAMPLES, ids=lambda code: code.code)
def test_good_example_is_clean(code: Code) -> None:
    assert found_in(code.good) == []


def test_every_code_that_is_reported_has_a_page() -> None:
    package = Path(trainer.language.__file__).parent.parent
    sources = [*package.glob("language/**/*.py"), *package.glob("bank/*.py")]
    used = set(re.findall(r'"([YQW]\d{3})"', "".join(s.read_text("utf-8") for s in sources)))
    assert used <= set(codes())


def test_every_page_is_reported_somewhere() -> None:
    package = Path(trainer.language.__file__).parent.parent
    sources = [*package.glob("language/**/*.py"), *package.glob("bank/*.py")]
    used = set(re.findall(r'"([YQW]\d{3})"', "".join(s.read_text("utf-8") for s in sources)))
    assert set(codes()) <= used


def test_explain_knows_codes_in_any_case() -> None:
    page = explain("q010")
    assert page is not None
    assert page.startswith("# Q010: unknown key")
    assert explain("Q999") is None
