"""Simulated learners, whose true memory the scheduler never sees.

Two independent models: FSRS-6 with weights unlike the defaults, and ACT-R, in which every
exposure leaves a trace that decays by a power law (Pavlik and Anderson 2005).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, log
from random import Random
from typing import Protocol

from trainer.memory import fsrs
from trainer.memory.card import Memory, Rating

DAY_S = 86_400


class Learner(Protocol):
    def recall(self, card: int, at_s: float) -> float:
        """The true chance of recall, 0 to 1."""

    def study(self, card: int, at_s: float, recalled: bool) -> None:
        """An answer whose solution was shown."""


@dataclass
class FsrsLearner:
    """FSRS-6 with weights of this learner's own."""

    w: fsrs.Weights
    memories: dict[int, tuple[Memory, int]] = field(default_factory=dict)
    first: float = 0.6

    @classmethod
    def drawn(cls, rng: Random) -> FsrsLearner:
        w = list(fsrs.DEFAULT)
        longer = exp(rng.gauss(0, 0.6))
        for n in range(4):
            w[n] *= longer * exp(rng.gauss(0, 0.2))
        w[8] += rng.gauss(0, 0.35)
        w[10] *= exp(rng.gauss(0, 0.2))
        w[11] *= exp(rng.gauss(0, 0.4))
        return cls(tuple(w))

    def recall(self, card: int, at_s: float) -> float:
        if card not in self.memories:
            return self.first
        memory, day = self.memories[card]
        return fsrs.retrievability(self.w, memory, int(at_s // DAY_S) - day)

    def study(self, card: int, at_s: float, recalled: bool) -> None:
        rating, today = Rating.GOOD if recalled else Rating.AGAIN, int(at_s // DAY_S)
        if card in self.memories:
            memory, day = self.memories[card]
            self.memories[card] = fsrs.step(self.w, memory, rating, today - day), today
        else:
            self.memories[card] = fsrs.init(self.w, rating), today


@dataclass
class ActRLearner:
    """ACT-R: activation is the log of the sum of all traces, each t to the power of minus its
    decay, which is the larger the more active the memory was when the trace was left. Time
    between sessions passes forty times slower than within them."""

    decay: float
    threshold: float
    traces: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    scale: float = 0.217
    noise: float = 0.255
    slow: float = 0.025
    first: float = 0.6

    @classmethod
    def drawn(cls, rng: Random) -> ActRLearner:
        # Forgetting about as fast as FSRS's default weights say, some slower and some faster.
        return cls(rng.uniform(0.06, 0.13), rng.uniform(-1.0, -0.75))

    def recall(self, card: int, at_s: float) -> float:
        if card not in self.traces:
            return self.first
        return 1.0 / (1.0 + exp((self.threshold - log(self._strength(card, at_s))) / self.noise))

    def study(self, card: int, at_s: float, recalled: bool) -> None:
        strength = self._strength(card, at_s) if card in self.traces else 0.0
        trace = (at_s, self.scale * strength + self.decay)
        # What had to be shown was encoded as well; what was known before leaves a second trace.
        known_before = recalled and card not in self.traces
        self.traces.setdefault(card, []).extend([trace, trace] if known_before else [trace])

    def _strength(self, card: int, at_s: float) -> float:
        return sum(self._age(at_s - left) ** -decay for left, decay in self.traces[card])

    def _age(self, seconds: float) -> float:
        near = min(max(seconds, 1.0), 3600.0)
        return near + self.slow * max(0.0, seconds - 3600.0)
