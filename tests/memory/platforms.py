"""Stability and difficulty to the last digit, to be compared between machines.

    python -m tests.memory.platforms            # this machine against the committed digits
    python -m tests.memory.platforms --digits   # all that this machine gets, as the file has it
    python -m tests.memory.platforms --write    # makes the file anew

It needs nothing but Python and the memory itself, so that it runs where nothing can be installed:
under an emulator, or on a C library of another kind. Python leaves `exp` and powers to that
library, and no standard says what their last digits are. The histories stand in the file with
what came of them, since their making needs a logarithm too.
"""

from __future__ import annotations

import platform
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from trainer.memory import fsrs
from trainer.memory.card import NEW, Interval, Memory, Phase, Rating, Review
from trainer.memory.replay import Parameters, apply, nearest
from trainer.memory.study_day import StudyDays

FILE = Path(__file__).parent / "data" / "platforms.csv"
HEAD = "card,at_ms,day,rating,mix,stability,difficulty,rest"
CLOSE = 1e-9

OTHER: fsrs.Weights = (
    0.0893, 0.6327, 1.9204, 11.7305, 6.8855, 0.6441, 2.5723, 0.0431, 2.1186, 0.2137, 1.0224,
    1.2102, 0.0905, 0.3311, 1.4027, 0.4873, 2.2914, 0.7248, 0.1803, 0.0942, 0.2276,
)  # fmt: skip
"""Weights unlike the published ones, as training might find them; every second card has them."""


class Answered(NamedTuple):
    """One answer of a card, and what the memory made of it: stability in days, difficulty, and
    after how many whole days recall falls to 90%."""

    card: int
    at_ms: int
    day: int
    rating: Rating
    mix: float | None
    memory: Memory = Memory(0.0, 0.0)
    rest: int = 0

    def line(self) -> str:
        mix = "" if self.mix is None else repr(self.mix)
        s, d = self.memory.stability, self.memory.difficulty
        return (
            f"{self.card},{self.at_ms},{self.day},{int(self.rating)},{mix},{s!r},{d!r},{self.rest}"
        )


def read() -> list[Answered]:
    """The committed answers with their digits."""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines()[1:]:
        card, at_ms, day, rating, mix, s, d, rest = line.split(",")
        found.append(
            Answered(
                int(card),
                int(at_ms),
                int(day),
                Rating(int(rating)),
                float(mix) if mix else None,
                Memory(float(s), float(d)),
                int(rest),
            )
        )
    return found


def weights_of(card: int) -> fsrs.Weights:
    return OTHER if card % 2 else fsrs.DEFAULT


def replayed(
    answers: Iterable[Answered], weights: Callable[[int], fsrs.Weights] = weights_of
) -> list[Answered]:
    """The same answers with what this machine makes of them."""
    found = []
    for card, own in groupby(answers, key=lambda one: one.card):
        w = weights(card)
        parameters, state = Parameters(w), NEW
        for one in own:
            review = Review(
                one.at_ms, one.day, one.rating, Interval(days=1), Phase.REVIEW, mix=one.mix
            )
            state = apply(state, review, parameters)
            assert state.memory is not None
            rest = nearest(fsrs.interval(w, state.memory.stability, 0.9))
            found.append(one._replace(memory=state.memory, rest=rest))
    return found


class Apart(NamedTuple):
    """How far two machines are apart: the largest difference of stability and of difficulty, as
    a part of the value; how many of all values have other bits; how many rests are other ones."""

    stability: float
    difficulty: float
    bits: int
    values: int
    rests: int

    @property
    def close(self) -> bool:
        return max(self.stability, self.difficulty) <= CLOSE and not self.rests


def apart(found: Sequence[Answered], known: Sequence[Answered]) -> Apart:
    pairs = [(one.memory, other.memory) for one, other in zip(found, known, strict=True)]
    return Apart(
        max(abs(a.stability - b.stability) / b.stability for a, b in pairs),
        max(abs(a.difficulty - b.difficulty) / b.difficulty for a, b in pairs),
        sum((a.stability != b.stability) + (a.difficulty != b.difficulty) for a, b in pairs),
        2 * len(pairs),
        sum(one.rest != other.rest for one, other in zip(found, known, strict=True)),
    )


def digest(found: Sequence[Answered]) -> str:
    """What the states' bytes, as SQLite keeps them, have in common with no others."""
    numbers = (struct.pack(">dd", one.memory.stability, one.memory.difficulty) for one in found)
    return sha256(b"".join(numbers)).hexdigest()[:16]


def made(cards: int = 220) -> Iterator[Answered]:
    """Answers at any time of day, minutes to years after the last, with all ratings and lucky
    picks."""
    rng, days = Random(21), StudyDays(ZoneInfo("Europe/Berlin"))
    for card in range(cards):
        at_s = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()) + rng.randrange(86_400 * 365)
        for _ in range(rng.randint(2, 26)):
            rating = rng.choice([1, 2, 3, 3, 3, 4])
            lucky = rating > 1 and rng.random() < 0.2
            mix = round(rng.uniform(0.3, 0.99), 4) if lucky else None
            yield Answered(card, at_s * 1000, days.day(at_s * 1000), Rating(rating), mix)
            at_s += int(rng.choice([600, 40_000, 86_400, 86_400 * rng.expovariate(1 / 40)]))


def machine() -> str:
    """What the digits may depend on."""
    libc = " ".join(platform.libc_ver()).strip() or platform.system()
    return (
        f"{platform.machine()}, {sys.byteorder} endian, {8 * struct.calcsize('P')} bit, {libc}, "
        f"Python {platform.python_version()}"
    )


def main(arguments: Sequence[str]) -> int:
    if "--write" in arguments:
        lines = [HEAD, *(one.line() for one in replayed(made()))]
        FILE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    known = read()
    found = replayed(known)
    if "--digits" in arguments:
        print(HEAD, *(one.line() for one in found), sep="\n")
        return 0
    gap = apart(found, known)
    print(f"{machine()}: {len(found):,} answers")
    print(f"largest difference: stability {gap.stability:.1e}, difficulty {gap.difficulty:.1e}")
    print(f"other bits: {gap.bits} of {gap.values:,} values; other intervals: {gap.rests}")
    print(f"digest of the states: {digest(found)}")
    return int(not gap.close)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
