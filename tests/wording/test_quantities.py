"""What an instructor may write under `number:`, and what is answered to doubtful spellings."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.wording.numbers import is_hedged, parse_number, parse_quantity


@pytest.mark.parametrize(
    ("text", "low", "high", "value", "unit"),
    [
        ("618", 618, 618, 618, ""),
        (" 618 ", 618, 618, 618, ""),
        ("-5", -5, -5, -5, ""),
        ("−5", -5, -5, -5, ""),
        ("14,000", 14_000, 14_000, 14_000, ""),
        ("1,234,567.8", 1_234_567.8, 1_234_567.8, 1_234_567.8, ""),
        ("10 000", 10_000, 10_000, 10_000, ""),
        (".5", 0.5, 0.5, 0.5, ""),
        ("1e-5", 1e-5, 1e-5, 1e-5, ""),
        ("6.02 × 10^23", 6.02e23, 6.02e23, 6.02e23, ""),
        ("10³", 1_000, 1_000, 1_000, ""),
        ("10k", 10_000, 10_000, 10_000, ""),
        ("9.81 ± 0.05 m/s²", 9.76, 9.86, 9.81, "m/s²"),
        ("9.81 ± 0.05 m s-2", 9.76, 9.86, 9.81, "m s-2"),
        ("9.81 +/- 0.05", 9.76, 9.86, 9.81, ""),
        ("5 +- 2%", 4.9, 5.1, 5, ""),
        ("-5 ± 2%", -5.1, -4.9, -5, ""),
        ("45% ± 5", 40, 50, 45, "%"),
        ("5 km ± 200 m", 4.8, 5.2, 5, "km"),
        ("20 °C ± 2", 18, 22, 20, "°C"),
        ("20 °C ± 2 K", 18, 22, 20, "°C"),
        ("30 ± 2 million", 28e6, 32e6, 30e6, ""),
        ("30..50 km", 30, 50, None, "km"),
        ("30-50", 30, 50, None, ""),
        ("30–50", 30, 50, None, ""),
        ("30 to 50", 30, 50, None, ""),
        ("30…50", 30, 50, None, ""),
        ("-5..5", -5, 5, None, ""),
        ("-5..-2", -5, -2, None, ""),
        ("-5 to -2", -5, -2, None, ""),
        ("-5 - -2", -5, -2, None, ""),
        ("5km-8km", 5, 8, None, "km"),
        ("500 m..2 km", 0.5, 2, None, "km"),
        ("50..80 million", 50e6, 80e6, None, ""),
        ("50 thousand..2 million", 50e3, 2e6, None, ""),
        ("1e3..2e3", 1e3, 2e3, None, ""),
        ("$300 million", 300e6, 300e6, 300e6, "$"),
        ("$30-50 million", 30e6, 50e6, None, "$"),
        ("221 BC", 221, 221, 221, "BC"),
        ("14,000 rifles", 14_000, 14_000, 14_000, "rifles"),
    ],
)
def test_an_instructors_number(
    text: str, low: float, high: float, value: float | None, unit: str
) -> None:
    quantity = parse_quantity(text)
    assert (quantity.low, quantity.high) == pytest.approx((low, high), rel=1e-12)
    assert quantity.value == value
    assert quantity.unit == unit
    assert quantity.text == text.strip()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a number is missing"),
        ("forty", "`forty` is not a number"),
        ("9,8", "write `9.8`"),
        ("1.234.567", "part thousands with commas"),
        ("1,23,4", "part thousands with commas"),
        ("12:30", "is not a number"),
        ("1/3", "is not a number"),
        ("½", "is not a number"),
        ("5 5", "is not a number"),
        ("50..30", "runs backwards"),
        ("50-30", "runs backwards"),
        ("1..2..3", "two ends"),
        ("1949-10-20", "two ends"),
        ("5 ± 3 ± 1", "one tolerance"),
        ("5 ± -1", "isn't negative"),
        ("45% ± 5%", "may mean points"),
        ("5 km ± 2 kg", "measures something else"),
        ("5 km..8 kg", "two units"),
        ("1e9999", "too large"),
        ("1" * 201, "too long"),
    ],
)
def test_what_is_no_number_says_what_to_write(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        parse_quantity(text)
    assert "\n" not in str(error.value)


def test_the_bounds_of_a_tolerance_are_exact() -> None:
    quantity = parse_quantity("9.81 ± 0.05")
    assert (quantity.low, quantity.high) == (9.76, 9.86)


@given(st.integers(-(10**12), 10**12))
def test_every_way_to_write_an_integer_is_that_integer(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number}.0"):
        assert parse_quantity(text).value == number
        assert parse_number(text)[0].value == number


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_range_reads_as_it_was_written(one: float, other: float) -> None:
    low, high = sorted((one, other))
    quantity = parse_quantity(f"{low!r}..{high!r}")
    assert (quantity.low, quantity.high) == (low, high)


@given(st.text())
def test_any_text_is_a_number_or_an_error_for_people(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except ValueError as error:
        assert str(error)
    else:
        assert quantity.low <= quantity.high
        assert math.isfinite(quantity.low)
        assert math.isfinite(quantity.high)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,234", [1234, 1.234]),
        ("1.234", [1.234, 1234]),
        ("1.234,5", [1234.5]),
        ("1,234.5", [1234.5]),
        ("0,123", [0.123]),
        ("12,34", [12.34]),
        ("1,2,3", []),
        ("no idea", []),
        ("", []),
    ],
)
def test_a_doubtful_spelling_has_several_readings(text: str, values: list[float]) -> None:
    assert [reading.value for reading in parse_number(text)] == values


def test_50m_is_fifty_metres_or_fifty_million() -> None:
    readings = parse_number("50m")
    assert [(reading.value, reading.unit) for reading in readings] == [(50, "m"), (50e6, "")]


@pytest.mark.parametrize("text", ["over 40", "more than 40", "at least 40", "<40", "≥ 40"])
def test_a_bound_is_no_number_of_its_own(text: str) -> None:
    assert is_hedged(text)
    assert parse_number(text)[0].value == 40


@pytest.mark.parametrize("text", ["40", "about 40", "overland", "-40"])
def test_about_40_is_no_bound(text: str) -> None:
    assert not is_hedged(text)


@given(
    st.integers(0, 10**16),
    st.none() | st.integers(0, 10**16),
    st.sampled_from(["", "t", "km", "to", "x", "e", "E", "k", "K", "s", "Million", "bns", "lakhs"])
    | st.text(st.sampled_from("aekmnsxZ"), max_size=4),
)
def test_the_usual_notation_says_what_it_says_in_any_other(
    low: int, high: int | None, unit: str
) -> None:
    text = f"{low}{'' if high is None else f'..{high}'} {unit}".rstrip()
    assert outcome(text) == outcome(f" {text}")  # not the usual: it begins with a blank


def outcome(text: str) -> object:
    try:
        return parse_quantity(text)
    except ValueError as error:
        return str(error)
