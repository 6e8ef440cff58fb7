"""Deck files: what is studied together, and every mistake in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.language.deckfile import REQUIRED_PARTS, DeckFile, ExamPlan, read_deck

DECKS = Path(__file__).parents[2] / "decks"
DECK = """title: Xinjiang, 1949
id: xinjiang-1949
description: From the records.
questions: ["xinjiang-1949/*.yaml"]     # globs under questions/
where: {tags: [soviet-aid], level: 1..3}  # optional filter
study: {new-per-day: 5, reviews-per-day: 150, retention: 85%}
exams:
- {title: Mock, questions: 20, minutes: 25, pass: 70%, draw: {aid: 8, decision: 12}}
"""


def found(text: str) -> list[tuple[str, int]]:
    _, diagnostics = read_deck(text.encode(), "decks/x.yaml", "x")
    return [(one.code, one.line) for one in diagnostics]


def test_every_key_is_read() -> None:
    assert read_deck(DECK.encode(), "decks/x.yaml", "x") == (
        DeckFile(
            id="xinjiang-1949",
            title="Xinjiang, 1949",
            description="From the records.",
            questions=("xinjiang-1949/*.yaml",),
            tags=("soviet-aid",),
            levels=(1, 3),
            new_per_day=5,
            reviews_per_day=150,
            retention=0.85,
            exams=(ExamPlan("Mock", 20, 25, 0.7, {"aid": 8, "decision": 12}),),
            file="decks/x.yaml",
        ),
        (),
    )


def test_a_deck_needs_only_its_questions() -> None:
    deck, diagnostics = read_deck(b"questions: tang.yaml\n", "decks/tang.yaml", "tang")
    assert diagnostics == ()
    assert deck == DeckFile("tang", "tang", questions=("tang.yaml",), file="decks/tang.yaml")


@pytest.mark.parametrize("file", sorted(DECKS.glob("*.yaml")), ids=lambda file: file.stem)
def test_bundled_decks_are_clean(file: Path) -> None:
    deck, diagnostics = read_deck(file.read_bytes(), str(file), file.stem)
    assert diagnostics == ()
    assert deck is not None


@pytest.mark.parametrize(("was", "now", "code", "line"), [
    ("description", "descripton", "Q010", 3),
    ("title: Xinjiang, 1949", "title: Xinjiang: 1949", "Y011", 1),
    ("id: xinjiang-1949", "id: xinjiang 1949", "Q020", 2),
    ("questions: [\"xin", "questions: [\"../xin", "Q025", 4),
    ("1..3", "3..1", "Q041", 5),
    ("1..3", "1..9", "Q018", 5),
    ("85%", "850%", "Q018", 6),
    ("85%", "20%", "Q018", 6),
    ("per-day: 5", "per-day: few", "Q018", 6),
    ("{aid: 8", "{aid: 9", "Q040", 8),
    ("minutes: 25, ", "", "Q013", 8),
    ("- {title: Mock", "  {title: Mock", "Q015", 8),
])  # fmt: skip
def test_mistakes_are_shown_at_their_line(was: str, now: str, code: str, line: int) -> None:
    assert was in DECK
    assert found(DECK.replace(was, now)) == [(code, line)]


def test_all_that_an_exam_lacks_is_told_in_one_message() -> None:
    [one] = read_deck(b'questions: ["*.yaml"]\nexams:\n- {pass: 60%}\n', "decks/d.yaml", "d")[1]
    assert (one.code, one.line) == ("Q013", 3)
    assert all(f"`{name}`" in one.message for name in REQUIRED_PARTS["exams"])


def test_all_mistakes_are_shown_at_once() -> None:
    text = DECK.replace("description", "descripton").replace("1..3", "3..1").replace("85%", "850%")
    assert found(text) == [("Q010", 3), ("Q041", 5), ("Q018", 6)]


def test_file_that_is_no_deck() -> None:
    assert found("") == [("Q002", 1)]
    assert found("- a\n") == [("Q002", 1)]
