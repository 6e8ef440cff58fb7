"""A learner's settings: a small TOML file, read into values that are sure to make sense.

new-per-day = 15
learning-steps = ["1m", "10m"]
quiet-weekdays = ["sunday"]
breaks = ["2026-12-24..2027-01-01"]
[keys]
bury = "b"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any

from trainer.errors import TrainerError
from trainer.records import record

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of `date.weekday()`."""


@record(frozen=True, slots=True)
class Settings:
    """What a learner chose. None leaves the choice to the deck, and to its default.

    Steps are in seconds, `retention` is a share, `quiet_weekdays` counts from Monday = 0,
    `breaks` are first and last days, and what is due in one comes before it unless `after_breaks`;
    `minutes_per_day` counts over all decks; `time_zone` is an IANA name or '' for the system's;
    `class_server` is the address of a class's database, without a password.
    """

    library: Path | None = None
    libraries: tuple[Path, ...] = ()
    hide_bundled: bool = False
    day_start: int = 4
    time_zone: str = ""
    new_per_day: int | None = None
    reviews_per_day: int | None = None
    minutes_per_day: int | None = None
    retention: float | None = None
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    max_interval: int = 36500
    theme: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    quiet_weekdays: frozenset[int] = frozenset()
    breaks: tuple[tuple[date, date], ...] = ()
    after_breaks: bool = False
    class_server: str = ""


class SettingsError(TrainerError):
    """A settings file that can't be used: one sentence for each mistake, with its line."""


def load(path: Path) -> Settings:
    """The settings of a file; a file that isn't there means the defaults.

    Raises SettingsError with every mistake at once, since a guessed day start or limit
    would end up in the history.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise SettingsError(f"{path} can't be read: {error.strerror}.") from None
    return parse(text, path)


def parse(text: str, path: Path) -> Settings:
    """The settings of a text; relative folders count from the folder of `path`."""
    values: dict[str, object] = {}
    mistakes: list[str] = []
    for key, value in _read(text, path).items():
        if key not in _SETTINGS:
            mistakes.append(f"{path}:{_line(text, key)}: there is no setting `{key}`{_near(key)}")
            continue
        read, allowed = _SETTINGS[key]
        try:
            values[key.replace("-", "_")] = read(value, path.parent)
        except (ValueError, TypeError, AttributeError, IndexError):
            where = f"{path}:{_line(text, key)}"
            mistakes.append(f"{where}: `{key}` must be {allowed}, not {_shown(value)}.")
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    return Settings(**values)  # type: ignore[arg-type]  # each reader returns its field's type


def _read(text: str, path: Path) -> dict[str, Any]:
    """What the text says as TOML. Raises SettingsError."""
    if (simple := plainly(text)) is not None:
        return simple
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from None


def plainly(text: str) -> dict[str, Any] | None:
    """The same for lines of known settings that are whole numbers, flags or plain texts; None where
    there is anything else. Most files have nothing else, and a start does without the parser, 4 ms.
    """
    found: dict[str, Any] = {}
    for line in filter(None, text.split("\n")):
        key, _, value = line.partition(" = ")
        if key not in _SETTINGS or key in found:
            return None
        if value.isascii() and value.isdigit() and len(value) < 10 and str(int(value)) == value:
            found[key] = int(value)
        elif value in ("true", "false"):
            found[key] = value == "true"
        elif len(value) > 1 and value[0] == value[-1] == '"' and _is_plain(value[1:-1]):
            found[key] = value[1:-1]
        else:
            return None
    return found


def _is_plain(inside: str) -> bool:
    return inside.isprintable() and '"' not in inside and "\\" not in inside


def changed(text: str, key: str, value: str | None) -> str:
    """The text of a settings file with one top-level setting written anew, or taken out (None).

    `value` is TOML, such as `15` or `["sunday"]`. Comments and all other lines stay as they are.
    """
    lines = text.splitlines(keepends=True)
    start, end = _span(lines, key)
    new = [] if value is None else [f"{key} = {value}\n"]
    if new and start == end and start and not lines[start - 1].endswith("\n"):
        new.insert(0, "\n")
    return "".join([*lines[:start], *new, *lines[end:]])


def _span(lines: list[str], key: str) -> tuple[int, int]:
    """The lines that hold a top-level setting, or twice the place where it could be inserted."""
    import tomllib

    before_tables = next(
        (n for n, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines)
    )
    for start, line in enumerate(lines):
        if not re.match(_key(key), line):
            continue
        for end in range(start + 1, len(lines) + 1):
            try:
                tomllib.loads("".join(lines[start:end]))
            except tomllib.TOMLDecodeError:
                continue
            return start, end
    return before_tables, before_tables


def _key(key: str) -> str:
    return rf"""[ \t]*["']?{re.escape(key)}["']?[ \t]*="""


def _line(text: str, key: str) -> int:
    """The line of a top-level key or table; tomllib doesn't tell."""
    found = re.search(rf"^(?:{_key(key)}|[ \t]*\[{re.escape(key)}\])", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _near(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), _SETTINGS, n=1)
    return f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(_SETTINGS)}."


