"""A question that went into a package, or through somebody's Anki, comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from anki.collection import ExportAnkiPackageOptions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.anki.ours import our_questions
from tests.strategies import questions
from trainer.anki.data import BadDataError, decode, encode
from trainer.anki.export import DeckInfo, export
from trainer.question import Kind, Question

if TYPE_CHECKING:
    from tests.anki.conftest import Author, Learner


def distinct(made: list[Question]) -> list[Question]:
    """The same questions under ids that can't meet, and without files that aren't there."""
    return [
        replace(q, id=f"{q.id}-{i}", was=(), library="l", image=None, audio=None)
        for i, q in enumerate(made)
    ]


@pytest.mark.parametrize("kind", Kind)
def test_data_holds_the_whole_question(kind: Kind) -> None:
    @settings(max_examples=50, deadline=None)
    @given(questions(kind))
    def holds(question: Question) -> None:
        assert decode(encode(question), question.names) == question

    holds()


@given(st.text(max_size=200) | questions().map(encode).map(lambda text: text[:-1]))
def test_damaged_data_is_refused_and_never_a_crash(text: str) -> None:
    with pytest.raises(BadDataError):
        decode(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"v":2}',
        '{"v":1,"id":"a/b","kind":"essay","body":{}}',
        '{"v":1,"id":"a/b","kind":"truth","body":{"statement":"s","answer":"yes"}}',
        '{"v":1,"id":"a/b","kind":"truth","body":{"statement":"s","answer":true,"x":1}}',
        '{"v":1,"id":"a/b","kind":"match","body":{"ask":"a","pairs":[["a"]]}}',
        '{"v":1,"id":"a/b","kind":"cloze","body":{"parts":{}}}',
        "[" * 100_000,
    ],
)
def test_data_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadDataError):
        decode(text)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(questions(), min_size=1, max_size=12).map(distinct))
def test_a_package_gives_back_its_questions(tmp_path: Path, made: list[Question]) -> None:
    ledger = tmp_path / "ledger.json"
    ledger.unlink(missing_ok=True)
    done = export(
        DeckInfo("d", "D"), made, tmp_path / "d.apkg", tmp_path, ledger, 1_790_000_000_000
    )
    back, skipped = our_questions(done.path)
    assert skipped == ()
    assert list(back) == made


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=st.lists(questions(), min_size=1, max_size=12).map(distinct))
def test_questions_survive_a_learners_anki(
    made: list[Question], author: Author, learner: Learner, tmp_path: Path
) -> None:
    learner.collection.remove_notes(learner.collection.find_notes(""))
    author.ledger.unlink(missing_ok=True)
    learner.take(author.export(made).path)
    out = tmp_path / "out.apkg"
    options = ExportAnkiPackageOptions(legacy=True, with_media=True)
    learner.collection.export_anki_package(out_path=str(out), options=options, limit=None)
    back, skipped = our_questions(out)
    assert skipped == ()
    without_names = {question.id: replace(question, names=()) for question in made}
    assert {question.id: question for question in back} == without_names
