"""The typed line: what keys make of it, whatever is in it."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from trainer.tui.field import LONGEST, Field
from trainer.wording.controls import CONTROLS

MOVES = ("left", "right", "home", "end", "ctrl+left", "ctrl+right")
KEYS = st.sampled_from((*MOVES, "backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k"))


def typed(text: str) -> Field:
    return Field().typed(text)


def test_typing_goes_in_at_the_cursor() -> None:
    field = typed("Chan").pressed("home")
    assert field is not None
    assert field.typed("'") == Field("'Chan", 1)


def test_backspace_takes_a_letter_with_its_accents() -> None:
    assert typed("Lüshun e\u0301").pressed("backspace") == Field("Lüshun ", 7)


def test_the_cursor_is_on_a_letter_with_its_accents_or_behind_the_text() -> None:
    field = typed("ae\u0301b")
    assert field.under == (4, 4)
    assert [replace(field, cursor=at).under for at in (0, 1, 3)] == [(0, 1), (1, 3), (3, 4)]


def test_a_word_goes_at_once() -> None:
    assert typed("Soviet Central Asia ").pressed("ctrl+w") == Field("Soviet Central ", 15)


def test_other_keys_are_left_to_the_bindings() -> None:
    for key in ("enter", "tab", "escape", "ctrl+d", "alt+h", "f1"):
        assert typed("x").pressed(key) is None


def test_a_pasted_book_is_cut() -> None:
    assert len(typed("x" * 10 * LONGEST).text) == LONGEST


def test_pasted_lines_become_one_without_commands() -> None:
    assert typed("a\nb\tc\x1b]52;c;eA\x07\u202e").text == "a b c]52;c;eA"


@given(
    st.lists(
        st.one_of(st.text(max_size=8).map(lambda t: ("type", t)), KEYS.map(lambda k: ("press", k)))
    )
)
def test_the_cursor_stays_in_the_text(steps: list[tuple[str, str]]) -> None:
    field = Field()
    for what, value in steps:
        pressed = field.typed(value) if what == "type" else field.pressed(value)
        assert pressed is not None
        field = pressed
        assert 0 <= field.cursor <= len(field.text)
        assert not re.search(CONTROLS, field.text)
