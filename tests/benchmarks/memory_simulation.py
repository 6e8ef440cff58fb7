"""What the memory does for simulated learners: retention, guesses, exams, minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random
from zoneinfo import ZoneInfo

from tests.benchmarks.memory_learners import DAY_S, ActRLearner, FsrsLearner, Learner
from trainer.memory import fsrs
from trainer.memory.calibration import Calibration, evidence
from trainer.memory.candidate import Candidate, Limits
from trainer.memory.card import NEW, CardState, Rating
from trainer.memory.gain import worth
from trainer.memory.plan import cramming, plan
from trainer.memory.queue import Queue
from trainer.memory.rating import knowledge
from trainer.memory.replay import elapsed
from trainer.memory.scheduler import Scheduler, SchedulerSettings
from trainer.memory.study_day import StudyDays

DAYS = StudyDays(ZoneInfo("UTC"), 0)
LEARNERS: dict[str, Callable[[Random], Learner]] = {
    "FSRS-6 memory": FsrsLearner.drawn,
    "ACT-R memory": ActRLearner.drawn,
}


@dataclass
class Study:
    """A learner at our scheduler: one deck, so many new cards a day, all reviews when due."""

    learner: Learner
    rng: Random
    settings: SchedulerSettings
    correct: bool = True
    options: int = 0
    mixing: bool = True

    def __post_init__(self) -> None:
        self.states: dict[int, CardState] = {}
        self.calibration = Calibration()
        self.truths: list[float] = []
        self.answers = 0
        self.seconds = 0.0

    def run(self, cards: int, new_per_day: int, days: int, measured_from: int = 0) -> None:
        """Studies for `days` days; what was true is noted from day `measured_from` on."""
        due: dict[int, list[int]] = {}
        waiting = iter(range(cards))
        for day in range(days):
            self.calibration = self.calibration.closed(day)
            b = self.calibration.b if self.correct else 0.0
            scheduler = Scheduler(replace(self.settings, b=b), DAYS)
            new = [card for _, card in zip(range(new_per_day), waiting, strict=False)]
            for card in (*due.pop(day, ()), *new):
                self._session(scheduler, card, day, day >= measured_from)
                back = self.states[card].due_day
                if back is not None:
                    due.setdefault(max(back, day + 1), []).append(card)

    def _session(self, scheduler: Scheduler, card: int, day: int, measured: bool) -> None:
        """One card on one day, until it has left its learning steps."""
        at_s = _noon(day)
        for _ in range(10):
            state = self.states.get(card, NEW)
            self._answer(scheduler, card, state, at_s, day, measured)
            now = self.states[card]
            if now.due_ms is None:
                return
            at_s = now.due_ms / 1000
        self.states[card] = replace(self.states[card], due_day=day + 1, due_ms=None)

    def _answer(
        self,
        scheduler: Scheduler,
        card: int,
        state: CardState,
        at_s: float,
        day: int,
        measured: bool,
    ) -> None:
        truth = self.learner.recall(card, at_s)
        knows = self.rng.random() < truth
        lucky = not knows and self.options > 0 and self.rng.random() < 1 / self.options
        if self.options and knows and self.rng.random() < 0.03:
            knows = False
        right = knows or lucky
        guessed = self.rng.random() < ((0.8 if not knows else 0.05) if self.options else 0.0)
        recall = scheduler.recall(state, int(at_s * 1000))
        mix = knowledge(recall, self.options, guessed) if right and self.options else None
        mix = mix if self.mixing else None
        later = state.memory is not None and elapsed(state, day) > 0
        if later and state.memory:
            model = fsrs.retrievability(self.settings.weights, state.memory, elapsed(state, day))
            known = evidence(right, self.options)
            self.calibration = self.calibration.observe(day, model, known)
            if measured and state.interval.days > 1:
                self.truths.append(truth)
        rating = Rating.GOOD if right else Rating.AGAIN
        options = scheduler.options(state, int(at_s * 1000), str(card), mix)
        self.states[card] = options[rating].state
        self.learner.study(card, at_s, knows)
        self.answers += 1
        self.seconds += cost(right, state.memory is None)

    def study_day(self, day: int, cards: int, exam: int, budget: float, planned: bool) -> None:
        """One day towards an exam, with so many seconds to study, planned or as cards fall due."""
        self.calibration = self.calibration.closed(day)
        settings = replace(self.settings, b=self.calibration.b)
        scheduler, end = Scheduler(settings, DAYS), self.seconds + budget
        unseen = cards - len(self.states)
        even = -(-unseen // max(1, round(0.8 * exam) - day))
        limits, everything = Limits(new=even), False
        if planned:
            states = list(self.states.values())
            limits = plan(
                states, unseen, settings, day=day, exam=exam, begun=0, seconds=budget
            ).today
            everything = cramming(day, exam, 0)

        def gained(card: Candidate) -> float:
            return worth(settings.weights, card.state, day, exam - day, b=settings.b)

        queue = Queue(
            due=[
                Candidate(str(card), str(card), state=state)
                for card, state in self.states.items()
                if everything or (state.due_day or 0) <= day
            ],
            new=(Candidate(str(card), str(card)) for card in range(cards - unseen, cards)),
            limits=limits,
            day=day,
            worth=gained,
        )
        while self.seconds < end and (found := queue.next(0)):
            self._session(scheduler, int(found.key), day, False)
            queue.answered(found, self.states[int(found.key)])

    def known(self, day: int) -> float:
        """The true share of cards recalled on a day, of those begun."""
        return _known(self.learner, self.states, day)

    def believed(self, day: int) -> float:
        """The share of cards that the scheduler believes are recalled on a day."""
        b = self.calibration.b if self.correct else 0.0
        scheduler = Scheduler(replace(self.settings, b=b), DAYS)
        at_ms = int(_noon(day) * 1000)
        chances = [scheduler.recall(state, at_ms) or 0.0 for state in self.states.values()]
        return sum(chances) / len(chances)


def retention(model: str, correct: bool, learners: int = 8) -> tuple[float, float]:
    """(mean, worst) distance of true recall from the .90 asked for, in a year of 1,000 cards.

    Over reviews from the third month on, when it knows the learner, and of cards that rested more
    than a day: what wouldn't last one night can't be asked before the next day.
    """
    misses = []
    for seed in range(learners):
        study = Study(LEARNERS[model](Random(seed)), Random(seed), SchedulerSettings(), correct)
        study.run(cards=1000, new_per_day=10, days=365, measured_from=60)
        misses.append(abs(sum(study.truths) / len(study.truths) - 0.9))
    return sum(misses) / learners, max(misses)


def guessing(options: int, mixing: bool, learners: int = 8) -> tuple[float, float]:
    """(believed minus true knowledge in points, reviews) of picks, after half a year."""
    bias = answers = 0.0
    for seed in range(learners):
        learner = FsrsLearner(fsrs.DEFAULT)
        study = Study(learner, Random(seed), SchedulerSettings(), options=options, mixing=mixing)
        study.run(cards=400, new_per_day=10, days=180)
        bias += 100 * (study.believed(180) - study.known(180)) / learners
        answers += study.answers / learners
    return bias, answers


def exam(model: str, planned: bool, minutes: float, learners: int = 5) -> float:
    """The true share of 300 cards recalled on the day of an exam in 60 days."""
    total = 0.0
    for seed in range(learners):
        study = Study(LEARNERS[model](Random(seed)), Random(seed), SchedulerSettings())
        for day in range(60):
            study.study_day(day, 300, 60, minutes * 60, planned)
        total += study.known(60) * len(study.states) / 300
    return total / learners


def minutes(model: str, rule: Rule, learners: int = 5) -> tuple[float, float]:
    """(minutes, true share known at the end) of 200 days with 600 cards under an old rule."""
    spent = known = 0.0
    for seed in range(learners):
        learner, rng = LEARNERS[model](Random(seed)), Random(seed)
        spent += old_rule(learner, rng, rule) / 60 / learners
        known += _known(learner, range(600), 200) / learners
    return spent, known


def minutes_ours(model: str, aim: float, learners: int = 5) -> tuple[float, float]:
    """The same for our scheduler with a retention to aim at."""
    spent = known = 0.0
    for seed in range(learners):
        study = Study(LEARNERS[model](Random(seed)), Random(seed), SchedulerSettings(retention=aim))
        study.run(cards=600, new_per_day=6, days=200)
        spent += study.seconds / 60 / learners
        known += study.known(200) / learners
    return spent, known


Rule = Callable[[float, float, bool], tuple[float, float]]
"""(interval in days, ease, recalled) to the next (interval, ease)."""


def sm2(rest: float, ease: float, recalled: bool) -> tuple[float, float]:
    if not recalled:
        return 1.0, max(1.3, ease - 0.32)
    return (1.0 if rest < 1 else 6.0 if rest < 6 else rest * ease), ease


def leitner(rest: float, ease: float, recalled: bool) -> tuple[float, float]:
    return (min(max(1.0, rest * 2), 64.0) if recalled else 1.0), ease


def old_rule(learner: Learner, rng: Random, rule: Rule) -> float:
    """Studies 600 cards, 6 a day, for 200 days by a rule; the seconds that took."""
    seconds = 0.0
    due: dict[int, list[tuple[int, float, float]]] = {}
    for day in range(200):
        new = [(card, 0.0, 2.5) for card in range(6 * day, 6 * day + 6) if card < 600]
        for card, rest, ease in (*due.pop(day, ()), *new):
            at_s = _noon(day)
            right = rng.random() < learner.recall(card, at_s)
            learner.study(card, at_s, right)
            seconds += cost(right, not rest)
            following, ease = rule(rest, ease, right)
            while not right:
                at_s += 600
                right = rng.random() < learner.recall(card, at_s)
                learner.study(card, at_s, right)
                seconds += cost(right, False)
            due.setdefault(day + round(following), []).append((card, following, ease))
    return seconds


def cost(right: bool, new: bool) -> float:
    """The seconds of one answer; a new card has to be read first."""
    return (9.0 if right else 16.0) + (16.0 if new else 0.0)


def _noon(day: int) -> float:
    return (day + 0.5) * DAY_S


def _known(learner: Learner, cards: Iterable[int], day: int) -> float:
    chances = [learner.recall(card, _noon(day)) for card in cards]
    return sum(chances) / len(chances)
