"""Every screen in every phase, as text. Draw them anew with TRAINER_GOLDENS=write and look."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.tui.phases import Phase, at_each_size
from tests.years import DAY_MS, study_for_a_year
from trainer.study.exam_plan import exam_plan, keep
from trainer.study.settings_file import SettingsFile

Golden = Callable[[str, str], None]

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
TOPICS = """
- {ask: Which river?, id: a, answer: the Wei, wrong: [the Han], tags: [長安の地理, rivers]}
- {ask: Which emperor?, id: b, answer: Taizong, tags: [emperors-and-those-who-came-before-them]}
- {ask: 'How many people?', id: c, number: 50..80 million, tags: [numbers]}
- {ask: Which pass?, id: d, answer: Tong, tags: [numbers]}
"""
TERM = "- {term: jiedushi, id: t, means: a military governor of a frontier region, typed: true}"


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


@pytest.mark.parametrize("kind", PHASES)
def test_each_kind_in_each_phase_at_each_size(kind: str, learner: Any, golden: Golden) -> None:
    question, asking, answering = PHASES[kind]
    at(learner, question)
    asked, given = Phase(f"{kind}-1-asked"), Phase(f"{kind}-2-given", asking)
    judged = Phase(f"{kind}-3-judged", answering)
    # What is only looked at has nothing given.
    phases = (asked, given, judged) if asking else (asked, judged)
    at_each_size(golden, learner.studying, *phases)


def test_other_side_of_a_term(only: Any, golden: Golden) -> None:
    learner = only(TERM)
    learner.study("'a military governor of a frontier region'", "enter", "4")
    learner.desk.clock = replace(learner.desk.clock, offset_ms=DAY_MS)
    at_each_size(
        golden,
        learner.studying,
        Phase("term-4-back"),
        Phase("term-5-back-judged", ["'jiedusi'", "enter"]),
    )


def test_what_else_happens_in_a_session(learner: Any, golden: Golden) -> None:
    at_each_size(
        golden,
        learner.studying,
        Phase("session-why-new", ["w"], "Why this card now"),
        Phase("session-nothing-to-undo", ["escape", "u"]),
        Phase("session-gave-up", ["ctrl+d"]),
        Phase("session-overruled", ["o"]),
        Phase("session-taken-back", ["u"]),
        Phase("session-flagged", ["exclamation_mark"]),
        Phase("session-buried", ["minus"]),
        Phase("session-nothing-marked", ["enter"]),
        Phase("session-help", ["question_mark"]),
        Phase("session-unsure", ["escape", *"12", "enter", "3", "t", "3", "'Gaozu'", "enter"]),
        Phase("session-settled", ["n"]),
    )


def test_why_a_card_comes_that_was_answered_before(learner: Any, golden: Golden) -> None:
    study_for_a_year(learner.desk)
    at_each_size(golden, learner.studying, Phase("session-why", ["w"], "Why this card now"))


def test_offer_of_a_copy(learner: Any, tmp_path: Path, golden: Golden) -> None:
    learner.desk.libraries = [replace(one, given=True) for one in learner.desk.libraries]
    own = Path("/home/ann/.local/share/trainer/libraries")
    learner.settings = SettingsFile(tmp_path / "settings.toml", libraries=own)
    phase = Phase("session-offer", ["e"], "Copy these questions for")
    at_each_size(golden, learner.studying, phase)


def test_home(desk: Any, learner: Any, golden: Golden) -> None:
    at_each_size(golden, learner.from_home, Phase("home-first"))
    learner.study("1", "space", "1", "2", "enter", "space")
    learner.desk.rng.seed(7)
    at_each_size(golden, learner.from_home, Phase("home"))


def test_home_with_an_exam_ahead_and_something_wrong(learner: Any, golden: Golden) -> None:
    study_for_a_year(learner.desk)
    decks = learner.desk.banks[0].library.root / "decks"
    decks.mkdir()
    deck = "title: Tang China in two weeks\nquestions: [all.yaml]\n"
    (decks / "soon.yaml").write_text(deck, encoding="utf-8")
    (decks / "broken.yaml").write_text("title: [", encoding="utf-8")
    learner.desk.close()
    plan = exam_plan(learner.desk, "soon", date(2026, 12, 5), None)
    keep(learner.desk, "soon", plan.exam)
    learner.desk.close()
    at_each_size(golden, learner.from_home, Phase("home-exam-ahead"))


def test_home_without_questions(learner: Any, golden: Golden) -> None:
    (learner.desk.banks[0].library.questions / "all.yaml").unlink()
    learner.desk.close()
    at_each_size(golden, learner.from_home, Phase("home-empty"))


def test_results(learner: Any, golden: Golden) -> None:
    at(learner, "wu")
    at_each_size(golden, learner.studying, Phase("results", ["t", "4"]))
    at_each_size(golden, learner.studying, Phase("results-nothing"))


def test_results_by_topic(only: Any, golden: Golden) -> None:
    answers = ["ctrl+d", "4", "'Gaozu'", "enter", "4", "'9'", "enter", "4", "'Tong'", "enter", "4"]
    at_each_size(golden, only(TOPICS).studying, Phase("results-topics", answers))


def test_help(learner: Any, golden: Golden) -> None:
    learner.size = (80, 60)
    golden("help-80x60", learner.study("question_mark"))


def test_error_that_leaves_the_session_on(
    learner: Any, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "vi 'a file")
    golden("session-error-80x24", learner.study("e"))
    learner.size = (40, 24)
    golden("session-error-40x24", learner.study("e"))
