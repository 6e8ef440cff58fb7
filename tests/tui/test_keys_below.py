"""The line of keys below a question says what they do just then."""

from __future__ import annotations

from typing import Any


def test_the_keys_below_say_what_enter_does_in_a_field(only: Any) -> None:
    learner = only('- {cloze: "Tang {{c1::fell}} in {{c1::907}}.", id: c}')
    learner.study("enter", "tab", "tab", "escape", "enter", "up")
    below = [shown.split("\n")[-1] for shown in learner.seen]
    said = ["enter Next blank", "enter Answer", "enter Next blank", "enter Answer", "enter Write"]
    assert [word in line for word, line in zip(said, below, strict=False)] == [True] * 5
    assert "enter Answer" in below[5] and "enter Next blank" in below[6]


def test_a_click_into_a_field_changes_what_the_keys_below_say(only: Any) -> None:
    learner = only("- {ask: Why did it fall?, id: r, recall: For many reasons}")
    learner.study("tab", "escape", "tab", "'x'", "escape", "click:20,5")
    thinking, writing, left, _, _, written, clicked = learner.seen
    assert all("enter Show the answer" in shown for shown in (thinking, left, written))
    assert all("enter Answer" in shown for shown in (writing, clicked))


def test_the_keys_below_say_how_a_grabbed_item_is_moved_and_put_down(only: Any) -> None:
    learner = only("- {ask: In order?, id: o, order: [Sui, Tang, Song]}")
    learner.study("space", "down", "space", "space", "escape")
    free = [bool("space Grab" in shown.split("\n")[-1]) for shown in learner.seen]
    assert free == [True, False, False, True, False, True]
    assert "space Put down   ↑↓ Move   enter Answer" in learner.seen[1]


def test_the_keys_below_a_wide_text_field_say_how_to_leave(only: Any) -> None:
    shown = only("- {ask: Who?, id: w, answer: Gaozu}", size=(120, 40)).study()
    assert "esc Back" in shown.split("\n")[-1]
