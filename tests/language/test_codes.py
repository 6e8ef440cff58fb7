"""Every code has a page; tests/bank/test_examples.py runs the examples on it."""

from __future__ import annotations

import re
from pathlib import Path

import trainer
from trainer.language.codes import NOTATION, codes, explain, reference


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


def test_a_page_tells_of_the_notation_where_it_uses_it() -> None:
    for page in codes().values():
        shown = explain(page.code) or ""
        assert (NOTATION in shown) == ("‹" in page.bad + page.good), page.code
        assert shown.replace("# ", "## ", 1) in reference()
