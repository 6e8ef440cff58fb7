"""Number words, ordinals, Roman and Chinese numerals in digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.wording.number_words import fold_chinese_numerals, fold_number_words, roman_value


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("two thousand", "2000"),
        ("two thousand and five", "2005"),
        ("one hundred and twenty three", "123"),
        ("three hundred thousand", "300000"),
        ("one million two hundred thousand", "1200000"),
        ("nineteen forty nine", "1949"),
        ("nineteen hundred", "1900"),
        ("twenty twenty", "2020"),
        ("twenty nineteen", "2019"),
        ("hundred days", "100 days"),
        ("hundred hundred", "100 100"),
        ("five dynasties and ten kingdoms", "5 dynasties and 10 kingdoms"),
        ("5 million", "5000000"),
        ("2.5 million", "2500000"),
        ("henry the eighth", "henry 8"),
        ("the 8th army", "8 army"),
        ("twenty first century", "21 century"),
        ("world war ii", "world war 2"),
        ("louis xiv", "louis 14"),
        ("malcolm x", "malcolm 10"),
        ("i", "i"),
        ("xi jinping", "xi jinping"),
        ("vitamin c", "vitamin c"),
        ("one two three", "1 2 3"),
        ("and so on", "and so on"),
    ],
)
def test_words_in_digits(words: str, digits: str) -> None:
    assert fold_number_words(words.split()) == digits.split()


@given(st.integers(1, 3999))
def test_every_roman_numeral_has_its_value(number: int) -> None:
    assert roman_value(roman(number)) == (0 if roman(number) in {*"lcdm"} else number)


def roman(number: int) -> str:
    letters = ""
    for value, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        letters += sign * (number // value)
        number %= value
    return letters


@pytest.mark.parametrize("word", ["iiii", "vx", "civil", "mild", "", "liix"])
def test_what_is_no_roman_numeral(word: str) -> None:
    assert roman_value(word) == 0


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("六百一十八", "618"),
        ("一九四九", "1949"),
        ("十", "10"),
        ("二十四", "24"),
        ("两千", "2000"),
        ("三万五千", "35000"),
        ("一亿二千万", "120000000"),
        ("一千零一", "1001"),
        ("10万", "10万"),
    ],
)
def test_chinese_numerals(numeral: str, digits: str) -> None:
    assert fold_chinese_numerals(numeral) == digits


WORDS = ["one", "five", "twenty", "ninety", "hundred", "thousand", "million", "and", "the"]


@given(st.lists(st.sampled_from(WORDS)))
def test_any_run_of_number_words_ends(words: list[str]) -> None:
    assert len(fold_number_words(words)) <= len(words)
