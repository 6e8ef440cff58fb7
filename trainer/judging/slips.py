"""Whether a typed text is the right one misspelt, word by word, and by how many slips."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.wording.distance import cores, distance
from trainer.wording.normalise import join

MOST_SLIPS = 3

# One slip is forgiven in words of four letters, two from eight, three from fourteen.
_STEPS = ((14, 3), (8, 2), (4, 1))
SMALL_WORDS = frozenset({"of", "the", "and", "in", "on", "at", "to", "for", "by", "with", "a"})
DENIALS = frozenset({"not", "no", "non", "or", "never", "nor", "anti", "except"})
_MEANINGFUL = SMALL_WORDS | DENIALS

_SHORTEST_JOINED = 8
_SHORTEST_NEAR = 6

# Word parts a slip or two apart that say the opposite, or name another thing: between them a slip
# is never assumed, whether or not the library knows the word.
_BEGINNINGS = (
    ("hyper", "hypo"), ("inter", "intra"), ("ante", "anti"), ("endo", "ecto"), ("endo", "exo"),
    ("macro", "micro"), ("mega", "meta"), ("peri", "para"), ("pre", "pro"), ("sub", "sur"),
)  # fmt: skip
_ENDINGS = (
    ("ate", "ite"), ("ide", "ite"), ("ide", "ate"), ("ane", "ene"), ("ane", "yne"),
    ("ene", "yne"), ("ase", "ose"), ("ine", "ide"), ("ine", "ene"), ("er", "ee"), ("or", "ee"),
)  # fmt: skip
_CORES = {
    cores(here, there)
    for one, other in (*_BEGINNINGS, *_ENDINGS)
    for here, there in ((one, other), (other, one))
}


def slips(given: Sequence[str], expected: Sequence[str]) -> int | None:
    """The slips that turn `expected` into `given`, or None where these are too many to be slips.

    Where words were run together or parted, the whole is one word with at most one slip.
    """
    if len(given) != len(expected):
        return _joined_slips(join(given), join(expected))
    total = 0
    for typed, meant in zip(given, expected, strict=True):
        if typed == meant:
            continue
        allowed = _allowed(typed, meant) or _allowed_in_small(typed, meant, expected)
        if not allowed:
            return None
        found = distance(typed, meant, allowed)
        if found > allowed or _another_word(typed, meant):
            return None
        total += found
        if total > MOST_SLIPS:
            return None
    return total


def near_miss(given: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether one slip parts two texts where it isn't forgiven: in a short word, or at the start.

    Too little to be sure of (Toa Shiyao, eBijing), and too much to call it wrong.
    """
    typed, meant = join(given), join(expected)
    if len(meant) < _SHORTEST_NEAR or _is_exact(typed, meant) or distance(typed, meant, 1) > 1:
        return False
    words = zip(given, expected, strict=False)
    return not any(_another_word(one, other) for one, other in words if one != other)


def _joined_slips(typed: str, meant: str) -> int | None:
    if len(meant) < _SHORTEST_JOINED or not _allowed(typed, meant):
        return None
    return 1 if distance(typed, meant, 1) <= 1 else None


def _allowed(typed: str, meant: str) -> int:
    """How many slips a word may have: none with a digit, a Chinese character, or another start."""
    if typed[0] != meant[0] and (typed[:2] != meant[1::-1] or len(meant) < 2):
        return 0
    if _is_exact(typed, meant):
        return 0
    return next((allowed for length, allowed in _STEPS if len(meant) >= length), 0)


def _allowed_in_small(typed: str, meant: str, expected: Sequence[str]) -> int:
    """One slip in a small word that no meaning hangs on: `fuel for teh planes`."""
    if meant not in SMALL_WORDS or typed in _MEANINGFUL or SMALL_WORDS.issuperset(expected):
        return 0
    same_start = typed[0] == meant[0] or typed[:2] == meant[1::-1]
    return int(same_start and typed.isalpha())


def _is_exact(typed: str, meant: str) -> bool:
    """Whether no letter of the two may differ: years and Chinese characters have no slips."""
    if not (typed.isalpha() and meant.isalpha()) and any(map(str.isnumeric, typed + meant)):
        return True
    return not meant.isascii() and any(map(_is_ideograph, meant))


def _is_ideograph(character: str) -> bool:
    # Each is a morpheme, so that one changed makes another word. CJK blocks, Unicode 15.
    return "㐀" <= character <= "鿿" or "豈" <= character <= "﫿" or character >= "\U00020000"


def _another_word(typed: str, meant: str) -> bool:
    """Whether the only difference is a part that makes another word: hypertension, hypotension."""
    if cores(typed, meant) not in _CORES:
        return False
    return any(
        here + rest == typed and there + rest == meant
        for one, other in _BEGINNINGS
        for here, there in ((one, other), (other, one))
        for rest in (typed[len(here) :],)
    ) or any(
        rest + here == typed and rest + there == meant
        for one, other in _ENDINGS
        for here, there in ((one, other), (other, one))
        for rest in (typed[: -len(here)],)
    )
