"""`trainer report` as it is typed, over histories that sessions made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trainer.cli import main
from trainer.wording.cells import cells

TANG = """\
title: Tang China
sources:
  lewis: {title: China's Cosmopolitan Empire, locators: [p. 1–6, notes]}
questions:
# who began it
- ask: Who founded the dynasty?
  id: founder
  answer: Gaozu  # posthumous
  source: lewis, p. 2–3
- {ask: How many years?, id: years, number: 289, source: "lewis, map 1"}
"""

Trainer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def trainer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Trainer:
    """Runs a command in a folder with `questions/tang.yaml`; its status, output and complaints."""
    (tmp_path / "work" / "questions").mkdir(parents=True)
    (tmp_path / "work" / "questions" / "tang.yaml").write_text(TANG, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TRAINER_LIBRARY", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def overrule(monkeypatch: pytest.MonkeyPatch, trainer: Trainer, *answers: object) -> None:
    """Answers the deck's cards in order, each with the verdict turned round."""
    lines = [json.dumps(one) for a in answers for one in ({"answer": a}, {"overrule": True})]
    sent = [
        line for at in range(0, len(lines), 2) for line in (*lines[at : at + 2], '{"rate":"good"}')
    ]
    monkeypatch.setattr("sys.stdin", iter(f"{line}\n" for line in sent))
    assert trainer("study", "tang", "--json")[0] == 0


def questions() -> str:
    return Path("questions/tang.yaml").read_text("utf-8")


def test_gaps_come_first_within_80_columns(trainer: Trainer) -> None:
    status, out, _ = trainer("report", "coverage")
    assert status == 0
    assert out.splitlines() == [
        "lewis: China's Cosmopolitan Empire",
        "  2 of 7 places, 2 questions",
        "  p. 1              –",
        "  p. 4–6            –",
        "  notes             –",
        "  p. 2              1  tang/founder",
        "  p. 3              1  tang/founder",
        "  Cited, not under `locators`:",
        "  map 1             1  tang/years",
        "",
        "1 source, 7 declared places: 5 gaps.",
    ]
    assert trainer("report", "coverage", "--strict")[0] == 1


def test_the_bundled_bank_is_covered_and_its_report_fits(trainer: Trainer) -> None:
    root = str(Path(__file__).parents[2])
    status, out, _ = trainer("report", "coverage", "--strict", "--library", root)
    assert status == 0 and "no gaps" in out
    assert max(map(cells, out.splitlines())) <= 80
    found = json.loads(trainer("report", "coverage", "--json", "--library", root)[1])
    kraus = next(one for one in found["sources"] if one["source"] == "kraus")
    named = [one["locator"] for one in kraus["locators"]]
    assert named == [*(f"¶{n}" for n in range(1, 14)), "author's note"]
    assert all(one["questions"] for one in kraus["locators"])


def test_a_deck_counts_only_what_it_cites(trainer: Trainer) -> None:
    Path("questions/sui.yaml").write_text(
        "sources: {wright: {title: The Sui}}\nquestions:\n- {ask: Q?, id: q, answer: a}\n", "utf-8"
    )
    _, every, _ = trainer("report", "coverage")
    _, tang, _ = trainer("report", "coverage", "tang")
    assert "wright" in every and "No source: 1" in every and "wright" not in tang
    assert trainer("report", "coverage", "questions/tang.yaml")[1] == tang
    assert trainer("report", "coverage", "ming")[0] == 2


def test_overrules_become_lines_of_the_file_and_are_settled_then(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    overrule(monkeypatch, trainer, "Li Yuan", "300")
    status, out, _ = trainer("report", "overrules")
    assert status == 0 and questions() == TANG
    assert "tang/founder (questions/tang.yaml:6)" in out and "  + accept: Li Yuan" in out
    assert "“I was right”, 1 time: 300" in out and "widen the number" in out

    status, out, _ = trainer("report", "overrules", "--fix")
    changed = TANG.replace("# posthumous\n", "# posthumous\n  accept: [Li Yuan]\n")
    assert (status, questions()) == (0, changed)
    status, out, _ = trainer("report", "overrules", "--fix")
    assert (status, questions()) == (0, changed) and "1 overrule settled" in out
    assert trainer("check")[0] == 0


def test_overrules_as_json_and_of_one_question(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    overrule(monkeypatch, trainer, "Li Yuan", "300")
    found: list[dict[str, Any]] = json.loads(trainer("report", "overrules", "--json")[1])
    assert [(one["id"], one["key"], one["text"]) for one in found] == [
        ("tang/founder", "accept", "Li Yuan"), ("tang/years", None, None)
    ]  # fmt: skip
    found = json.loads(trainer("report", "overrules", "tang/years", "--json")[1])
    assert [(one["spellings"], one["times"]) for one in found] == [({"300": 1}, 1)]
    status, _, err = trainer("report", "overrules", "tang/nobody")
    assert status == 2 and "no question `tang/nobody`" in err


def test_a_renamed_question_keeps_its_overrules(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    overrule(monkeypatch, trainer, "Li Yuan")
    renamed = TANG.replace("id: founder", "id: first\n  was: [founder]")
    Path("questions/tang.yaml").write_text(renamed, "utf-8")
    assert "tang/first" in trainer("report", "overrules")[1]


def test_an_overrule_taken_back_is_none(trainer: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ('{"answer":"Li Yuan"}', *['{"overrule":true}'] * 2, '{"rate":"again"}')
    monkeypatch.setattr("sys.stdin", iter(f"{line}\n" for line in lines))
    trainer("study", "tang", "--json", "--limit", "1")
    assert trainer("report", "overrules")[1] == "There is nothing to decide.\n"


def test_a_library_that_is_not_ours_to_edit_says_so(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    overrule(monkeypatch, trainer, "Li Yuan")
    monkeypatch.setattr("trainer.bank.library.Library.writable", False)
    status, _, err = trainer("report", "overrules", "--fix")
    assert status == 2 and "is read-only" in err and questions() == TANG


def test_what_one_file_refuses_does_not_keep_the_others_from_it(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("questions/tang.yaml").write_text(TANG.replace("  id: founder\n", ""), "utf-8")
    overrule(monkeypatch, trainer, "Li Yuan")
    status, _, err = trainer("report", "overrules", "--fix")
    assert status == 2 and "questions/tang.yaml:6: a question without an `id`" in err


def test_without_a_history_there_is_nothing_to_decide(trainer: Trainer, tmp_path: Path) -> None:
    assert trainer("report", "overrules")[:2] == (0, "There is nothing to decide.\n")
    assert not (tmp_path / "home" / "profiles").exists()


def test_figures_of_one_learner_are_hidden_and_said_to_be(
    monkeypatch: pytest.MonkeyPatch, trainer: Trainer
) -> None:
    assert trainer("report", "items")[1] == "Nothing was answered yet.\n"
    overrule(monkeypatch, trainer, "Li Yuan")
    status, out, _ = trainer("report", "items", "tang")
    assert (status, out.splitlines()[-1]) == (
        0,
        "1 card left out: fewer than 20 learners answered.",
    )
    found = json.loads(trainer("report", "items", "--json")[1])["items"]
    assert [(one["card"], one["answers"], one["facility"]) for one in found] == [
        ("local:tang/founder", 1, None)
    ]
    page = Path("report.html")
    assert trainer("report", "items", "--html", str(page))[0] == 0
    assert "<h1>How the questions behave</h1>" in page.read_text("utf-8")
    lines = trainer("report", "items", "--csv")[1].splitlines()
    assert lines[0].startswith("card,learners,answers,facility") and len(lines) == 2
