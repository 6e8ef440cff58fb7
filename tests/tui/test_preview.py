"""The author's view: what is shown of a file, at every save, with what is wrong in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.conftest import screen_text
from tests.tui.phases import Phase, at_each_size
from trainer.bank.library import library_of
from trainer.study.draft import Author
from trainer.tui.app import TrainerApp

Golden = Callable[[str, str], None]
PATIENCE = 10.0

BROKEN = """\
- ask: Which month?
  id: month
  answer: October
  wrnog: [June, December]
"""


@pytest.fixture
def app(desk: Callable[..., Any], tmp_path: Path) -> Callable[..., TrainerApp]:
    """An app that previews a file of these questions, or the one with every kind."""

    def make(questions: str = "") -> TrainerApp:
        made = desk(all=f"id: all\ntitle: All\nquestions:\n{questions}") if questions else desk()
        path = tmp_path / "questions" / "all.yaml"
        author = Author(library_of(path, tmp_path), path, None)

        def first(keys: Any) -> Any:
            from trainer.tui.screens.preview import PreviewScreen

            return PreviewScreen(keys, author)

        return TrainerApp(made, first=first)

    return make


def test_a_card_is_shown_as_learners_see_it_then_with_its_answer(
    app: Any, play: Any, golden: Golden
) -> None:
    at_each_size(
        golden,
        lambda keys: play(app(), (80, 24), [[key] for key in keys]),
        Phase("preview-1-asked"),
        Phase("preview-2-answered", ["space"]),
    )


def test_a_broken_question_shows_what_is_wrong_in_its_place(
    app: Any, play: Any, golden: Golden
) -> None:
    sound = "- {ask: Where?, id: where, answer: here, explain: There.}\n"
    three = sound + BROKEN + sound.replace("where", "there")
    at_each_size(
        golden,
        lambda keys: play(app(three), (80, 24), [[key] for key in keys]),
        Phase("preview-broken", ["n"]),
    )


def test_every_kind_shows_its_answer(app: Any, play: Any) -> None:
    seen = "".join(play(app(), (80, 50), [["space"], *[["n", "space"]] * 10]))
    for text in (
        "3  ✓  Chang'an", "3  ✓  Taizong", "2  ✓  False", "✓ Emperor Gaozu", "✓ 50–80 million",
        "✓ Tang rule ended", "4  ✓  Yuan  1271", "✓ Song  →  960", "Look for • Governors",
        "Answer   a military governor", "Answer   jiedushi",
    ):  # fmt: skip
        assert text in seen
    assert "✗" not in seen


def test_keys_go_from_card_to_card_and_round(app: Any, play: Any) -> None:
    two = "- {ask: One?, id: a, answer: x}\n- {ask: Two?, id: b, answer: y}\n"
    _, second, first, second_again = play(app(two), (80, 24), [["n"], ["n"], ["p"]])
    assert "Two?" in second and "One?" in first and "Two?" in second_again


def test_neither_digits_nor_clicks_answer(app: Any, play: Any) -> None:
    before, *after = play(app(), (80, 24), [["1"], ["click:10,6"]])
    assert after == [before, before]


def test_findings_are_gone_to_one_after_the_other(app: Any, play: Any) -> None:
    sound = "- {ask: Where?, id: where, answer: here, explain: There.}\n"
    seen = play(app(sound + BROKEN), (80, 24), [["f"], ["f"]])
    assert "Where?" in seen[0] and all("wrnog: [June" in screen for screen in seen[1:])


def saved(path: Path, text: str) -> None:
    """Saved as editors do it: another file takes the old one's place."""
    draft = path.with_name(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def screen(app: TrainerApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def until(pilot: Pilot[None], text: str) -> str:
    """The screen once it shows the text."""
    async with asyncio.timeout(PATIENCE):
        while text not in (shown := screen(pilot.app)):
            await pilot.pause(0.02)
    return shown


def live(app: TrainerApp, steps: Callable[[Pilot[None]], Any]) -> None:
    async def go() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await steps(pilot)

    asyncio.run(go())


def test_a_save_is_shown_and_keeps_the_place(app: Any, tmp_path: Path) -> None:
    path = tmp_path / "questions" / "all.yaml"
    a, b = "- {ask: One?, id: a, answer: x}\n", "- {ask: Two?, id: b, answer: y}\n"

    async def steps(pilot: Pilot[None]) -> None:
        await until(pilot, "One?")
        await pilot.press("n")
        await until(pilot, "Two?")
        saved(path, f"questions:\n{a}{a.replace('id: a', 'id: c')}{b.replace('Two?', 'Second?')}")
        assert "3 of 3" in await until(pilot, "Second?")

    live(app(a + b), steps)


def test_a_question_that_breaks_and_is_mended_stays_in_sight(app: Any, tmp_path: Path) -> None:
    path = tmp_path / "questions" / "all.yaml"
    a, b = "- {ask: One?, id: a, answer: x}\n", "- ask: Two?\n  answer: y\n"

    async def steps(pilot: Pilot[None]) -> None:
        await until(pilot, "One?")
        await pilot.press("n")
        await until(pilot, "Two?")
        saved(path, f"questions:\n{a}{b.replace('answer: y', 'answer: [')}")
        assert "can't be read" in await until(pilot, "answer: [")
        path.unlink()
        await until(pilot, "waiting for it")
        saved(path, f"questions:\n{a}{b.replace('Two?', 'Third?')}")
        assert "2 of 2" in await until(pilot, "Third?")

    live(app(a + b), steps)


def test_an_empty_file_waits_for_its_first_question(app: Any, tmp_path: Path) -> None:
    path = tmp_path / "questions" / "all.yaml"

    async def steps(pilot: Pilot[None]) -> None:
        await until(pilot, "no questions in it yet")
        # What is wrong with the file is said in full: there is nothing nearer.
        assert "Elsewhere" not in screen_text(pilot.app)
        saved(path, "questions:\n- {ask: One?, id: a, answer: x}\n")
        await until(pilot, "One?")

    live(app("# nothing\n"), steps)


def test_help_names_the_keys_of_the_preview(app: Any, play: Any) -> None:
    assert "Show the answer" in play(app(), (80, 24), [["question_mark"]])[-1]
