"""Every screen in every phase, as text. Draw them anew with TRAINER_GOLDENS=write and look."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

Golden = Callable[[str, str], None]
SIZES = [(80, 24), (120, 40), (60, 20), (40, 24)]

# Where each kind comes up: keys that answer and rate everything before it.
PHASES = {
    "choice": ("capital", ["h", "g"], ["1"]),
    "choices": ("rulers", ["1", "2"], ["enter"]),
    "truth": ("wu", [], ["t"]),
    "short": ("founder", ["'Taizong'"], ["enter"]),
    "number": ("people", ["'60 million'"], ["enter"]),
    "cloze": ("fall", ["'Tang'", "tab", "'Six'"], ["enter"]),
    "order": ("chronology", ["space", "down"], ["enter"]),
    "match": ("years", ["1", "2", "3"], ["enter"]),
    "recall": ("why", ["tab", "'They had no taxes'"], ["enter"]),
    "term": ("jiedushi", [], ["enter"]),
}


def at(learner: Any, question: str) -> None:
    """Leaves only that question due."""
    bank = learner.desk.banks[0]
    text = (bank.library.questions / "all.yaml").read_text(encoding="utf-8")
    head, _, items = text.partition("questions:\n")
    chosen = next(
        item for item in re.split(r"\n\n(?=- )", items) if f"id: {question}\n" in item + "\n"
    )
    (bank.library.questions / "all.yaml").write_text(f"{head}questions:\n{chosen}\n")
    learner.desk.close()


def pictures(learner: Any, golden: Golden, phases: list[tuple[str, list[str]]]) -> None:
    """Plays the phases (name, keys that lead to it) and compares each at every size."""
    keys: list[str] = []
    names: dict[int, str] = {}
    for name, pressed in phases:
        keys += pressed
        for size in SIZES:
            where = "x".join(map(str, size))
            keys.append(f"size:{where}")
            names[len(keys)] = f"{name}-{where}"
    learner.study(*keys)
    for at_key, name in names.items():
        golden(name, learner.seen[at_key])


@pytest.mark.parametrize("kind", PHASES)
def test_each_kind_in_each_phase_at_each_size(kind: str, learner: Any, golden: Golden) -> None:
    question, asking, answering = PHASES[kind]
    at(learner, question)
    phases = [(f"{kind}-1-asked", []), (f"{kind}-2-given", asking), (f"{kind}-3-judged", answering)]
    # What is only looked at has nothing given.
    pictures(learner, golden, phases if asking else [phases[0], phases[2]])


def test_an_answer_that_may_be_right_is_asked_about(learner: Any, golden: Golden) -> None:
    at(learner, "founder")
    golden("short-unsure-80x24", learner.study("'Gaozu'", "enter"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_home(size: tuple[int, int], learner: Any, golden: Golden) -> None:
    learner.study("1", "space", "1", "2", "enter", "space")
    learner.desk.rng.seed(7)
    learner.size = size
    golden(f"home-{'x'.join(map(str, size))}", learner.home())


def test_home_without_questions(desk: Any, learner: Any, golden: Golden) -> None:
    (learner.desk.banks[0].library.questions / "all.yaml").unlink()
    learner.desk.close()
    golden("home-empty-80x24", learner.home())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_results(size: tuple[int, int], learner: Any, golden: Golden) -> None:
    at(learner, "wu")
    learner.size = size
    golden(f"results-{'x'.join(map(str, size))}", learner.study("t", "4"))


def test_help(learner: Any, golden: Golden) -> None:
    learner.size = (80, 60)
    golden("help-80x60", learner.study("question_mark"))


def test_why(learner: Any) -> None:
    """By its words: the session behind it is painted now or a moment later."""
    shown = learner.study("1", "w")
    for words in ("Why this card now", "no answer before", "Last answers", "suggested", "Easy"):
        assert words in shown
