"""Advice on a library as a whole: habits that show only over many questions.

No question is known here: a check that finds nothing changed makes none, and their classes would be
a fifth of its start.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from trainer.language.diagnostics import Diagnostic, Severity
from trainer.records import record

CHOICES, TRUTHS = 20, 10
"""How many of them it takes to speak of a habit."""

SURE = 3.0
"""By how many standard deviations the share of longest keys must exceed chance."""

BALANCE = (0.3, 0.7)
"""Which shares of true statements are balanced."""


@record(frozen=True, slots=True)
class Tally:
    """What questions add to the habits: `chance` is how many longest keys chance would give."""

    choices: int = 0
    longest: int = 0
    chance: float = 0.0
    truths: int = 0
    true: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.choices + other.choices,
            self.longest + other.longest,
            self.chance + other.chance,
            self.truths + other.truths,
            self.true + other.true,
        )


@record(frozen=True, slots=True)
class Advice:
    """What there is to say of a file, and what it adds to the habits of its library."""

    found: tuple[Diagnostic, ...] = ()
    tally: Tally = Tally()


def habits(counted: Tally, file: str) -> Iterator[Diagnostic]:
    """What a tally tells of the questions of `file`, which may be a folder."""
    if counted.choices >= CHOICES:
        expected = counted.chance / counted.choices
        share = counted.longest / counted.choices
        if share > expected + SURE * sqrt(expected * (1 - expected) / counted.choices):
            yield Diagnostic(
                "W020",
                f"the right option is the longest in {counted.longest} of {counted.choices} choices"
                f" ({share:.0%}; by chance it were {expected:.0%})",
                file,
                help="learners notice; cut right options short, or say more in wrong ones",
                severity=Severity.INFO,
            )
    if counted.truths >= TRUTHS:
        share = counted.true / counted.truths
        if not BALANCE[0] <= share <= BALANCE[1]:
            yield Diagnostic(
                "W021",
                f"{counted.true} of {counted.truths} statements are true ({share:.0%})",
                file,
                help="who always answers the same is right too often; aim at a half",
                severity=Severity.INFO,
            )
