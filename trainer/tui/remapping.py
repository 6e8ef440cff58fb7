"""A learner's own keys: `[keys]` of the settings file put into the table, or why that can't be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.keys import Keys, _character_to_key

from trainer.errors import TrainerError
from trainer.tui.keys import ASKING, BODY, TABLE, Key

SPOKEN = {
    "rate(1)": "again",
    "rate(2)": "hard",
    "rate(3)": "good",
    "rate(4)": "easy",
    "settle(True)": "yes",
    "settle(False)": "no",
    "move(1)": "down",
    "move(-1)": "up",
    "go(1)": "next",
    "go(-1)": "previous",
    "turn(1)": "next-value",
    "turn(-1)": "previous-value",
    "deck(1)": "next-deck",
    "deck(-1)": "previous-deck",
    "ends(-1)": "first",
    "ends(1)": "last",
    "card(1)": "next-card",
    "card(-1)": "previous-card",
    "drill_found": "drill-found",
    "scroll(1)": "line-down",
    "scroll(-1)": "line-up",
    "page(1)": "page-down",
    "page(-1)": "page-up",
    "leave": "home",
    "rate_suggested": "as-suggested",
    "give_up": "give-up",
    "go_on": "go-on",
    "go_there": "go-there",
    "hand_in": "hand-in",
    "mark": "flag-question",
    "map": "all-questions",
    "keep": "keep-report",
}
"""What the settings file calls actions whose own names are ours alone."""


def name_of(key: Key) -> str:
    """The name by which the settings file knows what a key does."""
    return SPOKEN.get(key.action, key.action)


NAMES = tuple(dict.fromkeys(name_of(key) for key in TABLE if key.action != BODY))
"""All that can be given another key."""


def table(remapped: Mapping[str, str]) -> tuple[Key, ...]:
    """The table with a learner's own keys: `remapped` is name → key, such as `bury` → `b`.

    Raises TrainerError with a sentence for each mapping that can't be, all at once.
    """
    if not remapped:
        return TABLE
    wrong: list[str] = []
    chosen: dict[str, str] = {}
    for name, written in remapped.items():
        key = textual_name(written)
        if name not in NAMES:
            wrong.append(f"there is no action `{name}`{_near(name)}")
        elif key is None:
            wrong.append(
                f'`{name} = "{written}"`: there is no such key; write one such as b, !, f5, ctrl+b.'
            )
        else:
            chosen[name] = key
    keys = tuple(_moved(key, chosen.get(name_of(key), ""), remapped) for key in TABLE)
    wrong += _clashes(keys, chosen)
    if wrong:
        raise TrainerError("\n".join(f"[keys] in the settings file: {one}" for one in wrong))
    return keys


def textual_name(written: str) -> str | None:
    """Textual's name of a key as people write it, or None if no terminal sends such a key."""
    *held, last = written.split("+") if len(written) > 1 else [written]
    if any(one not in ("ctrl", "alt", "shift") for one in held) or not last:
        return None
    if len(last) == 1:
        if not last.isprintable() or last == " ":
            return None
        return "+".join([*held, last if held else _character_to_key(last)])
    return written.lower() if last.lower() in _NAMED else None


_NAMED = frozenset(key.value for key in Keys if "+" not in key.value)


def _moved(key: Key, to: str, remapped: Mapping[str, str]) -> Key:
    if not to or key.action == BODY:
        return key
    shown = remapped[name_of(key)]
    # In a text field a letter is a letter, whatever else it is elsewhere.
    typed = len(shown) == 1 and (key.typed or bool(key.moments & ASKING))
    return replace(key, keys=to, show=shown, typed=typed)


def _clashes(keys: tuple[Key, ...], chosen: Mapping[str, str]) -> list[str]:
    """A key that would mean two things at once, one of which a learner asked for."""
    found: list[str] = []
    for mine in keys:
        if mine.action == BODY or name_of(mine) not in chosen:
            continue
        for other in keys:
            both = set(mine.keys.split(",")) & set(other.keys.split(","))
            if other.action == mine.action or not both or not mine.moments & other.moments:
                continue
            what = other.help or other.label or name_of(other)
            found.append(f"`{name_of(mine)}` can't be {mine.show}, which is taken: {what}.")
            break
    return list(dict.fromkeys(found))


def _near(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.replace("_", "-"), NAMES, n=1)
    return f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(NAMES)}."
