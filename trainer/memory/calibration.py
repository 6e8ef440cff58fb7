"""Calibration: how much better or worse a learner recalls than the memory model predicts."""

from __future__ import annotations

from dataclasses import replace
from math import exp

from trainer.records import record

SLIP = 0.03
"""How often a wrong option is picked although the right one was known."""

RATE, DAILY, LIMIT = 0.02, 0.3, 1.5
"""How far one answer's error moves b, and how far one day and all days together may."""

TELLING = 25
"""Answers from which on the correction predicts better than none, in seven learners' logs."""

OFFERED = 400
"""Answers on later days from which on training helps reliably."""


@record(frozen=True, slots=True)
class Calibration:
    """A learner's shift `b` on the log-odds of recall, and the study day being summed up.

    A fold of the answers in the order of their time. `b` is in force for a whole study day; the
    day's `errors` (recalled minus predicted) join it when an answer of a later day comes, or on
    `closed`. Moved after every answer, b would follow the mood of a session; by a day's average,
    it would hardly move at all. `answers` counts those that were observed.
    """

    b: float = 0.0
    day: int | None = None
    errors: float = 0.0
    answers: int = 0

    def observe(self, day: int, recall: float, known: float) -> Calibration:
        """With one answer, given on a later study day than the card's last.

        `recall` is the model's own chance of recall (0 to 1, without b); `known` is what
        `evidence` makes of the answer.
        """
        now = self.closed(day)
        error = known - shift(recall, now.b)
        return Calibration(now.b, now.day, now.errors + error, now.answers + 1)

    def closed(self, day: int) -> Calibration:
        """As it stands when study day `day` begins: the errors of days before are in `b`.

        A clock set back closes nothing and adds to the day that was begun.
        """
        if self.day is None:
            return replace(self, day=day)
        if day <= self.day:
            return self
        b = _clamp(self.b + _clamp(RATE * self.errors, DAILY), LIMIT)
        return Calibration(b, day, 0.0, self.answers)

    def restarted(self, day: int) -> Calibration:
        """With other weights in force from study day `day` on: what was seen of the old ones says
        nothing of them, and would be allowed for twice."""
        return Calibration(day=day)

    def predict(self, recall: float) -> float:
        """What is believed of this learner where the model says `recall` (0 to 1)."""
        return shift(recall, self.b)

    def target(self, retention: float) -> float:
        """The model's retention to aim at so that this learner's comes out as `retention`."""
        return shift(retention, -self.b)

    def words(self, retention: float = 0.9) -> str:
        """For people: by how many points of a hundred recall differs where the model says so."""
        points = round(100 * (self.predict(retention) - retention))
        if not points:
            return "you recall as much as predicted"
        noun = "point" if abs(points) == 1 else "points"
        return f"you recall {abs(points)} {noun} {'more' if points > 0 else 'less'} than predicted"


def evidence(recalled: bool, options: int = 0) -> float:
    """What an answer says of knowledge: 1 if recalled, 0 if not, corrected for luck and slips
    where one of `options` was picked, so that its mean is the chance of recall (formula scoring).

    A lucky pick's own weight would not do: it comes from what is believed already, and would
    confirm it.
    """
    if options < 2:
        return float(recalled)
    luck = 1.0 / options
    return (recalled - luck) / (1.0 - SLIP - luck)


def shift(chance: float, by: float) -> float:
    """A chance (0 to 1) moved by `by` on the scale of log-odds."""
    chance = min(max(chance, 1e-6), 1.0 - 1e-6)
    return 1.0 / (1.0 + exp(-by) * (1.0 - chance) / chance)


def _clamp(value: float, limit: float) -> float:
    return min(max(value, -limit), limit)
