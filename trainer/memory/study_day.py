"""Study days: the learner's calendar days, which begin at a set hour instead of at midnight."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trainer.records import record

_EPOCH = date(1970, 1, 1).toordinal()


@record(frozen=True, slots=True)
class StudyDays:
    """Which study day a moment belongs to, in one zone.

    A study day has the number of days since 1970-01-01 of its local date, and lasts from the
    first moment at which clocks there show `start_hour` (0 to 23) or later on that date until the
    next one begins; a clock set back past that hour does not bring yesterday back.
    """

    zone: ZoneInfo
    start_hour: int = 4

    def day(self, ms_utc: int) -> int:
        """The study day of a moment in UTC milliseconds."""
        local = datetime.fromtimestamp(ms_utc // 1000, self.zone)
        day = local.toordinal() - _EPOCH - (local.hour < self.start_hour)
        # Only the hour that is repeated can show a time before the start on a day already begun.
        if local.fold and ms_utc >= self.start_ms(day + 1):
            return day + 1
        return day

    def start_ms(self, day: int) -> int:
        """The UTC milliseconds at which a study day begins."""
        wall = datetime.combine(self.label(day), time(self.start_hour))
        early, late = sorted(
            int(wall.replace(tzinfo=self.zone, fold=fold).timestamp()) for fold in (0, 1)
        )
        if early == late or self._wall(early) == wall:
            return early * 1000
        # Clocks skip that hour: the day begins at the skip, which lies between the two readings.
        return bisect_left(range(late), wall, lo=early, key=self._wall) * 1000

    def offset_min(self, ms_utc: int) -> int:
        """The zone's offset from UTC at a moment, in minutes, rounded down."""
        offset = datetime.fromtimestamp(ms_utc // 1000, self.zone).utcoffset() or timedelta()
        return offset // timedelta(minutes=1)

    @staticmethod
    def label(day: int) -> date:
        """The calendar date that names a study day."""
        return date.fromordinal(day + _EPOCH)

    def _wall(self, seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, UTC).astimezone(self.zone).replace(tzinfo=None)
