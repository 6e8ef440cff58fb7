"""Gain: how much more likely a card is recalled on a day to come if it is answered today."""

from __future__ import annotations

from trainer.memory import fsrs
from trainer.memory.calibration import shift
from trainer.memory.card import CardState, Memory, Rating
from trainer.memory.replay import elapsed
from trainer.records import record

NEW_RECALL = 0.6
"""The chance that a new card is right the first time."""

HORIZON = 30
"""How many days ahead recall counts when there is no exam."""


@record(frozen=True, slots=True)
class Pace:
    """The seconds that a card takes on a day: recalled, forgotten (with what follows), a new one;
    and any answer on average, where a fifth of the cards are new."""

    right: float = 9.0
    wrong: float = 25.0
    new: float = 40.0
    each: float = 12.0

    def stretched(self, by: float) -> Pace:
        """For somebody who takes so many times as long."""
        return Pace(self.right * by, self.wrong * by, self.new * by, self.each * by)

    def expected(self, recall: float) -> float:
        """The seconds to expect of a card recalled with this chance (0 to 1)."""
        return recall * self.right + (1.0 - recall) * self.wrong


USUAL = Pace()


def gain(w: fsrs.Weights, memory: Memory, passed: int, ahead: int, b: float = 0.0) -> float:
    """The gain in the chance of recall `ahead` days from now by an answer now.

    `passed` is the study days since the last answer, `b` the learner's calibration. A right
    answer counts as Good. It may be negative: what is surely known is only set back by failing.
    """
    recall = shift(fsrs.retrievability(w, memory, passed), b)
    good = fsrs.step(w, memory, Rating.GOOD, passed)
    again = fsrs.step(w, memory, Rating.AGAIN, passed)

    def later(kept: Memory, days: int) -> float:
        return shift(fsrs.retrievability(w, kept, days), b)

    answered = recall * later(good, ahead) + (1.0 - recall) * later(again, ahead)
    return answered - later(memory, passed + ahead)


def gain_of_new(w: fsrs.Weights, ahead: int, b: float = 0.0) -> float:
    """The chance to recall, `ahead` days from now, a card that is learned now."""
    return sum(
        chance * shift(fsrs.retrievability(w, learned(w, first), ahead), b)
        for first, chance in ((Rating.GOOD, NEW_RECALL), (Rating.AGAIN, 1.0 - NEW_RECALL))
    )


def learned(w: fsrs.Weights, first: Rating) -> Memory:
    """The memory of a new card at the end of its first day: once more right after `first`."""
    return fsrs.step(w, fsrs.init(w, first), Rating.GOOD, 0)


def worth(
    w: fsrs.Weights,
    state: CardState,
    day: int,
    ahead: int = HORIZON,
    pace: Pace = USUAL,
    b: float = 0.0,
) -> float:
    """Gain a second: by it a queue orders its reviews when not all of them can come.

    `day` is today's study day; a card never answered is worth nothing here.
    """
    if state.memory is None:
        return 0.0
    passed = elapsed(state, day)
    recall = shift(fsrs.retrievability(w, state.memory, passed), b)
    return gain(w, state.memory, passed, ahead, b) / pace.expected(recall)
