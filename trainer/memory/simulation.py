"""A learner's next months in numbers: cards answered, by seeded chance, as the model expects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from trainer.memory import fsrs
from trainer.memory.calibration import shift
from trainer.memory.card import CardState, Memory, Rating
from trainer.memory.gain import NEW_RECALL, gain, gain_of_new, learned
from trainer.memory.replay import nearest
from trainer.memory.scheduler import SchedulerSettings

ENOUGH = 2000
"""Cards that are simulated; of more, every n-th stands for n."""


@dataclass(slots=True)
class Imagined:
    """One simulated card, the `number`-th, standing for `weight` cards; days are study days."""

    memory: Memory
    last: int
    due: int
    number: int
    weight: float = 1.0


class Simulation:
    """Cards of a learner who recalls as often as the calibrated model says.

    Right answers count as Good; a card forgotten is answered until it is right, as in relearning
    steps. The same seed gives the same months.
    """

    def __init__(
        self,
        states: Iterable[CardState],
        settings: SchedulerSettings,
        day: int,
        seed: int = 0,
        each: float = 1.0,
    ) -> None:
        self._w, self._b = settings.weights, settings.b
        self._longest = settings.longest
        self._step = fsrs.stepper(self._w)
        # Intervals are proportional to stability, so one division does for all of them.
        self._stretch = fsrs.interval(self._w, 1.0, shift(settings.retention, -settings.b))
        self._rng = Random(seed)
        self.cards = _sample(states, day, each)

    def chance(self) -> float:
        """A number from [0, 1)."""
        return self._rng.random()

    def recall(self, card: Imagined, day: int) -> float:
        """The chance of recall (0 to 1)."""
        model = fsrs.retrievability(self._w, card.memory, max(0, day - card.last))
        return shift(model, self._b)

    def known(self, day: int) -> float:
        """How many cards would be recalled on that day."""
        return sum(card.weight * self.recall(card, day) for card in self.cards)

    def gain(self, card: Imagined, day: int, until: int) -> float:
        """What answering it on `day` adds to the chance of recall on the day `until`."""
        return gain(self._w, card.memory, max(0, day - card.last), until - day, self._b)

    def gain_of_new(self, ahead: int) -> float:
        """The chance to recall, in `ahead` days, a card that is learned now."""
        return gain_of_new(self._w, ahead, self._b)

    def answer(self, card: Imagined, day: int) -> bool:
        """Answers a card, and says whether it was recalled."""
        recalled = self.chance() < self.recall(card, day)
        passed = max(0, day - card.last)
        stability, difficulty = card.memory.stability, card.memory.difficulty
        if recalled:
            found = self._step(stability, difficulty, 3, passed)
        else:
            found = self._step(*self._step(stability, difficulty, 1, passed), 3, 0)
        self._rest(card, Memory(*found), day)
        return recalled

    def introduce(self, day: int, weight: float = 1.0) -> Imagined:
        """Learns a new card, which stands for `weight` of them."""
        first = Rating.GOOD if self.chance() < NEW_RECALL else Rating.AGAIN
        card = Imagined(learned(self._w, first), day, day, len(self.cards), weight)
        self._rest(card, card.memory, day)
        self.cards.append(card)
        return card

    def _rest(self, card: Imagined, memory: Memory, day: int) -> None:
        days = min(max(1, nearest(memory.stability * self._stretch)), self._longest)
        card.memory, card.last, card.due = memory, day, day + days


def _sample(states: Iterable[CardState], day: int, each: float) -> list[Imagined]:
    known: Sequence[CardState] = [state for state in states if state.memory]
    every = max(1, -(-len(known) // ENOUGH))
    sample = known[::every]
    weight = each * len(known) / len(sample) if sample else each
    return [
        Imagined(state.memory, state.last_day or day, state.due_day or day, number, weight)
        for number, state in enumerate(sample)
        if state.memory
    ]
