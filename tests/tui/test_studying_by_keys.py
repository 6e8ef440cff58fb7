"""A session at the keys, by mouse and by paste: what each does, on the real engine."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from tests.history.conftest import behind
from tests.tui.conftest import SIZE, press, settled
from trainer.errors import TrainerError
from trainer.tui.app import TrainerApp

CHOICE = """
- ask: Which is the capital?
  id: a
  options: [Chang'an, Luoyang]
  answer: Chang'an
  hint: It lies in the west.
  explain: So it is.
"""
SHORT = """
- ask: Who founded the Tang?
  id: b
  answer: Gaozu
"""
LONG = """
- ask: Which letter is the twelfth?
  id: c
  options: [a, b, c, d, e, f, g, h, i, j, k, l]
  answer: l
"""
Only = Callable[..., Any]


def test_a_digit_answers_and_a_digit_rates(only: Only) -> None:
    learner = only(CHOICE + SHORT)
    learner.study("1", "3")
    assert "✓ Right" in learner.seen[1]
    assert "› 3 Good" in learner.seen[1] or "› 4 Easy" in learner.seen[1]
    assert "Who founded the Tang?" in learner.seen[2]


def test_every_answer_is_stored_before_its_verdict_shows(only: Only) -> None:
    learner = only(CHOICE)
    learner.study("1")
    learner.desk.close()
    assert learner.desk.home().answers == 1


def test_what_follows_from_an_answer_is_stored_while_its_verdict_is_read(only: Only) -> None:
    desk = only(CHOICE + SHORT).desk
    app = TrainerApp(desk, lambda: desk.session("all"), now=itertools.count().__next__)

    async def study() -> bool:
        async with app.run_test(size=SIZE) as pilot:
            for key in ("1", "3", "'Gaozu'", "enter"):
                await settled(pilot)
                await press(pilot, key)
            assert "✓ Right" in await settled(pilot)
            return behind(desk.history)

    assert not asyncio.run(study())


@pytest.mark.parametrize("key", ["space", "enter", "1", "4"])
def test_stray_keys_after_a_verdict_rate_nothing(key: str, only: Only) -> None:
    assert "✓ Right" in only(CHOICE + SHORT, step=0.01).study("1", key)


@pytest.mark.parametrize("key", ["o", "q", "e"])
def test_letters_typed_on_after_enter_are_no_keys_yet(key: str, only: Only) -> None:
    shown = only(SHORT, step=0.01).study("'Gaozu'", "enter", key)
    assert "✓ Right" in shown and "your verdict" not in shown and "1–4 Rate" in shown


def test_letters_are_text_in_a_field_and_alt_reaches_the_actions(only: Only) -> None:
    learner = only(SHORT + CHOICE)
    learner.study("'qhu'", "alt+w")
    assert "› qhu" in learner.seen[1]
    assert "Why this card now" in learner.seen[2]


def test_escape_leaves_the_field_and_enter_goes_back_to_it(only: Only) -> None:
    learner = only(SHORT)
    learner.study("'Ga'", "escape", "w", "escape", "enter", "'ozu'", "enter")
    assert "Why this card now" in learner.seen[3]
    assert "› Gaozu" in learner.seen[6]
    assert "✓ Right" in learner.seen[7]


def test_a_paste_is_typed_in_a_field_and_answers_nothing_else(only: Only) -> None:
    assert "› Gaozu 1" in only(SHORT).study("paste:Gaozu\n1")


def test_a_paste_without_a_field_answers_nothing(only: Only) -> None:
    learner = only(CHOICE)
    assert learner.study("paste:1\n") == learner.seen[0]


def test_an_empty_answer_is_not_an_answer(only: Only) -> None:
    assert "ctrl+d: don't know" in only(SHORT).study("enter")


def test_a_number_shows_its_unit_until_one_is_typed(only: Only) -> None:
    learner = only("- ask: How fast?\n  id: a\n  number: 9.81 m/s²\n")
    learner.study("'9.8'", "' m/s²'", "enter")
    assert "› 9.8   m/s²" in learner.seen[1]
    assert "9.8 m/s²\n" in learner.seen[2] and "✗ 9.8 m/s²\n" in learner.seen[3]


def test_giving_up_shows_the_answer(only: Only) -> None:
    assert "✗ The answer is Gaozu" in only(SHORT).study("ctrl+d")


def test_a_hint_is_shown_and_its_key_goes_with_the_last_one(only: Only) -> None:
    learner = only(CHOICE)
    learner.study("h")
    assert "h Hint" in learner.seen[0]
    assert "Hint  It lies in the west." in learner.seen[1]
    assert "h Hint" not in learner.seen[1]


def test_a_guess_is_said_on_the_tile(only: Only) -> None:
    assert "Good (a guess)" in only(CHOICE).study("g", "1")


def test_the_verdict_can_be_overruled(only: Only) -> None:
    learner = only(SHORT)
    learner.study("'nobody'", "enter", "o")
    assert "✗ Not quite: the answer is Gaozu" in learner.seen[2]
    assert "✓ Right  (your verdict)" in learner.seen[3]


def test_undo_asks_the_card_again(only: Only) -> None:
    learner = only(CHOICE + SHORT)
    learner.study("2", "space", "alt+u")
    assert "Who founded" in learner.seen[2]
    assert "Which is the capital?" in learner.seen[3]
    assert learner.desk.home().answers == 0


def test_undo_from_the_results_goes_back_to_the_last_card(only: Only) -> None:
    learner = only(CHOICE)
    learner.study("1", "4", "u")
    assert "1 of 1 right" in learner.seen[2]
    assert "Which is the capital?" in learner.seen[3]


def test_redo_brings_the_answer_back(only: Only) -> None:
    learner = only(CHOICE + SHORT)
    learner.study("1", "4", "alt+u", "U")
    assert "Who founded" in learner.seen[4]
    assert learner.desk.home().answers == 1


@pytest.mark.parametrize("key", ["s", "minus", "at"])
def test_skipped_buried_and_suspended_cards_give_way(key: str, only: Only) -> None:
    assert "Who founded" in only(CHOICE + SHORT).study(key)


def test_a_flag_shows(only: Only) -> None:
    assert "⚑ flagged" in only(CHOICE).study("!".replace("!", "exclamation_mark"))


def test_options_beyond_the_ninth_by_arrows(only: Only) -> None:
    learner = only(LONG, size=(60, 20))
    assert "✓ Right" in learner.study("up", "enter")


def test_the_row_under_the_cursor_is_always_in_sight(only: Only) -> None:
    learner = only(LONG, size=(40, 12))
    learner.study("up", "down")
    assert " l" in learner.seen[1] and "more lines above" in learner.seen[1]
    assert "Which letter" not in learner.seen[1]
    assert "more lines below" in learner.seen[2]


def test_a_verdict_longer_than_the_screen_is_shown_from_its_first_line(only: Only) -> None:
    learner = only(CHOICE.replace("So it is.", "word " * 400), size=(40, 24))
    learner.study("1", "pagedown")
    assert "✓ Right" in learner.seen[1] and "more lines below" in learner.seen[1]
    assert "✓ Right" not in learner.seen[2] and "4 Easy" in learner.seen[2]


def test_options_and_tiles_can_be_clicked(only: Only) -> None:
    learner = only(CHOICE + SHORT)
    tiles = 11
    learner.study("click:10,5", f"click:70,{tiles}")
    assert "✓ Right" in learner.seen[1]
    assert "4 Easy" in learner.seen[1].splitlines()[tiles]
    assert "Who founded" in learner.seen[2]


def test_the_footer_can_be_clicked(only: Only) -> None:
    learner = only(CHOICE)
    line = learner.study().splitlines()[-1]
    assert "Hint  It lies" in learner.study(f"click:{line.index('h Hint')},23")


def test_a_failing_disk_is_told_and_the_session_goes_on(only: Only) -> None:
    learner = only(CHOICE)
    begin = learner.desk.session

    def failing(deck: str) -> Any:
        session = begin(deck)
        answer, tries = session.answer, iter([True, False])

        def fail_once(*args: Any, **kwargs: Any) -> Any:
            if next(tries):
                raise TrainerError("the disk is full [/]; make room and answer again.")
            return answer(*args, **kwargs)

        session.answer = fail_once
        return session

    learner.desk.session = failing
    learner.study("1", "1")
    assert "The disk is full [/]" in learner.seen[1]
    assert "✓ Right" in learner.seen[2]


def test_a_backend_that_fails_closes_the_screen_and_says_why(only: Only) -> None:
    learner = only(CHOICE, deck="elsewhere/nothing.yaml")
    learner.study()
    assert isinstance(learner.app.failure, TrainerError)


def test_the_missed_can_be_drilled(only: Only) -> None:
    learner = only(CHOICE)
    learner.study("2", "4", "r")
    assert "0 of 1 right" in learner.seen[2]
    assert "Which is the capital?" in learner.seen[3]


def test_resizing_in_mid_question_keeps_what_was_typed(only: Only) -> None:
    import asyncio

    from trainer.tui.app import TrainerApp

    learner = only(SHORT)

    async def play() -> str:
        app = TrainerApp(learner.desk, lambda: learner.desk.session("all"))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("G", "a")
            for size in ((200, 60), (20, 6), (60, 20)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
            await pilot.press("o", "z", "u", "enter")
            await pilot.pause()
            return app.screen.query_one("VerdictPanel").render().plain

    assert "✓ Right" in asyncio.run(play())


def test_the_key_of_no_does_not_leave_a_session(only: Only) -> None:
    assert "Which is the capital?" in only(CHOICE).study("n")


@pytest.mark.parametrize(("after", "key"), [(CHOICE, "u"), (SHORT, "alt+u")])
def test_what_was_put_aside_says_which_key_brings_it_back(after: str, key: str, only: Only) -> None:
    learner = only(LONG + after)
    learner.study("at", key)
    assert f"Suspended (undo: {key})." in learner.seen[1]
    assert "Which letter is the twelfth?" in learner.seen[2]


def test_the_letters_of_a_slip_are_underlined_in_the_right_spelling(only: Only) -> None:
    desk = only("- {ask: Who?, id: a, answer: Peng Dehuai}\n").desk

    async def underlined() -> list[str]:
        app = TrainerApp(desk, lambda: desk.session("all"))
        async with app.run_test(size=SIZE) as pilot:
            for key in ("'Peng Dehaui'", "enter"):
                await settled(pilot)
                await press(pilot, key)
            assert "✓ Right – spelled Peng Dehuai" in await settled(pilot)
            strips = app.screen._compositor.render_strips()
            return [part.text for strip in strips for part in strip if part.style.underline]

    assert asyncio.run(underlined()) == ["ua"]
