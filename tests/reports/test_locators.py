"""Locators as people write them, taken apart and put together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.reports.locators import LONGEST_RANGE, folded, places, runs


@pytest.mark.parametrize(
    ("locator", "single"),
    [
        ("¶3", ["¶3"]),
        ("¶3–¶5", ["¶3", "¶4", "¶5"]),
        ("¶¶3-5", ["¶3", "¶4", "¶5"]),
        ("p. 9 – 11", ["p. 9", "p. 10", "p. 11"]),
        ("pp. 3, 5–7", ["p. 3", "p. 5", "p. 6", "p. 7"]),
        ("sections 1–2", ["section 1", "section 2"]),
        ("¶3 and ¶5; ¶7", ["¶3", "¶5", "¶7"]),
        ("¶3, ¶3", ["¶3"]),
        ("1–3", ["1", "2", "3"]),
    ],
)
def test_ranges_and_lists_are_taken_apart(locator: str, single: list[str]) -> None:
    assert list(places(locator)) == single


@pytest.mark.parametrize(
    "locator",
    ["author's note", "cover letter, report", "¶5–¶3", "¶3–p. 5", "1949-01", "p. 1,000", "xi–xv",
     f"p. 1–{LONGEST_RANGE + 1}"],
)  # fmt: skip
def test_what_cannot_be_taken_apart_is_one_place(locator: str) -> None:
    assert places(locator) == (locator,)


def test_a_list_may_hold_declared_names() -> None:
    assert places("¶3, author’s note", {"author'snote"}) == ("¶3", "author’s note")


@pytest.mark.parametrize("other", ["P. 5", "p.5", "p 5"])
def test_spellings_of_one_place_are_one(other: str) -> None:
    assert folded(other) == folded("p. 5")
    assert folded("p. 5") != folded("p. 15")


def test_neighbours_are_shown_as_ranges() -> None:
    names = ["¶1", "¶2", "¶3", "¶5", "p. 6", "p. 7", "author's note"]
    assert runs(names) == ("¶1–¶3", "¶5", "p. 6–7", "author's note")


@given(st.sets(st.integers(1, 60), min_size=1), st.sampled_from(["¶", "p. ", "section ", ""]))
def test_ranges_say_what_they_were_made_of(numbers: set[int], sign: str) -> None:
    names = tuple(f"{sign}{number}" for number in sorted(numbers))
    assert places("; ".join(runs(names))) == names


@given(st.text())
def test_any_locator_has_places(locator: str) -> None:
    assert places(locator)