def _shown(value: object) -> str:
    """A value as its file says it, rather than as Python does."""
    import json

    return json.dumps(value, ensure_ascii=False, default=str)


_Reader = Callable[[Any, Path], object]


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError


def _integer(low: int, high: int) -> _Reader:
    def read(value: Any, _: Path) -> int:
        _require(type(value) is int and low <= value <= high)
        return int(value)

    return read


def _flag(value: Any, _: Path) -> bool:
    _require(isinstance(value, bool))
    return bool(value)


def _text(value: Any, _: Path) -> str:
    _require(isinstance(value, str))
    return str(value)


def _folder(value: Any, base: Path) -> Path:
    return base / Path(_text(value, base)).expanduser()


def _folders(value: Any, base: Path) -> tuple[Path, ...]:
    _require(isinstance(value, list))
    return tuple(_folder(one, base) for one in value)


def _zone(value: Any, _: Path) -> str:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(value).key if value else ""
    except (KeyError, OSError):
        raise ValueError from None


def _share(value: Any, _: Path) -> float:
    if isinstance(value, str):
        value = float(value.removesuffix("%")) / 100
    _require(type(value) in (int, float))
    share = float(value) / 100 if value > 1 else float(value)
    _require(0.70 <= share <= 0.99)
    return share


_UNITS = {"s": 1, "m": 60, "h": 3600}


def _steps(value: Any, _: Path) -> tuple[int, ...]:
    _require(isinstance(value, list))
    steps = tuple(int(one[:-1]) * _UNITS.get(one[-1], 0) for one in value)
    _require(all(0 < step < 86400 for step in steps))
    return steps


def _weekdays(value: Any, _: Path) -> frozenset[int]:
    _require(isinstance(value, list))
    return frozenset(WEEKDAYS.index(day.lower()) for day in value)


def _breaks(value: Any, _: Path) -> tuple[tuple[date, date], ...]:
    _require(isinstance(value, list))
    pairs = tuple(one.partition("..") for one in value)
    spans = tuple((date.fromisoformat(a), date.fromisoformat(b or a)) for a, _, b in pairs)
    _require(all(first <= last for first, last in spans))
    return spans


def _keys(value: Any, _: Path) -> dict[str, str]:
    _require(isinstance(value, dict) and all(isinstance(one, str) for one in value.values()))
    return dict(value)


_SETTINGS: dict[str, tuple[_Reader, str]] = {
    "library": (_folder, "a folder"),
    "libraries": (_folders, "a list of folders"),
    "hide-bundled": (_flag, "true or false"),
    "day-start": (_integer(0, 23), "an hour from 0 to 23"),
    "time-zone": (_zone, 'a zone such as "Europe/Berlin", or "" for the system\'s'),
    "new-per-day": (_integer(0, 9999), "a whole number from 0 to 9999"),
    "reviews-per-day": (_integer(0, 9999), "a whole number from 0 to 9999"),
    "minutes-per-day": (_integer(1, 1440), "a whole number from 1 to 1440"),
    "retention": (_share, 'from "70%" to "99%"'),
    "learning-steps": (_steps, 'a list such as ["1m", "10m"], each under a day'),
    "relearning-steps": (_steps, 'a list such as ["10m"], each under a day'),
    "max-interval": (_integer(1, 36500), "days from 1 to 36500"),
    "theme": (_text, "the name of a theme"),
    "keys": (_keys, 'a table of actions and keys, such as bury = "b"'),
    "quiet-weekdays": (_weekdays, f"a list of {', '.join(WEEKDAYS)}"),
    "breaks": (_breaks, 'a list such as ["2026-12-24..2027-01-01"]'),
    "after-breaks": (_flag, "true or false"),
    "class-server": (_text, 'an address such as "postgresql://ann@host/database"'),
}
