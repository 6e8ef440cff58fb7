"""The schema for editors agrees with the reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from trainer.language.grammar import ALL_KEYS, KEYS, MEDIA, REQUIRED, SOURCE
from trainer.language.reader import Shared, read
from trainer.language.schema import schema

QUESTIONS = Path(__file__).parents[2] / "questions"
FILES = [Path(__file__).parent / "data" / "tang.yaml", *sorted(QUESTIONS.glob("*/*.yaml"))]


def mistakes(text: str) -> list[str]:
    """What an editor would say, which reads YAML as YAML does, with numbers and booleans."""
    data = json.loads(json.dumps(yaml.safe_load(text)))
    return [error.message for error in Draft202012Validator(schema()).iter_errors(data)]


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_editors_find_nothing_in_good_files(file: Path) -> None:
    assert mistakes(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("item", [
    "{ask: a, answer: b, worng: [c]}",
    "{ask: a}",
    "{ask: a, answers: [b, c]}",
    "{statement: a, answer: maybe}",
    "{ask: a, number: 5, order: [b, c]}",
    "{ask: a, answer: b, level: 9}",
    "{cloze: no blank}",
    "{term: a}",
    "{term: a, means: b, accept: [c]}",
    "{ask: a, answer: b, id: c d}",
    "{ask: a, answer: b, tags: [c, d e]}",
    "{ask: a, answer: b, wrong: []}",
    "{ask: a, answer: b, level: '9'}",
    "{statement: a, answer: 'maybe'}",
])  # fmt: skip
def test_editors_flag_what_the_reader_refuses(item: str) -> None:
    assert mistakes(f"questions:\n- {item}\n")


@pytest.mark.parametrize("item", [
    "{statement: a, answer: 'true'}",
    "{statement: a, answer: 'FALSE'}",
    "{ask: a, answer: b, level: '2', points: '0.5', typos: 'false'}",
    "{ask: a, answer: b, id: Ürümqi_1.2-迪化, tags: [été, 1949], was: [old/id, older]}",
    "{ask: a, answer: 1949-10-01, wrong: {2.5: , c: true}}",
])  # fmt: skip
def test_editors_take_what_the_reader_takes(item: str) -> None:
    text = f"questions:\n- {item}\n"
    assert read(text.encode(), "questions/f.yaml", "f", Shared()).diagnostics == ()
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    assert list(Draft202012Validator(schema()).iter_errors(data)) == []


def test_every_key_is_documented_with_an_example() -> None:
    for key in (*ALL_KEYS.values(), *SOURCE, *MEDIA):
        assert key.doc.endswith(".")
        assert key.example


def test_required_keys_belong_to_their_kind() -> None:
    for kind, names in REQUIRED.items():
        assert set(names) <= set(KEYS[kind])
