"""What a learner can choose on a screen: how each setting is shown and typed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from trainer.records import record
from trainer.settings import WEEKDAYS, Settings

YES, NO = "yes", "no"
BEFORE, AFTER = "before it", "after it"


@record(frozen=True, slots=True)
class Preference:
    """One setting. `key` is its name in the file; `shown` is its value as one would type it, ""
    where nothing was chosen, and `otherwise` says what holds then; `written` makes TOML of what
    was typed. `choices` are all values there are, in the order in which a key goes through them.
    """

    key: str
    label: str
    help: str
    shown: Callable[[Settings], str]
    written: Callable[[str], str]
    otherwise: str = ""
    choices: tuple[str, ...] = ()


def preferences(themes: tuple[str, ...]) -> tuple[tuple[str, tuple[Preference, ...]], ...]:
    """All of them under their headings; `themes` are the names there are."""
    return (
        ("Each day", _DAILY),
        ("Days off", _DAYS_OFF),
        ("Memory", _MEMORY),
        ("Looks", _looks(themes)),
    )


def theme_of(themes: tuple[str, ...]) -> Preference:
    """The one that holds the theme, which can be chosen without the screen too."""
    return _looks(themes)[0]


def _number(text: str) -> str:
    return text if re.fullmatch(r"[0-9]{1,9}", text) else toml_text(text)


def toml_text(text: str) -> str:
    """A text as TOML."""
    # What JSON writes is TOML but for DEL, which no text field takes.
    return json.dumps(text, ensure_ascii=False)


def _hour(text: str) -> str:
    """`4` and `04:00`."""
    found = re.fullmatch(r"0?([0-9]{1,2})(?::00)?", text)
    return str(int(found[1])) if found else toml_text(text)


def _share(text: str) -> str:
    """`90`, `90 %` and `0.9`."""
    bare = text.removesuffix("%").strip()
    if bare == text and re.fullmatch(r"0?[.,][0-9]+", text):
        return f"0{text.replace(',', '.').removeprefix('0')}"
    return (
        toml_text(f"{bare.replace(',', '.')}%")
        if re.fullmatch(r"[0-9.,]+", bare)
        else toml_text(text)
    )


def _list(text: str) -> list[str]:
    return [part for part in re.split(r"[\s,;]+", text) if part]


def _steps(text: str) -> str:
    """`1m 10m`; `none` for no step at all."""
    return "[]" if text.lower() == "none" else _text_list(_list(text))


def _weekdays(text: str) -> str:
    """Names of weekdays, of which three letters are enough."""
    return _text_list([_weekday(part.lower()) for part in _list(text)])


def _weekday(name: str) -> str:
    full = [day for day in WEEKDAYS if len(name) >= 3 and day.startswith(name)]
    return full[0] if full else name


def _breaks(text: str) -> str:
    """`2026-12-24 to 2027-01-01, 2027-05-01`."""
    spans = [part.strip() for part in re.split("[,;]", text) if part.strip()]
    return _text_list([re.sub(r"\s*(?:\bto\b|\.\.|–)\s*", "..", span) for span in spans])


def _text_list(parts: list[str]) -> str:
    return json.dumps(parts, ensure_ascii=False)


def _flag(yes: str) -> Callable[[str], str]:
    return lambda text: "true" if text == yes else "false"


def _shown_steps(steps: tuple[int, ...]) -> str:
    return " ".join(map(_shown_step, steps)) or "none"


def _shown_step(seconds: int) -> str:
    for unit, size in (("h", 3600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _shown_breaks(settings: Settings) -> str:
    return ", ".join(
        f"{first}" if first == last else f"{first} to {last}" for first, last in settings.breaks
    )


def _or_nothing(value: int | None) -> str:
    return "" if value is None else str(value)


_DECK = "as each deck says"

_DAILY = (
    Preference(
        "new-per-day",
        "New cards",
        "How many cards of each deck to learn anew in a day, 0 to 9999.",
        lambda s: _or_nothing(s.new_per_day),
        _number,
        _DECK,
    ),
    Preference(
        "reviews-per-day",
        "Reviews",
        "How many due cards of each deck to repeat in a day, 0 to 9999. What is left waits.",
        lambda s: _or_nothing(s.reviews_per_day),
        _number,
        _DECK,
    ),
    Preference(
        "minutes-per-day",
        "Minutes",
        "How long to study in a day, over all decks. Where that is too little, recall is aimed "
        "lower rather than cards left undone.",
        lambda s: _or_nothing(s.minutes_per_day),
        _number,
        "no limit",
    ),
    Preference(
        "day-start",
        "The day starts at",
        "The hour, 0 to 23, at which a new study day begins: 4 lets a late evening count as the "
        "day before.",
        lambda s: f"{s.day_start}:00",
        _hour,
    ),
    Preference(
        "time-zone",
        "Time zone",
        "Such as Europe/Berlin or Asia/Urumqi. Leave it empty to follow the system.",
        lambda s: s.time_zone,
        toml_text,
        "the system's",
    ),
)
_DAYS_OFF = (
    Preference(
        "quiet-weekdays",
        "Quiet weekdays",
        "Weekdays on which little should be due, such as: sat, sun.",
        lambda s: ", ".join(WEEKDAYS[day] for day in sorted(s.quiet_weekdays)),
        _weekdays,
        "none",
    ),
    Preference(
        "breaks",
        "Away",
        "Days on which nothing should be due: 2026-12-24 to 2027-01-01, and more behind a comma.",
        _shown_breaks,
        _breaks,
        "no break planned",
    ),
    Preference(
        "after-breaks",
        "Cards of a break come",
        "Whether cards that would be due in a break come before it, or wait until after.",
        lambda s: AFTER if s.after_breaks else BEFORE,
        _flag(AFTER),
        choices=(BEFORE, AFTER),
    ),
)
_MEMORY = (
    Preference(
        "retention",
        "Recall to aim at",
        "How likely a card should still be known when it is due, 70% to 99%. A higher share "
        "costs more reviews.",
        lambda s: "" if s.retention is None else f"{s.retention * 100:.3g}%",
        _share,
        _DECK,
    ),
    Preference(
        "learning-steps",
        "Steps for new cards",
        "After how long a new card comes again, such as: 1m 10m.",
        lambda s: _shown_steps(s.learning_steps),
        _steps,
    ),
    Preference(
        "relearning-steps",
        "Steps for forgotten",
        "After how long a forgotten card comes again, such as: 10m.",
        lambda s: _shown_steps(s.relearning_steps),
        _steps,
    ),
    Preference(
        "max-interval",
        "Longest interval",
        "In days, 1 to 36500: no card stays away for longer.",
        lambda s: str(s.max_interval),
        _number,
    ),
)


def _looks(themes: tuple[str, ...]) -> tuple[Preference, ...]:
    return (
        Preference(
            "theme",
            "Theme",
            "Colours of the screen. Those that begin with ansi take the terminal's own.",
            lambda s: s.theme,
            toml_text,
            "textual-dark",
            themes,
        ),
        Preference(
            "hide-bundled",
            "Hide bundled decks",
            "Whether the home screen leaves out the decks that come with the program.",
            lambda s: YES if s.hide_bundled else NO,
            _flag(YES),
            choices=(NO, YES),
        ),
    )
