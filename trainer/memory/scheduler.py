"""What each rating would do to a card: its next interval, phase and state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from trainer.memory import fsrs
from trainer.memory.calibration import shift
from trainer.memory.card import CardState, Interval, Phase, Rating, Review
from trainer.memory.fuzz import Choose, bounds, draw, evenly
from trainer.memory.replay import Parameters, apply, elapsed, nearest, remember
from trainer.memory.study_day import StudyDays
from trainer.records import record

DAY_S = 86_400


@record(frozen=True, slots=True, kw_only=True)
class SchedulerSettings:
    """How the cards of a deck are scheduled.

    `retention` is the chance of recall to aim at, 0 to 1, and `b` the learner's calibration,
    which moves that aim; `steps` and `relearning` are seconds and may be empty; `longest` bounds
    intervals, in days; `parameters_id` is what reviews store for `weights`. Without `fuzz`
    every interval is the nearest whole day; with it, `choose` picks one within Anki's bounds.
    At `leech_lapses`, and at every half as many more, a card counts as a leech (0: never).
    """

    weights: fsrs.Weights = fsrs.DEFAULT
    parameters_id: int = 0
    retention: float = 0.9
    b: float = 0.0
    steps: tuple[int, ...] = (60, 600)
    relearning: tuple[int, ...] = (600,)
    longest: int = 36500
    fuzz: bool = True
    choose: Choose = evenly
    leech_lapses: int = 8


@record(frozen=True, slots=True)
class Scheduled:
    """What one rating would do: what is to be stored of it, and the card's state afterwards.

    `leech` says that the card has lapsed so often that its question wants rewriting.
    """

    review: Review
    state: CardState
    leech: bool = False

    @property
    def interval(self) -> Interval:
        return self.review.interval

    @property
    def phase(self) -> Phase:
        return self.review.phase

    @property
    def step(self) -> int:
        return self.review.step


@record(frozen=True, slots=True)
class Scheduler:
    """Decides intervals by FSRS-6 and learning steps, as Anki does."""

    settings: SchedulerSettings
    days: StudyDays
    _parameters: Parameters = field(init=False)

    def __post_init__(self) -> None:
        parameters = Parameters(self.settings.weights, self.settings.retention)
        object.__setattr__(self, "_parameters", parameters)

    def options(
        self, state: CardState, now_ms: int, seed: str, mix: float | None = None
    ) -> Mapping[Rating, Scheduled]:
        """What each of the four ratings would do to a card answered at `now_ms` (UTC).

        `seed` is the card's key: with its count of answers it decides the fuzz, so that
        a preview and the answer agree. `mix` is the weight of a right pick that may have been
        luck (see `rating.suggest`); it holds for Hard, Good and Easy alike, since luck is about
        the pick and the rating about the effort, and so their order stays.
        """
        day = self.days.day(now_ms)
        steps = self._steps(state, seed, day, mix)
        return {
            rating: self._scheduled(state, now_ms, day, rating, mix, *steps[rating])
            for rating in Rating
        }

    def recall(self, state: CardState, now_ms: int) -> float | None:
        """The chance of recall now, as calibrated; None for a card never answered."""
        if state.memory is None:
            return None
        days = elapsed(state, self.days.day(now_ms))
        model = fsrs.retrievability(self.settings.weights, state.memory, days)
        return shift(model, self.settings.b)

    def _scheduled(
        self,
        state: CardState,
        now_ms: int,
        day: int,
        rating: Rating,
        mix: float | None,
        phase: Phase,
        step: int,
        interval: Interval,
    ) -> Scheduled:
        review = Review(
            at_ms=now_ms,
            day=day,
            rating=rating,
            interval=interval,
            phase=phase,
            step=step,
            mix=mix if rating > Rating.AGAIN else None,
            parameters=self.settings.parameters_id,
            reps=state.reps,
        )
        after = apply(state, review, self._parameters)
        lapsed = after.lapses > state.lapses
        return Scheduled(
            review, after, lapsed and is_leech(after.lapses, self.settings.leech_lapses)
        )

    def _steps(
        self, state: CardState, seed: str, day: int, mix: float | None
    ) -> dict[Rating, tuple[Phase, int, Interval]]:
        """For each rating the phase, the step in it and the interval."""
        settings, reviewed = self.settings, state.phase is Phase.REVIEW
        relearning = reviewed or state.phase is Phase.RELEARNING
        delays = settings.relearning if relearning else settings.steps
        learning = Phase.RELEARNING if relearning else Phase.LEARNING
        steps = _learning_steps(delays, state.step)
        rests = self._rests(state, day, mix)
        whole = self._whole_days(state, seed, day, rests)
        found: dict[Rating, tuple[Phase, int, Interval]] = {}
        for rating in Rating:
            may_learn = rating is Rating.AGAIN or not reviewed
            if rating in steps and may_learn:
                step, seconds = steps[rating]
                found[rating] = (learning, step, _delay(seconds))
            elif rests[rating] < 0.5 and may_learn and not delays:
                # Without steps of its own, a memory that won't last the night comes back today.
                found[rating] = (learning, 0, Interval(seconds=int(rests[rating] * DAY_S)))
            else:
                found[rating] = (Phase.REVIEW, 0, Interval(days=whole[rating]))
        return found

    def _rests(self, state: CardState, day: int, mix: float | None) -> dict[Rating, float]:
        """For each rating the days until recall falls to the target, not rounded."""
        w = self.settings.weights
        target = shift(self.settings.retention, -self.settings.b)
        passed = elapsed(state, day)
        rests = {}
        for rating in Rating:
            luck = mix if rating > Rating.AGAIN else None
            memory = remember(w, state.memory, rating, passed, luck)
            rests[rating] = fsrs.interval(w, memory.stability, target)
        return rests

    def _whole_days(
        self, state: CardState, seed: str, day: int, rests: Mapping[Rating, float]
    ) -> dict[Rating, int]:
        """Rests as study days, fuzzed; a review's Hard, Good and Easy at least a day apart."""
        settings, reviewed = self.settings, state.phase is Phase.REVIEW
        drawn = draw(seed, state.reps)
        last = state.interval.days
        whole: dict[Rating, int] = {}
        shortest = 1
        for rating, days in rests.items():
            again = rating is Rating.AGAIN
            # What is to rest longer than last time must not be fuzzed back to less.
            grown = reviewed and not again and nearest(days) > last
            least = max(shortest, last + 1) if grown else shortest
            if settings.fuzz and not (again and reviewed):
                whole[rating] = settings.choose(bounds(days, least, settings.longest), drawn, day)
            else:
                whole[rating] = min(max(nearest(days), least), settings.longest)
            # Within learning steps Anki keeps only Easy above Good.
            apart = rating is Rating.GOOD or (reviewed and not again)
            shortest = whole[rating] + 1 if apart else 1
        return whole


def is_leech(lapses: int, threshold: int) -> bool:
    """Whether this lapse makes a card a leech: at the threshold and every half of it later."""
    if threshold <= 0 or lapses < threshold:
        return False
    return (lapses - threshold) % ((threshold + 1) // 2) == 0


def _learning_steps(delays: tuple[int, ...], step: int) -> dict[Rating, tuple[int, int]]:
    """For the ratings that keep a card in its steps: the step it then is in, and the seconds."""
    if not delays:
        return {}
    first = delays[0]
    hard = delays[step] if step < len(delays) else first
    if step == 0:
        # Between Again and Good, so that the three differ.
        hard = (first + delays[1]) // 2 if len(delays) > 1 else min(first * 3 // 2, first + DAY_S)
    found = {Rating.AGAIN: (0, first), Rating.HARD: (step, hard)}
    if step + 1 < len(delays):
        found[Rating.GOOD] = (step + 1, delays[step + 1])
    return found


def _delay(seconds: int) -> Interval:
    """A step of a day or more is counted in study days, as Anki does."""
    return Interval(seconds=seconds) if seconds < DAY_S else Interval(days=seconds // DAY_S)
