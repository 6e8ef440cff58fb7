"""Study days in every zone, through every change of its clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trainer.memory.study_day import StudyDays

ZONES = sorted(available_timezones() - {"localtime"})
zones = st.sampled_from(ZONES).map(ZoneInfo)
hours = st.integers(0, 23)
moments = st.integers(0, 2_200_000_000_000)


def ms(text: str) -> int:
    """UTC milliseconds of a moment written with its offset."""
    return int(datetime.fromisoformat(text).timestamp()) * 1000


def day_of(text: str, zone: str, start_hour: int = 4) -> date:
    days = StudyDays(ZoneInfo(zone), start_hour)
    return days.label(days.day(ms(text)))


@settings(max_examples=500)
@given(zones, hours, moments)
@example(ZoneInfo("Pacific/Apia"), 4, ms("2011-12-30T10:00+00:00"))
@example(ZoneInfo("Pacific/Kwajalein"), 4, ms("1993-08-21T12:00+00:00"))
@example(ZoneInfo("America/St_Johns"), 0, ms("2005-10-30T02:31+00:00"))
@example(ZoneInfo("Australia/Lord_Howe"), 2, ms("2025-10-04T15:30+00:00"))
def test_every_moment_lies_within_its_study_day(zone: ZoneInfo, hour: int, at: int) -> None:
    days = StudyDays(zone, hour)
    day = days.day(at)
    assert days.start_ms(day) <= at < days.start_ms(day + 1)


@settings(max_examples=500)
@given(zones, hours, moments, st.integers(0, 200_000_000))
def test_time_never_runs_back_to_an_earlier_day(
    zone: ZoneInfo, hour: int, at: int, later: int
) -> None:
    days = StudyDays(zone, hour)
    assert days.day(at) <= days.day(at + later)


@settings(max_examples=500)
@given(zones, hours, moments)
def test_the_day_is_the_date_on_the_wall_or_the_one_before(
    zone: ZoneInfo, hour: int, at: int
) -> None:
    days = StudyDays(zone, hour)
    wall = datetime.fromtimestamp(at // 1000, zone)
    behind = (wall.date() - days.label(days.day(at))).days
    # In the hour that clocks repeat, the new day may have begun the first time round.
    assert behind == (wall.hour < hour) or (wall.fold and behind == 0)


@pytest.mark.parametrize("zone", ZONES)
def test_each_day_of_a_year_begins_after_the_last_one(zone: str) -> None:
    days = StudyDays(ZoneInfo(zone))
    first = date(2025, 1, 1).toordinal() - date(1970, 1, 1).toordinal()
    starts = [days.start_ms(day) for day in range(first, first + 366)]
    lengths = {(late - early) / 3_600_000 for early, late in pairwise(starts)}
    assert lengths <= {22.0, 23.0, 23.5, 24.0, 24.5, 25.0, 26.0}
    assert [days.day(start) for start in starts] == list(range(first, first + 366))
    assert [days.day(start - 1000) for start in starts] == list(range(first - 1, first + 365))


def test_an_evening_before_the_start_hour_belongs_to_the_day_before() -> None:
    assert day_of("2025-03-10T03:59:59+01:00", "Europe/Berlin") == date(2025, 3, 9)
    assert day_of("2025-03-10T04:00:00+01:00", "Europe/Berlin") == date(2025, 3, 10)


def test_the_start_hour_holds_through_both_changes_of_the_clocks() -> None:
    spring, autumn = "2025-03-30T04:00:00+02:00", "2025-10-26T04:00:00+01:00"
    for start in (spring, autumn):
        days = StudyDays(ZoneInfo("Europe/Berlin"))
        day = days.day(ms(start))
        assert days.start_ms(day) == ms(start)
        assert days.day(ms(start) - 1000) == day - 1


def test_a_day_whose_first_hour_is_skipped_begins_at_the_skip() -> None:
    days = StudyDays(ZoneInfo("America/New_York"), start_hour=2)
    day = days.day(ms("2025-03-09T12:00-04:00"))
    assert days.start_ms(day) == ms("2025-03-09T03:00-04:00")


def test_an_hour_that_is_repeated_stays_on_the_day_it_was_first_on() -> None:
    assert day_of("2025-11-02T01:30-04:00", "America/New_York", 1) == date(2025, 11, 2)
    assert day_of("2025-11-02T01:30-05:00", "America/New_York", 1) == date(2025, 11, 2)
    # St John's went back from 00:01 to 23:01: midnight had passed already.
    assert day_of("2005-10-30T00:00:30-02:30", "America/St_Johns", 0) == date(2005, 10, 30)
    assert day_of("2005-10-29T23:30:00-03:30", "America/St_Johns", 0) == date(2005, 10, 30)


def test_samoa_had_no_thirtieth_of_december() -> None:
    days = StudyDays(ZoneInfo("Pacific/Apia"))
    skipped = days.day(ms("2011-12-31T00:00:00+14:00"))
    assert days.label(skipped) == date(2011, 12, 30)
    assert days.start_ms(skipped + 1) - days.start_ms(skipped) == 4 * 3_600_000


@given(moments, zones, zones, st.integers(0, 40_000_000_000))
def test_a_learner_who_moves_loses_or_gains_a_day_at_most(
    at: int, here: ZoneInfo, there: ZoneInfo, later: int
) -> None:
    passed = StudyDays(there).day(at + later) - StudyDays(here).day(at)
    assert abs(passed - later / 86_400_000) <= 2.2


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [("Asia/Kathmandu", 345), ("America/St_Johns", -210), ("UTC", 0), ("Asia/Shanghai", 480)],
)
def test_offsets_are_minutes_east_of_utc(zone: str, minutes: int) -> None:
    assert StudyDays(ZoneInfo(zone)).offset_min(ms("2025-01-15T12:00+00:00")) == minutes


def test_days_are_counted_from_the_beginning_of_1970() -> None:
    days = StudyDays(ZoneInfo("UTC"), 0)
    assert days.day(0) == 0
    assert days.label(0) == date(1970, 1, 1)
    assert days.start_ms(20_000) == int(datetime(2024, 10, 4, tzinfo=UTC).timestamp()) * 1000
