"""What counts as the same text, and what does not."""

from __future__ import annotations

import pytest

from trainer.wording.normalise import join, known_form, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Soviet Union", "soviet union"),
        ("It's the Ili", "ili"),
        ("The Who", "who"),
        ("the", "the"),
        ("A", "a"),
        ("Te-huai", "te huai"),
        ("St. Petersburg", "st petersburg"),
        ("U.S.S.R.", "ussr"),
        ("Node.js", "nodejs"),
        ("14,000 men", "14000 men"),
        ("3.14", "3.14"),
        ("9.8.", "9.8"),
        ("-5", "-5"),
        ("T-34", "t 34"),
        ("1949–1950", "1949 1950"),
        ("C++", "c++"),
        ("#hashtag", "#hashtag"),
        ("50%", "50%"),
        ("R&D", "r and d"),
        ("`ls`", "ls"),
        ("$x^2$", "x2"),
        ("2³", "2^3"),
        ("$5", "$5"),
        ("H₂O", "h2o"),
        ("???", "???"),
        ("😀", "😀"),
        ("हिन्दी", "हिन्दी"),
        ("한국", "한국"),
        ("ガギ", "ガギ"),
    ],
)
def test_words_of_a_text(text: str, words: str) -> None:
    assert tokens(text) == tuple(words.split())


def test_case_and_accents_are_kept_if_asked() -> None:
    assert tokens("Ürümqi", case=True, accents=True) == ("Ürümqi",)
    assert tokens("Ürümqi", case=True) == ("Urumqi",)
    assert tokens("Ürümqi", accents=True) == ("ürümqi",)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Peng Dehuai", "pengdehuai"), ("Xi'an", "XIAN"), ("World War II", "world war two")],
)
def test_texts_with_one_known_form(one: str, other: str) -> None:
    assert known_form(one) == known_form(other)


@pytest.mark.parametrize(
    ("one", "other"), [("19 49", "1949"), ("C", "C++"), ("+", "-"), ("!=", "=="), ("5", "-5")]
)
def test_texts_with_two_known_forms(one: str, other: str) -> None:
    assert known_form(one) != known_form(other)


@pytest.mark.parametrize("text", ["", "  \n", "\ud800", "\u200b"])
def test_nothing_visible_has_no_known_form(text: str) -> None:
    assert known_form(text) == ""


@pytest.mark.parametrize(
    "word", ["Kashgar", "the", "its", "XIV", "mix", "five", "Fifth", "hundred"]
)
def test_a_single_word_is_known_by_what_its_tokens_make(word: str) -> None:
    assert known_form(word) == join(tokens(word))
