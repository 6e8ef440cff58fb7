"""Study days as Anki counts them: whole spans of 24 hours back from the end of its day.

Anki asks only when its day ends now, in the zone and with the offset of now, and counts back from
there; so in a zone with daylight saving, days of the other half of the year begin an hour off.
Source: rslib/src/scheduler/timing.rs and revlog/mod.rs of Anki 25.9 (`days_elapsed`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from trainer.memory.study_day import StudyDays
from trainer.records import record

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()


@record(frozen=True, slots=True)
class AnkiDays:
    """Days of one collection. `last` is the study day at whose end, `end_s` (UTC seconds), it was
    last looked at; `first` the day from which due days are counted; `zone` for offsets."""

    last: int
    end_s: int
    first: int
    zone: tzinfo

    def day(self, ms_utc: int) -> int:
        """The study day of an answer, in days since 1970-01-01."""
        return self.last - (self.end_s - ms_utc // 1000) // 86_400

    def at_an_edge(self, ms_utc: int, near_ms: int) -> bool:
        """Whether a moment is no further than `near_ms` from the begin of a day."""
        after = (ms_utc - self.end_s * 1000) % 86_400_000
        return min(after, 86_400_000 - after) <= near_ms

    def due_day(self, due: int) -> int:
        """The study day that a card under review is due on."""
        return self.first + due

    def offset_min(self, ms_utc: int) -> int:
        offset = datetime.fromtimestamp(ms_utc // 1000, self.zone).utcoffset() or timedelta()
        return offset // timedelta(minutes=1)


def anki_days(
    created_s: int, latest_ms: int, conf: Mapping[str, Any], zone: ZoneInfo, start_hour: int
) -> AnkiDays:
    """The days of a collection made at `created_s` and last used at `latest_ms`.

    A package rarely says which zone it is from, but always how far that was from UTC when the
    collection was made: where the learner's zone agrees, it is theirs; else that offset is all.
    `start_hour` stands in where the package doesn't say when its days begin.
    """
    hour = conf.get("rollover", start_hour)
    hour = hour % 24 if isinstance(hour, int) else start_hour
    west = conf.get("creationOffset")
    made = _local(created_s, zone)
    offset = made.utcoffset() or timedelta()
    found: tzinfo = zone
    if isinstance(west, int) and abs(west) < 1440 and offset != timedelta(minutes=-west):
        found = timezone(timedelta(minutes=-west))
        made = datetime.fromtimestamp(created_s, found)
    first = made.toordinal() - _EPOCH
    if isinstance(found, ZoneInfo):
        days = StudyDays(found, hour)
        last = days.day(latest_ms)
        return AnkiDays(last, days.start_ms(last + 1) // 1000, first, zone)
    local = datetime.fromtimestamp(latest_ms // 1000, found)
    last = local.toordinal() - _EPOCH - (local.hour < hour)
    shift = int((found.utcoffset(None) or timedelta()).total_seconds())
    return AnkiDays(last, (last + 1) * 86_400 + hour * 3600 - shift, first, found)


def _local(seconds: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(seconds, zone)
