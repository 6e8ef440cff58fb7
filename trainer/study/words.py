"""Intervals and dates as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

from trainer.memory.card import Interval

EPOCH = date(1970, 1, 1).toordinal()


def interval_words(interval: Interval) -> str:
    """`10 min`, `3 d`, `2.5 mo`, `1.2 y`."""
    if interval.days:
        days = interval.days
        if days < 31:
            return f"{days} d"
        return f"{days / 30.4375:.1f} mo" if days < 365 else f"{days / 365.25:.1f} y"
    seconds = interval.seconds
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    hours = seconds / 3600
    return f"{hours:.0f} h" if hours.is_integer() else f"{hours:.1f} h"


def day_date(day: int) -> date:
    """The local date of a study day (days since 1970-01-01)."""
    return date.fromordinal(EPOCH + day)


def dated(day: int, form: str) -> str:
    """A study day as `strftime` writes it, with `%-d` on every system: Windows knows only `%d`."""
    found = day_date(day)
    return found.strftime(form.replace("%-d", str(found.day)))


def date_words(day: int) -> str:
    """A study day's date, as `24 December`."""
    found = day_date(day)
    return f"{found.day} {found:%B}"


def due_iso(due_day: int | None, due_ms: int | None, zone: tzinfo) -> str:
    """A due date as ISO 8601: the date of a study day, or the local minute of a learning step."""
    if due_day is not None:
        return day_date(due_day).isoformat()
    moment = datetime.fromtimestamp((due_ms or 0) / 1000, UTC).astimezone(zone)
    return moment.isoformat(timespec="minutes")


def duration_words(seconds: int) -> str:
    """`45 s`, `5 min 41 s`, `1 h 2 min`."""
    if seconds < 60:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


def counted(n: int, noun: str, plural: str = "") -> str:
    """`1 card`, `2 cards`."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def points_words(points: float) -> str:
    """`3`, `0.5`, `1.67`: points of an exam, to hundredths."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
