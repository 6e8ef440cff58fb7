"""Units are compared by what they measure, whatever they are called."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.wording.units import convert, parse_unit


@pytest.mark.parametrize(
    ("amount", "unit", "wanted", "same"),
    [
        ("1", "kt", "t", "1000"),
        ("1", "km", "m", "1000"),
        ("36", "km/h", "m/s", "10"),
        ("36", "kilometres per hour", "m/s", "10"),
        ("1", "m s^-2", "m/s²", "1"),
        ("1", "m s⁻²", "m/s2", "1"),
        ("1", "N", "kg m/s²", "1"),
        ("1", "N", "kg·m·s⁻²", "1"),
        ("1", "kWh", "MJ", "3.6"),
        ("1", "L", "cm³", "1000"),
        ("1", "square kilometre", "ha", "100"),
        ("1", "GB", "Mbit", "8000"),
        ("0", "°C", "K", "273.15"),
        ("25", "degrees Celsius", "°C", "25"),
        ("1", "µg", "ug", "1"),
        ("50", "per cent", "", "0.5"),
        ("1", "US$", "dollars", "1"),
        ("1", "A.D.", "CE", "1"),
        ("1", "bce", "ad", "-1"),
        ("1", "rifles", "rifle", "1"),
        ("1", "people/km²", "people per square kilometer", "1"),
        ("1", "Km", "km", "1"),
        ("1", "days", "h", "24"),
    ],
)
def test_one_measure_in_two_units(amount: str, unit: str, wanted: str, same: str) -> None:
    assert convert(Decimal(amount), parse_unit(unit), parse_unit(wanted)) == Decimal(same)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [("km", "kg"), ("m/s", "m/s²"), ("$", "€"), ("rifles", "guns"), ("MW", "mw"), ("kW", "kWh")],
)
def test_two_measures(unit: str, wanted: str) -> None:
    assert convert(Decimal(1), parse_unit(unit), parse_unit(wanted)) is None


def test_68_fahrenheit_are_20_celsius() -> None:
    converted = convert(Decimal(68), parse_unit("°F"), parse_unit("°C"))
    assert converted is not None
    assert abs(converted - 20) < Decimal("1e-20")


def test_a_word_that_no_table_has_is_foreign() -> None:
    assert parse_unit("rifles").foreign
    assert parse_unit("people/km²").foreign
    assert not parse_unit("km").foreign


@given(st.text())
def test_any_text_is_a_unit_of_its_own_kind(text: str) -> None:
    unit = parse_unit(text)
    assert convert(Decimal(1), unit, unit) is not None
