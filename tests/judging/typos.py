"""Typos as people make them, generated from right answers: one slip each.

The slips of Damerau (1964), 80% of all misspellings, with keys that lie side by side, and the
marks people leave out. They fall on short words too, where the judge forgives none, and on a first
letter about as rarely as in life.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    """The keys around each key of an English keyboard."""
    places = {key: (row, at) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
    return {
        key: "".join(
            other
            for other, (row, at) in places.items()
            if other != key and abs(row - places[key][0]) <= 1 and abs(at - places[key][1]) <= 1
        )
        for key in places
    }


_NEIGHBOURS = _neighbours()


def _is_letter(character: str) -> bool:
    """Keys type letters; Chinese characters come from a list, and have no such slips."""
    return character.isalpha() and unicodedata.category(character) != "Lo"


Slip = Callable[[random.Random, str], str]


def _places(random_: random.Random, text: str) -> list[int]:
    """Letters that a slip may befall; those that begin a word only one time in five."""
    first = random_.random() < 0.2
    return [
        at
        for at, character in enumerate(text)
        if _is_letter(character) and (first or (at and _is_letter(text[at - 1])))
    ]


def _at(random_: random.Random, text: str) -> int | None:
    places = _places(random_, text)
    return random_.choice(places) if places else None


def lost(random_: random.Random, text: str) -> str:
    at = _at(random_, text)
    return text if at is None else text[:at] + text[at + 1 :]


def doubled(random_: random.Random, text: str) -> str:
    at = _at(random_, text)
    return text if at is None else text[: at + 1] + text[at:]


def swapped(random_: random.Random, text: str) -> str:
    places = [at for at in _places(random_, text) if _is_letter(text[at + 1 : at + 2])]
    if not places:
        return text
    at = random_.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def neighbour(random_: random.Random, text: str) -> str:
    places = [at for at in _places(random_, text) if text[at].lower() in _NEIGHBOURS]
    if not places:
        return text
    at = random_.choice(places)
    return text[:at] + random_.choice(_NEIGHBOURS[text[at].lower()]) + text[at + 1 :]


def accent_lost(_: random.Random, text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(character for character in apart if not unicodedata.combining(character))


def case(random_: random.Random, text: str) -> str:
    return random_.choice((text.lower(), text.upper(), text.swapcase()))


def punctuation(random_: random.Random, text: str) -> str:
    bare = text.replace("'", "").replace("-", " ")
    return random_.choice(
        (f"{text}.", f" {text} ", f"“{text}”", bare if bare != text else f"{text}!")
    )


SLIPS: tuple[Slip, ...] = (lost, doubled, swapped, neighbour, accent_lost, case, punctuation)


def typos(answers: list[str], seed: int) -> Iterator[tuple[str, str]]:
    """(answer, typed), without repetitions: each slip once for every four letters of an answer,
    since every letter typed is a chance to mistype."""
    random_ = random.Random(seed)
    seen: set[tuple[str, str]] = set()
    for answer in answers:
        for slip in SLIPS:
            for _ in range(0, len(answer), 4):
                pair = (answer, slip(random_, answer))
                if pair[1] != answer and pair not in seen:
                    seen.add(pair)
                    yield pair
